import assert from 'node:assert/strict'
import { chown, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { ask, clusterOf, isRoot, postmasterOf, room, serve, serveApart, strangers } from './fixture.ts'
import { startPostgres, watchPostgres, type Postgres } from './index.ts'
import { livingProcess } from './process-facts.ts'

/** 8 connections inserting until the server is gone; the numbers it acknowledged. */
async function write({ url }: Postgres, start: number): Promise<number[]> {
  const acknowledged: number[] = []
  await Promise.all(Array.from({ length: 8 }, async (_, writer) => {
    const client = new pg.Client({ connectionString: url('postgres') })
    client.on('error', () => undefined)
    await client.connect()
    for (let number = start + writer; ; number += 8) {
      const done = await client.query('insert into written values ($1)', [number]).then(() => true, () => false)
      if (!done) return
      acknowledged.push(number)
    }
  }))
  return acknowledged
}

const childrenOf = async (postgres: Postgres) => {
  const rows = await ask<{ pid: number }>(postgres.url('postgres'), 'select pid from pg_stat_activity where pid <> pg_backend_pid()')
  return rows.map(({ pid }) => pid)
}

test('kill -9 under 8 writers, with and without the children of the server, loses no acknowledged row', async (t) => {
  const directory = await room(t)
  let postgres = await serve(directory)
  await ask(postgres.url('postgres'), 'create table written (number bigint primary key)')
  const acknowledged: number[] = []
  for (const round of [0, 1]) {
    const writing = write(postgres, round * 1_000_000)
    await pause(400)
    const victims = [await postmasterOf(directory), ...(round === 0 ? [] : await childrenOf(postgres))]
    for (const pid of victims) if (await livingProcess(pid)) process.kill(pid, 'SIGKILL')
    acknowledged.push(...(await writing))
    postgres = await startPostgres({ directory })
    assert.equal(postgres.adopted, false)
  }
  assert.ok(acknowledged.length > 20, `only ${acknowledged.length} rows were written`)
  const rows = await ask<{ number: string }>(postgres.url('postgres'), 'select number from written')
  const kept = new Set(rows.map(({ number }) => Number(number)))
  assert.deepEqual(acknowledged.filter((number) => !kept.has(number)), [])
})

test('kill -9 in the middle of initdb leaves nothing half-made', { timeout: 60_000 }, async (t) => {
  const directory = await room(t)
  const starter = serveApart(t, { directory })
  starter.report.catch(() => undefined)
  const inside = async () => (await readdir(directory)).find((name) => name.startsWith('cluster.new-'))
  const midway = async () => stat(join(directory, (await inside()) ?? '', 'data/base')).then(() => true, () => false)
  while (!(await midway())) await pause(2)
  await starter.kill()
  assert.ok(!(await readdir(directory)).includes('cluster'), 'it was killed too late to prove anything')
  const postgres = await serve(directory)
  assert.equal(postgres.adopted, false)
  assert.deepEqual((await readdir(directory)).filter((name) => name.includes('new')), [])
})

test('an orphan that still works on the files of its killed server is waited for', async (t) => {
  const directory = await room(t)
  const postgres = await serve(directory)
  const client = new pg.Client({ connectionString: postgres.url('postgres') })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const orphan = rows[0]?.pid ?? 0
  process.kill(orphan, 'SIGSTOP')
  process.kill(await postmasterOf(directory), 'SIGKILL')
  setTimeout(() => process.kill(orphan, 'SIGCONT'), 1000)
  const again = await startPostgres({ directory })
  assert.deepEqual([again.adopted, await livingProcess(orphan)], [false, undefined])
  await client.end()
})

test('a watched server that is killed comes back by itself, and those who knew its address find it there', { timeout: 60_000 }, async (t) => {
  const directory = await room(t)
  const started = await serve(directory)
  const watchers = await Promise.all([watchPostgres({ directory }), watchPostgres({ directory })])
  await ask(started.url('postgres'), 'create table kept ()')
  const killed = await postmasterOf(directory)
  process.kill(killed, 'SIGKILL')
  const answer = async () => ask(started.url('postgres'), 'select count(*)::int as rows from kept').catch(() => undefined)
  let rows = await answer()
  while (!rows || await postmasterOf(directory) === killed) [rows] = [await answer(), await pause(20)]
  assert.deepEqual(rows, [{ rows: 0 }])
  await Promise.all(watchers.map((each) => each.stop()))
})

/** What is left of a server that was killed with all its children, its number now worn by someone else. */
async function leaveBehind(t: TestContext, wearer: 'stranger' | 'zombie' | 'nobody') {
  const directory = await room(t)
  const postgres = await serve(directory)
  await ask(postgres.url('postgres'), 'create table kept ()')
  const victims = [await postmasterOf(directory), ...(await childrenOf(postgres))]
  for (const pid of victims) if (await livingProcess(pid)) process.kill(pid, 'SIGKILL')
  const file = join(await clusterOf(directory), 'postmaster.pid')
  const text = await readFile(file, 'utf8')
  const { uid, gid } = await stat(file)
  const wearers = { ...(await strangers(t, isRoot ? { uid, gid } : {})), nobody: 4_194_303 }
  await writeFile(file, text.replace(/^\d+/, String(wearers[wearer])))
  if (isRoot) await chown(file, uid, gid)
  return directory
}

for (const wearer of ['stranger', 'zombie', 'nobody'] as const) {
  test(`a postmaster.pid naming ${wearer === 'nobody' ? 'nobody' : `a ${wearer}`} does not stop the next start`, async (t) => {
    const directory = await leaveBehind(t, wearer)
    const began = performance.now()
    const postgres = await startPostgres({ directory })
    assert.ok(performance.now() - began < 14_000, 'not by waiting until patience ended')
    assert.equal(postgres.adopted, false)
    assert.deepEqual(await ask(postgres.url('postgres'), 'select count(*)::int as rows from kept'), [{ rows: 0 }])
  })
}

test('a server that lives is never disowned, even when it does not answer', async (t) => {
  const directory = await room(t)
  const postgres = await serve(directory)
  const pid = await postmasterOf(directory)
  process.kill(pid, 'SIGSTOP')
  setTimeout(() => process.kill(pid, 'SIGCONT'), 1500)
  const again = await startPostgres({ directory })
  assert.deepEqual([again.adopted, await postmasterOf(directory), again.url('x')], [true, pid, postgres.url('x')])
})
