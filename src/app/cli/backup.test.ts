import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { newId } from '../../kernel/id.ts'
import { readLastCopies } from '../backup/index.ts'
import { foundSmallOffice, newPlace, type Place } from '../backup/testing-office.ts'
import { openOffice } from '../office.ts'
import { verifyOffice } from '../verify.ts'
import { backupCommand, drillCommand, restoreCommand } from './backup.ts'
import { WrongUsage } from './outcome.ts'

describe('obeh backup, restore and drill', () => {
  let place: Place
  let target: Place
  let tenantId = ''
  const folder = () => place.beside('zálohy')
  const secret = { ZALOHA: 'pět slov nad jezerem v dubnu' }
  before(async () => {
    [place, target] = [await newPlace('tables'), await newPlace('empty')]
    const small = await foundSmallOffice(place)
    tenantId = small.tenantId
    for (let i = 0; i < 4; i++) await small.register(`Podání ${i}`)
    await small.close()
  })
  after(() => Promise.all([place.remove(), target.remove()]))

  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const environmentOf = (of: Place) => ({ ...process.env, ...of.environment, ...secret })
  const obeh = (of: Place, ...args: string[]) => new Promise<{ code: number; json: Record<string, unknown>; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [main, ...args], { env: environmentOf(of) }, (error, stdout, stderr) => (
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr, json: stdout.startsWith('{') ? JSON.parse(stdout) as Record<string, unknown> : {} })))
  })

  /** Starts the command and kills it, without a warning, as soon as it has said this. */
  async function killedWhen(said: string, of: Place, ...args: string[]) {
    const child = spawn(process.execPath, [main, ...args], { env: environmentOf(of), stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      if (stderr.includes(said)) child.kill('SIGKILL')
    })
    const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)))
    assert.equal(signal, 'SIGKILL', stderr)
  }

  it('says how they are used when they are used otherwise', async () => {
    for (const args of [[], ['a', 'b'], ['a', '--keep', '0'], ['a', '--keep', 'x'], ['a', '--passphrase-env', 'NOT_THERE']]) await assert.rejects(backupCommand(args), WrongUsage)
    for (const args of [[], ['a', 'b'], ['a', '--passphrase-env', 'NOT_THERE']]) await assert.rejects(restoreCommand(args), WrongUsage)
    await assert.rejects(drillCommand(['a', 'b']), WrongUsage)
  })

  it('leaves no backup when it is killed in the middle, and the next run clears away what it left', async () => {
    // A stored file that never ends holds the backup in the middle of its work.
    const stuck = join(place.config.dataDirectory, 'files', tenantId, '00', '00')
    await mkdir(stuck, { recursive: true })
    await promisify(execFile)('mkfifo', [join(stuck, '0'.repeat(64))])
    await killedWhen('Copying stored files', place, 'backup', folder())
    await rm(join(stuck, '0'.repeat(64)))
    assert.equal((await obeh(target, 'restore', folder(), '--json')).json['refusal'], 'no-backup')
    const made = await obeh(place, 'backup', folder(), '--passphrase-env', 'ZALOHA', '--json')
    assert.deepEqual([made.code, made.json['whole'], made.json['sealed']], [0, true, true], made.stderr)
    assert.match(made.stderr, /1 unfinished backup was cleared away/)
    assert.deepEqual((await readdir(folder())).filter((name) => !/^\d{4}-/.test(name)).sort(), ['erasures.json', 'files'])
  })

  it('forgets no erasure that stands beside the backups, though the office that is backed up now was restored from before it', async () => {
    const path = join(folder(), 'erasures.json')
    const erasure = {
      id: newId(), reason: 'žádost', plan: 'x', proposed_by: newId(), proposed_at: '2026-01-01T00:00:00.000Z', state: 'confirmed', decided_by: newId(), decided_at: '2026-01-02T00:00:00.000Z',
      subject: { kind: 'party', ids: [newId()] }, documents: [], contents: [], erased: 1, kept: 0,
    }
    await writeFile(path, JSON.stringify([{ tenantId, erasures: [erasure] }]))
    assert.equal((await obeh(place, 'privacy', 'register', '--out', path)).code, 0)
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), [{ tenantId, erasures: [erasure] }])
    await writeFile(path, 'a letter')
    assert.deepEqual([(await obeh(place, 'privacy', 'register', '--out', path)).code, await readFile(path, 'utf8')], [1, 'a letter'], 'what is no register is not written over')
    await rm(path)
  })

  it('keeps when the last backup was made, and logs that everything was copied out', async () => {
    assert.equal((await readLastCopies(place.config.dataDirectory)).backup?.whole, true)
    const client = new pg.Client({ connectionString: place.config.databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ event: string; payload: string }>(`select event, payload from audit.entry where object_id = 'obeh backup'`)
    await client.end()
    assert.deepEqual(rows.map(({ event, payload }) => [event, (JSON.parse(payload) as { whole?: boolean }).whole]), [['Export', true]])
  })

  it('restores anew after it was killed, while nobody can take the half for an office', async () => {
    const client = new pg.Client({ connectionString: target.config.databaseUrl })
    await client.connect()
    await client.query(`select pg_advisory_lock(hashtext('obeh.migrate'))`)
    const restore = ['restore', folder(), '--passphrase-env', 'ZALOHA', '--json']
    await killedWhen('Making the tables', target, ...restore)
    await client.end()
    await assert.rejects(openOffice(target.config), /A restore into this place was cut off/)
    await killedWhen('Loading the database', target, ...restore)
    await assert.rejects(openOffice(target.config), /A restore into this place was cut off/)
    const done = await obeh(target, ...restore)
    assert.deepEqual([done.code, done.json['whole']], [0, true], done.stderr)
    assert.match(done.stderr, /An earlier restore into .* was cut off .* It is begun anew/)
    const office = await openOffice(target.config)
    const verified = await verifyOffice(office)
    await office.close()
    assert.deepEqual(verified.map(({ findings, contents }) => [findings, contents]), [[[], 4]])
    assert.equal((await obeh(target, ...restore)).json['refusal'], 'place-not-empty')
  })

  it('holds a drill on a server of its own, says how long it took and how old the backup is, and leaves nothing of it', async () => {
    const scratch = await mkdtemp(place.beside('zkouška-'))
    const { code, json, stderr } = await obeh(place, 'drill', folder(), '--scratch', scratch, '--passphrase-env', 'ZALOHA', '--json')
    assert.deepEqual([code, json['passed'], json['differences'], typeof json['rtoSeconds'], typeof json['rpoSeconds']], [0, true, [], 'number', 'number'], stderr)
    assert.deepEqual(await readdir(scratch), [])
    const { drill } = await readLastCopies(place.config.dataDirectory)
    assert.deepEqual([drill?.passed, drill?.backup], [true, json['backup']])
  })
})
