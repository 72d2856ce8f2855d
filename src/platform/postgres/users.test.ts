import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ask, clusterOf, postmasterOf, room, otherUsers, serve, serveApart } from './fixture.ts'
import { makeTemplate, startPostgres } from './index.ts'

const nobody = { uid: 65_534, gid: 65_534 }
const unlisted = { uid: 54_321, gid: 54_321 }

/** A room in which every user may make his directories. */
async function openRoom(...of: Parameters<typeof room>): Promise<string> {
  const base = await room(...of)
  await chmod(base, 0o777)
  return base
}

test('the server never runs as root', async (t) => {
  const directory = join(await room(t), 'data')
  await serve(directory)
  const status = await readFile(`/proc/${await postmasterOf(directory)}/status`, 'utf8')
  const uids = /^Uid:\t(\d+)\t(\d+)\t(\d+)\t(\d+)$/m.exec(status)?.slice(1).map(Number) ?? []
  assert.equal(uids.length, 4)
  assert.ok(uids.every((uid) => uid !== 0), status)
})

test('an ordinary user starts it as himself', otherUsers, async (t) => {
  const directory = join(await openRoom(t), 'data')
  const apart = serveApart(t, { directory }, nobody)
  const report = await apart.report
  assert.ok('url' in report, JSON.stringify(report))
  assert.deepEqual(await ask(report.url, 'select 1 as one'), [{ one: 1 }])
  const { uid, mode } = await stat(directory)
  assert.deepEqual([uid, mode & 0o777], [nobody.uid, 0o700])
  await apart.stop()
})

test('root serves the cluster of an ordinary user as that user', otherUsers, async (t) => {
  const directory = join(await openRoom(t), 'data')
  const apart = serveApart(t, { directory }, nobody)
  await apart.report
  await apart.stop()
  const postgres = await startPostgres({ directory })
  assert.equal((await stat(`/proc/${await postmasterOf(directory)}`)).uid, nobody.uid)
  await postgres.stop()
})

test('another ordinary user is told that it is not his', otherUsers, async (t) => {
  const directory = join(await openRoom(t), 'data')
  await mkdir(directory, { mode: 0o777 })
  await chmod(directory, 0o777)
  const apart = serveApart(t, { directory }, nobody)
  await apart.report
  const report = await serveApart(t, { directory }, { uid: 1, gid: 1 }).report
  assert.deepEqual(report, { error: `PostgreSQL cannot live in ${directory}: this user may not write there` })
})

test('a user the system does not list is told exactly what to do', otherUsers, async (t) => {
  const report = await serveApart(t, { directory: join(await openRoom(t), 'data') }, unlisted).report
  assert.match(JSON.stringify(report), /error.*uid 54321.*\/etc\/passwd.*makeTemplate.*OBEH_PG_TEMPLATE.*DATABASE_URL/)
})

test('with a template he has a database, and a password of his own', otherUsers, async (t) => {
  const base = await openRoom(t)
  const [template, directory] = [join(base, 'template'), join(base, 'data')]
  await makeTemplate(template)
  const apart = serveApart(t, { directory }, unlisted, { OBEH_PG_TEMPLATE: template })
  const report = await apart.report
  assert.ok('url' in report, JSON.stringify(report))
  assert.deepEqual(await ask(report.url, 'select 1 as one'), [{ one: 1 }])
  const common = (await readFile(join(template, 'password'), 'utf8')).trim()
  await assert.rejects(ask(report.url.replace(/:[^:@/]+@/, `:${common}@`), 'select'), { code: '28P01' })
  const { uid, mode } = await stat(await clusterOf(directory))
  assert.deepEqual([uid, mode & 0o777], [unlisted.uid, 0o700])
})
