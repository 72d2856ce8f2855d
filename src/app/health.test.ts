import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { readConfig } from '../platform/config/index.ts'
import { lineTo, testDatabase, type TestDatabase, type TestLine } from '../platform/testing/index.ts'
import { fakeSmtp, type FakeSmtp } from '../platform/testing/smtp.ts'
import { writeMail } from './demo/mail.ts'
import { demoPassword } from './demo/accounts.ts'
import { fillDemoOffice } from './demo/fill.ts'
import { openLog } from './log.ts'
import { openOffice, type Office } from './office.ts'
import { buildServer } from './server.ts'
import { startWork } from './work.ts'

describe('how the office says it is', () => {
  let database: TestDatabase
  let directory = ''
  let office: Office
  let smtp: FakeSmtp
  let line: TestLine
  before(async () => {
    [database, directory, smtp] = [await testDatabase(async () => {}, 'empty'), await mkdtemp(join(tmpdir(), 'obeh-health-')), await fakeSmtp()]
    line = await lineTo(database.url)
    office = await openOffice(readConfig({ OBEH_DATA: directory, DATABASE_URL: line.url, MAIL_URL: smtp.url, MAIL_FROM: 'podatelna@kraj.example' }))
    await fillDemoOffice(office, () => {}, { days: 1, mattersADay: 1 })
  })
  after(async () => {
    await office.close()
    await line.cut()
    await smtp.close()
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  })

  it('is ready only while the database answers, is at its newest form, the disk takes what is written, and nobody stops it', async () => {
    let isStopping = false
    const app = await buildServer(office, { isStopping: () => isStopping })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const ask = async (from = app) => { const answer = await from.inject('/readyz'); return [answer.statusCode, answer.json<{ stopping: boolean; checks: object }>()] as const }
    const ok = { database: 'ok', migrations: 'ok', disk: 'ok' }
    assert.deepEqual(await ask(), [200, { status: 'ready', stopping: false, checks: ok }])
    isStopping = true
    assert.deepEqual(await ask(), [503, { status: 'not ready', stopping: true, checks: ok }])
    isStopping = false
    const superuser = new pg.Client({ connectionString: database.url })
    await superuser.connect()
    await superuser.query(`update platform.migration set number = 9999 where room = 'views' and number = 1`)
    assert.deepEqual((await ask())[1].checks, { ...ok, migrations: 'failed' })
    await superuser.query(`update platform.migration set number = 1 where number = 9999`)
    await superuser.end()
    const elsewhere = await buildServer({ ...office, config: { ...office.config, dataDirectory: join(directory, 'gone') } })
    assert.deepEqual((await ask(elsewhere))[1].checks, { ...ok, disk: 'failed' })
    await elsewhere.close()
    await line.cut()
    assert.deepEqual((await ask())[1].checks, { ...ok, database: 'failed', migrations: 'failed' })
    assert.equal((await app.inject('/healthz')).statusCode, 200)
    const deed = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'jan.novotny@jezerni-kraj.example', password: 'x' }) })
    assert.deepEqual([deed.status, (await deed.json() as { refusal: string }).refusal, deed.headers.get('retry-after')], [503, 'database-down', '10'])
    await line.mend()
    assert.deepEqual((await ask())[0], 200)
    await app.close()
  })

  it('stays ready while it is only busy: all its connections at work are no reason to send people away', async () => {
    const app = await buildServer(office)
    const ask = async () => (await app.inject('/readyz')).json<{ status: string; checks: object }>()
    assert.equal((await ask()).status, 'ready')
    const free = Promise.withResolvers<void>()
    const busy = Array.from({ length: 10 }, () => office.db.connection().execute(() => free.promise))
    assert.deepEqual(await ask(), { status: 'ready', stopping: false, checks: { database: 'ok', migrations: 'ok', disk: 'ok' } })
    free.resolve()
    await Promise.all(busy)
    await app.close()
  })

  it('tells its metrics to this machine alone, or to whoever has the token, and to nobody behind a proxy', async () => {
    const app = await buildServer(office)
    const ask = async (headers: Record<string, string>, remoteAddress = '127.0.0.1', from = app) => (await from.inject({ url: '/metrics', headers, remoteAddress })).statusCode
    assert.deepEqual(await Promise.all([ask({}), ask({}, '10.0.0.5'), ask({ 'x-forwarded-for': '127.0.0.1' }), ask({ forwarded: 'for=127.0.0.1' })]), [200, 404, 404, 404])
    const metricsToken = randomBytes(16).toString('hex')
    const guarded = await buildServer({ ...office, config: { ...office.config, metricsToken } })
    const bearer = (token: string) => ask({ authorization: `Bearer ${token}` }, '10.0.0.5', guarded)
    assert.deepEqual(await Promise.all([bearer(metricsToken), bearer(`${metricsToken}x`), bearer(''), ask({}, '127.0.0.1', guarded)]), [200, 404, 404, 404])
    await Promise.all([app.close(), guarded.close()])
  })

  it('says nothing of what people write, in its logs and its metrics, whatever goes wrong; each line of a request has its number', async (t) => {
    const lines: string[] = []
    const log = openLog({ ...office.config, logLevel: 'debug' }, { write: (line: string) => void lines.push(line) })
    const canaries: string[] = []
    const canary = (kind: string) => { const word = `${kind}${randomBytes(5).toString('hex')}`; canaries.push(word); return word }
    let isBroken = false
    const [unreadable, refusing] = [canary('reason'), canary('bounce')]
    const served: Office = {
      ...office,
      files: { ...office.files, read: async (...what) => { if (!isBroken) return office.files.read(...what); throw new Error(`cannot read the letter of ${unreadable}\n    of ${unreadable}`) } },
      mailer: { ...office.mailer, send: async () => { throw new Error(`550 ${refusing}@posta.example: unknown`) } },
    }
    const app = await buildServer(served, { log })
    const worker = await startWork(served, log, { pollIntervalMs: 50 })
    t.after(() => Promise.all([app.close(), worker.stop().catch(() => undefined)]))
    const say = async (method: 'GET' | 'POST', url: string, more: object = {}) => app.inject({ method, url, ...more })

    for (const password of [canary('password'), demoPassword]) await say('POST', '/api/session', { payload: { email: `${canary('login')}@posta.example`, password } })
    const signedIn = await say('POST', '/api/session', { payload: { email: 'vera.hajkova@jezerni-kraj.example', password: demoPassword } })
    const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    canaries.push(...signedIn.cookies.map(({ value }) => value))
    const form = (fields: Record<string, string>, file?: Blob, name = '') => {
      const data = new FormData()
      for (const [key, value] of Object.entries(fields)) data.set(key, value)
      if (file) data.set('files', file, name)
      return data
    }
    const multipart = async (data: FormData) => { const request = new Request('http://x/', { method: 'POST', body: data }); return { payload: Buffer.from(await request.arrayBuffer()), headers: { 'content-type': request.headers.get('content-type') ?? '', cookie } } }
    const page = await say('POST', '/portal/podani', await multipart(form({
      name: canary('name'), email: `${canary('mailbox')}@posta.example`, phone: '+420777123456', subject: canary('subject'), text: canary('text'), step: 'check',
    }, new Blob(['obsah']), `${canary('file')}.txt`)))
    canaries.push('777123456')
    const draft = /name="draft" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    assert.notEqual(draft, '')
    const sent = await say('POST', '/portal/podani', await multipart(form({ draft, step: 'send' })))
    const number = /W-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.body)?.[0] ?? ''
    assert.notEqual(number, '')
    canaries.push(number, draft)
    const mail = writeMail({ from: { name: canary('sender'), email: `${canary('from')}@posta.example` }, to: 'podatelna@kraj.example', subject: canary('mailsubject'), text: canary('mailtext'), at: new Date() })
    const mailForm = new FormData()
    mailForm.set('file', new Blob([new Uint8Array(mail)]), `${canary('upload')}.eml`)
    const received = await say('POST', '/api/intake', await multipart(mailForm))
    assert.equal(received.statusCode, 200)
    const [item] = received.json<{ items: { id: string }[] }>().items
    isBroken = true
    await say('GET', `/api/intake/${item?.id}/contents/0`, { headers: { cookie } })
    await say('GET', `/api/search?q=${canary('query')}`, { headers: { cookie } })
    await say('GET', `/${canary('path')}?token=${canary('token')}`, { headers: { cookie: `${cookie}; secret=${canary('cookie')}`, 'user-agent': canary('agent') } })
    await say('GET', `/api/documents/${canary('document')}`, { headers: { cookie } })
    await say('POST', '/api/intake/paper', { headers: { cookie, 'content-type': 'application/json' }, payload: `{"subject":"${canary('broken')}` })
    await say('GET', '/metrics', { headers: { authorization: `Bearer ${canary('bearer')}` } })
    log.error({ error: new Error(canary('thrown')), name: canary('field'), request: { headers: { cookie } } }, `to ${canary('addressee')}@posta.example`)
    await worker.stop()
    const metrics = (await say('GET', '/metrics')).body
    await app.close()

    const everything = lines.join('')
    const requests = lines.map((each) => JSON.parse(each) as { msg: string; id?: string }).filter(({ msg }) => msg === 'request' || msg === 'failure')
    assert.ok(requests.some(({ msg }) => msg === 'failure'), 'something failed')
    assert.ok(requests.length >= 12 && requests.every(({ id }) => /^[0-9a-f]{12}$/.test(id ?? '')), `${requests.length} lines`)
    assert.match(metrics, /obeh_http_request_seconds_count\{route="\/portal\/podani",method="POST",status="200"\} 2/)
    assert.match(metrics, /obeh_deed_seconds_count\{command="[a-z-]+",outcome="done"\}/)
    for (const name of ['obeh_database_up', 'obeh_log_entries', 'obeh_disk_free_bytes', 'obeh_database_connections', 'obeh_event_loop_delay_seconds', 'obeh_memory_bytes']) assert.match(metrics, new RegExp(`^${name}[{ ]`, 'm'))
    assert.doesNotMatch(metrics, /[0-9a-f]{8}-[0-9a-f]{4}-/, 'no id is a label')
    assert.deepEqual(canaries.filter((word) => everything.includes(word) || metrics.includes(word)), [])
    assert.ok(canaries.length > 25)
  })
})
