import assert from 'node:assert/strict'
import { access, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { ask, clusterOf, postmasterOf, room, serve, serveApart } from './fixture.ts'
import { startPostgres } from './index.ts'
import { livingProcess } from './process-facts.ts'

test('brings a safe, Czech-speaking PostgreSQL 18 that only we can reach', async (t) => {
  const directory = join(await room(t), 'data')
  const postgres = await serve(directory)
  assert.match(postgres.version, /^18\./)
  assert.equal(postgres.adopted, false)
  const [row] = await ask(postgres.url('postgres'), `select current_user as me, inet_server_addr() as address, array[
    current_setting('data_checksums'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('server_encoding'),
    current_setting('listen_addresses'), current_setting('recovery_init_sync_method'), current_setting('max_connections')] as settings,
    (select string_agg(word, ' ' order by word collate "cs-x-icu")
      from unnest(array['řeka', 'chata', 'rak', 'hrad', 'čáp', 'cihla']) word) as sorted,
    to_tsvector('simple', 'ŽLUŤOUČKÝ') @@ 'žluťoučký' as found, 'Z' < 'a' as by_code_point`)
  assert.deepEqual(row, {
    me: 'obeh', address: null, settings: ['on', 'on', 'on', 'UTF8', '', 'syncfs', '100'],
    sorted: 'cihla čáp hrad chata rak řeka', found: true, by_code_point: true,
  })
  assert.equal((await stat(join(directory, 'password'))).mode & 0o777, 0o600)
  assert.equal((await stat(postgres.connection.host)).mode & 0o777, 0o700)
  await assert.rejects(ask(postgres.url('postgres').replace(/:[^:@/]+@/, ':wrong@'), 'select'), { code: '28P01' })
})

test('stopping leaves no process and no socket; what was written is there at the next start', async (t) => {
  const directory = await room(t)
  const first = await serve(directory)
  const pid = await postmasterOf(directory)
  await ask(first.url('postgres'), 'create table kept as select 42 as answer')
  await Promise.all([first.stop(), first.stop()])
  assert.equal(await livingProcess(pid), undefined)
  await assert.rejects(access(first.connection.host), { code: 'ENOENT' })
  const second = await startPostgres({ directory, settings: { work_mem: '7MB' } })
  const rows = await ask(second.url('postgres'), `select answer, current_setting('work_mem') as memory from kept`)
  assert.deepEqual(rows, [{ answer: 42, memory: '7MB' }])
  await second.stop()
})

test('survives the death of the process that started it, and is adopted', async (t) => {
  const directory = await room(t)
  const starter = serveApart(t, { directory })
  const report = await starter.report
  const pid = await postmasterOf(directory)
  await starter.kill()
  const postgres = await serve(directory)
  assert.equal(postgres.adopted, true)
  assert.equal(await postmasterOf(directory), pid)
  assert.deepEqual(report, { url: postgres.url('postgres'), adopted: false })
  await postgres.stop()
  assert.equal(await livingProcess(pid), undefined, 'who adopts it also ends it')
})

test('stays up while any other process uses it, even an idle one, and while any client is connected', async (t) => {
  const directory = await room(t)
  const postgres = await serve(directory)
  const other = serveApart(t, { directory })
  await other.report
  await postgres.stop()
  assert.deepEqual(await ask(postgres.url('postgres'), 'select 1 as one'), [{ one: 1 }])
  const client = new pg.Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  await other.stop()
  assert.equal((await client.query('select')).rowCount, 1)
  await client.end()
})

test('4 processes racing on an empty directory get one server between them', async (t) => {
  const directory = join(await room(t), 'data')
  const racers = [1, 2, 3, 4].map(() => serveApart(t, { directory }))
  const reports = await Promise.all(racers.map(({ report }) => report))
  assert.equal(new Set(reports.map((report) => 'url' in report ? report.url : report.error)).size, 1, JSON.stringify(reports))
  assert.equal(reports.filter((report) => 'adopted' in report && !report.adopted).length, 1)
  const pid = await postmasterOf(directory)
  await Promise.all(racers.map(({ stop }) => stop()))
  assert.equal(await livingProcess(pid), undefined, 'the last one switches off the light')
})

test('cuts off what does not end by itself', async (t) => {
  const directory = await room(t)
  const postgres = await serve(directory, { stopPatienceMs: 200 })
  const sql = `select pid from pg_stat_activity where backend_type = 'checkpointer'`
  for (const { pid } of await ask<{ pid: number }>(postgres.url('postgres'), sql)) process.kill(pid, 'SIGSTOP')
  const postmaster = await postmasterOf(directory)
  await postgres.stop()
  assert.equal(await livingProcess(postmaster), undefined)
})

test('a large log steps aside', async (t) => {
  const directory = await room(t)
  await writeFile(join(directory, 'postgres.log'), 'old')
  await truncate(join(directory, 'postgres.log'), 10_000_001)
  await (await serve(directory)).stop()
  assert.ok((await stat(join(directory, 'postgres.log.1'))).size === 10_000_001)
  assert.match(await readFile(join(directory, 'postgres.log'), 'utf8'), /ready to accept connections/)
})

test('will not guess a lost password, nor open a database of another version', async (t) => {
  const directory = await room(t)
  await (await serve(directory)).stop()
  const password = await readFile(join(directory, 'password'), 'utf8')
  await writeFile(join(directory, 'password'), '')
  await assert.rejects(startPostgres({ directory }), /password is missing/)
  await writeFile(join(directory, 'password'), password)
  await writeFile(join(await clusterOf(directory), 'PG_VERSION'), '17\n')
  await assert.rejects(startPostgres({ directory }), /made by PostgreSQL 17/)
  assert.ok(!(await readdir(directory)).includes('cluster.new'))
})
