import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createPublicKey } from 'node:crypto'
import pg from 'pg'
import { readConfig } from '../../platform/config/index.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/index.ts'
import { writeMail } from '../demo/mail.ts'
import { fillDemoOffice } from '../demo/fill.ts'
import { openOffice } from '../office.ts'

describe('the command line', () => {
  let database: TestDatabase
  let directory = ''
  let environment: Record<string, string> = {}
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    directory = await mkdtemp(join(tmpdir(), 'obeh-cli-'))
    environment = { OBEH_DATA: directory, DATABASE_URL: database.url, MAIL_URL: `dir:${join(directory, 'mail')}` }
    const office = await openOffice(readConfig(environment))
    await fillDemoOffice(office, () => {}, { days: 4, mattersADay: 1 })
    await office.close()
    const mail = { from: { name: 'Růžena Holubová', email: 'ruzena@posta.example' }, to: 'podatelna@jezerni-kraj.example', subject: 'Žádost o uzavírku', text: 'Dobrý den.', at: new Date('2026-11-23T08:00:00Z') }
    await writeFile(join(directory, 'žádost.eml'), writeMail(mail))
  })
  after(async () => {
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  })

  const obeh = (...args: string[]) => new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    execFile(process.execPath, [main, ...args], { env: { ...process.env, ...environment }, cwd: directory }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }))
  })
  const json = async <Value>(...args: string[]) => {
    const { code, stdout } = await obeh(...args, '--json')
    return { code, value: JSON.parse(stdout) as Value }
  }

  it('says how it is used, and exits 2 when it is used otherwise', async () => {
    assert.deepEqual([(await obeh('--help')).code, (await obeh()).code, (await obeh('nonsense')).code, (await obeh('log', 'sing')).code, (await obeh('intake')).code, (await obeh('log', 'verify', '--colour')).code], [0, 2, 2, 2, 2, 2])
    assert.match((await obeh('nonsense')).stderr, /There is no command "nonsense"/)
  })

  it('says what it would make of a mail, without an office', async () => {
    const { code, value } = await json<{ file: string; subject: string; sender: { email: string }; parts: unknown[] }[]>('intake', 'žádost.eml', '--dry-run')
    assert.deepEqual([code, value[0]?.file, value[0]?.subject], [0, 'žádost.eml', 'Žádost o uzavírku'])
  })

  it('takes all files of a folder, in their order, hidden ones left out', async () => {
    await mkdir(join(directory, 'sken/dalsi'), { recursive: true })
    for (const [name, text] of [['sken/2.txt', 'dva'], ['sken/10.txt', 'deset'], ['sken/dalsi/a.txt', 'a'], ['sken/.DS_Store', 'x']] as const) await writeFile(join(directory, name), `Dobrý den, ${text}.`)
    const { code, value } = await json<{ file: string }[]>('intake', 'sken', '--dry-run')
    assert.deepEqual([code, value.map(({ file }) => file)], [0, ['sken/2.txt', 'sken/10.txt', 'sken/dalsi/a.txt']])
  })

  it('registers a mail into the office and proves it to anyone with the key', async () => {
    const { code, value } = await json<{ referenceNumber: string }[]>('intake', 'žádost.eml', '--unit', 'OD')
    const number = value[0]?.referenceNumber ?? ''
    assert.deepEqual([code, /^KUJZ \d+\/\d{4}$/.test(number)], [0, true])
    const again = await json<{ referenceNumber: string }[]>('intake', 'žádost.eml', '--unit', 'OD')
    assert.deepEqual([again.code, again.value[0]?.referenceNumber], [0, number], 'the same bytes are not registered twice')
    assert.equal((await obeh('intake', 'žádost.eml', 'neexistuje.eml')).code, 1)
    assert.equal((await obeh('log', 'prove', number, '--out', 'doklad.tlog-proof')).code, 0)
    const key = createPublicKey(await readFile(join(directory, 'secrets/log-key.pem')))
    await writeFile(join(directory, 'key.pem'), key.export({ format: 'pem', type: 'spki' }))
    const checked = await json<{ valid: boolean; particulars: { referenceNumber: string } }>('log', 'prove', '--check', 'doklad.tlog-proof', '--key', 'key.pem')
    assert.deepEqual([checked.code, checked.value.valid, checked.value.particulars.referenceNumber], [0, true, number])
    await writeFile(join(directory, 'bent.tlog-proof'), (await readFile(join(directory, 'doklad.tlog-proof'), 'utf8')).replace(/^index \d+/m, 'index 0'))
    assert.deepEqual((await json<{ valid: boolean }>('log', 'prove', '--check', 'bent.tlog-proof', '--key', 'key.pem')), { code: 1, value: { valid: false, refusal: 'not-in-the-log' } })
    assert.equal((await obeh('log', 'prove', 'KUJZ 999999/2026')).code, 1)
  })

  it('lets an administrator who lost everything come back, by a link that the log speaks of', async () => {
    const { code, value } = await json<{ name: string; link: string }>('office', 'readmit', 'Vera.Hajkova@jezerni-kraj.example')
    assert.deepEqual([code, value.name], [0, 'Věra Hájková'])
    assert.match(value.link, /\/heslo#[0-9a-f-]{36}\.[\w-]{43}$/)
    assert.deepEqual([(await obeh('office', 'readmit', 'nikdo@jezerni-kraj.example')).code, (await obeh('office', 'readmit')).code], [1, 2])
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query<{ payload: string }>(`select payload from audit.entry where event = 'ZmenaOpravneni' and payload like '%obeh office readmit%'`)
    await client.end()
    assert.equal(rows.length, 1)
  })

  it('lists what was given up behind the counter, and has it tried again', async (t) => {
    const client = new pg.Client(database.url)
    await client.connect()
    t.after(() => client.end())
    const { rows: [job] } = await client.query<{ id: string }>(`select id::text from graphile_worker.add_job('platform.event', '{}')`)
    await client.query(`update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'listener: Error' where id = $1`, [job?.id])
    const listed = await json<{ jobs: { id: string; task: string; failure: string }[] }>('jobs')
    assert.deepEqual([listed.code, listed.value.jobs.map(({ id, task, failure }) => [id, task, failure])], [1, [[job?.id, 'platform.event', 'listener: Error']]])
    const retried = await json<{ revived: string[]; others: string[] }>('jobs', 'retry', job?.id ?? '', '999999')
    assert.deepEqual(retried, { code: 1, value: { revived: [job?.id], others: ['999999'] } })
    const { rows } = await client.query(`select attempts, run_at <= now() as due from graphile_worker.jobs where id = $1`, [job?.id])
    assert.deepEqual(rows, [{ attempts: 0, due: true }])
    assert.deepEqual([(await obeh('jobs')).code, (await obeh('jobs', 'retry', 'all')).code], [0, 2])
  })

  it('verifies the office, and names the entry after one byte was changed', async () => {
    const clean = await json<{ logs: { size: number; findings: unknown[] }[] }>('log', 'verify')
    assert.deepEqual([clean.code, clean.value.logs[0]?.findings], [0, []])
    const client = new pg.Client(database.url)
    await client.connect()
    await client.query(`update audit.entry set payload = replace(payload, 'actorName', 'actorname') where index = 7`)
    await client.end()
    const dirty = await json<{ logs: { findings: { entry: number; what: string }[] }[] }>('log', 'verify')
    assert.deepEqual([dirty.code, dirty.value.logs[0]?.findings.map(({ entry, what }) => [entry, what])], [1, [[7, 'payload-changed']]])
    assert.match((await obeh('log', 'verify')).stdout, /DAMAGE entry 7 payload-changed/)
  })

  it('prints the signed checkpoint', async () => {
    const { stdout } = await obeh('log', 'checkpoint')
    assert.match(stdout, /^jezerni-kraj\.example\/log\n\d+\n[A-Za-z0-9+/=]{44}\n\n— jezerni-kraj\.example\/log /)
  })
})
