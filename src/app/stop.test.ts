import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { readConfig } from '../platform/config/index.ts'
import { testDatabase } from '../platform/testing/index.ts'
import { serve } from './serve.ts'
import { inTime, late } from './stop.ts'

test('an office asked to stop takes nobody new, and ends the request and the job that are under way before it lets go of the database', { timeout: 60_000 }, async (t) => {
  const [database, directory] = [await testDatabase(async () => {}, 'empty'), await mkdtemp(join(tmpdir(), 'obeh-stop-'))]
  const superuser = new pg.Client({ connectionString: database.url })
  await superuser.connect()
  t.after(async () => {
    await superuser.end()
    await database.drop()
    await rm(directory, { recursive: true })
  })
  const running = await serve(readConfig({
    NODE_ENV: 'production', OBEH_DATA: directory, OBEH_URL: 'http://localhost', MAIL_URL: `dir:${join(directory, 'mail')}`, MAIL_FROM: 'a@kraj.example',
    DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent',
  }), () => {})
  const count = async (query: string) => Number((await superuser.query<{ n: string }>(`select count(*) as n from ${query}`)).rows[0]?.n)

  // A job that waits for a table that we hold.
  const payload = { tenantId: crypto.randomUUID(), ids: [crypto.randomUUID()] }
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  await holder.query('begin; lock table platform.outbox in access exclusive mode')
  await superuser.query(`select graphile_worker.add_job('platform.event', $1::json)`, [JSON.stringify(payload)])
  while (await count('graphile_worker.jobs where locked_at is not null') === 0) await pause(20)

  const body = JSON.stringify({ email: 'nobody@kraj.example', password: 'wrong' })
  const request = connect(running.port, '127.0.0.1')
  const answer = text(request)
  request.write(`POST /api/session HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`)
  await pause(50)

  const stopped = running.stop()
  const refused = () => new Promise<boolean>((resolve) => {
    const probe = connect(running.port, '127.0.0.1', () => { probe.destroy(); resolve(false) }).on('error', () => resolve(true))
  })
  while (!(await refused())) await pause(10)
  request.write(body.slice(10))
  assert.match(await answer, /^HTTP\/1\.1 4\d\d /, 'the request that was under way is answered')
  assert.equal(await inTime(stopped, 300), late, 'the job is waited for')
  await holder.query('commit')
  await holder.end()
  await stopped
  assert.equal(await count('graphile_worker.jobs'), 0)
  // A connection that was ended is still listed until its process has gone.
  while (await count(`pg_stat_activity where datname = current_database() and application_name like 'obeh%'`) > 0) await pause(20)
})
