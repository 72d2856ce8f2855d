import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addDays, dayOf, startOfDay } from '../../kernel/day.ts'
import { asTenant } from '../../platform/database/index.ts'
import { renderLogs } from '../rendition.ts'
import { sweepContents } from '../sweep.ts'
import { verifyOffice } from '../verify.ts'
import { makeBackup, type BackupOptions } from './backup.ts'
import { encodeManifest, type Manifest } from './manifest.ts'
import { holdForCopying } from './hold.ts'
import { restoreBackup, type RestoreOptions } from './restore.ts'
import { openOffice, type Office } from '../office.ts'
import { openGeneration } from './generations.ts'
import { openSecretsPart } from './secrets.ts'
import { verifyParts } from './verify-parts.ts'
import { asOwner, foundSmallOffice, newPlace, unreachable, withRegistering, type Place, type SmallOffice } from './testing-office.ts'

const say = () => {}

describe('backup and restore', () => {
  let place: Place
  let small: SmallOffice
  const targets: Place[] = []
  before(async () => {
    place = await newPlace('tables')
    small = await foundSmallOffice(place)
  })
  after(async () => {
    await small.close()
    for (const each of [place, ...targets]) await each.remove()
  })

  const backup = (name: string, options: Partial<BackupOptions> = {}) => makeBackup({ config: place.config, folder: place.beside(name), say, ...options })
  async function restore(name: string, options: Partial<RestoreOptions> = {}) {
    const target = await newPlace('empty')
    targets.push(target)
    return { target, report: await restoreBackup({ config: target.config, from: place.beside(name), say, ...options }) }
  }
  const refusal = (code: string, message = /./) => (error: unknown) => error instanceof Error && 'refusal' in error && error.refusal === code && message.test(error.message)

  it('backs up an office at work: what comes back is one moment of it, whole, and the work goes on from there', async () => {
    const acknowledged: string[] = []
    let isOver = false
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let n = 0; !isOver; n++) acknowledged.push((await small.register(`Podání ${writer}/${n}`)).sha256)
    })
    while (acknowledged.length < 8) await small.register('Podání předem')
    const before = [...acknowledged]
    const made = await backup('at-work')
    isOver = true
    await Promise.all(writers)
    assert.ok(acknowledged.length > before.length, 'the office worked on while it was backed up')
    const { target, report } = await restore('at-work')
    const [log] = made.manifest.logs
    assert.deepEqual(made.elsewhere, [], 'no room keeps tables where the backup does not look')
    assert.deepEqual([made.whole, report.whole, report.counts, report.otherLogs, report.logs.map(({ size, rootHash }) => [size, rootHash])], [true, true, [], [], [[log?.size, log?.rootHash]]])
    const office = await openOffice(target.config)
    try {
      await asTenant(small.tenantId, async () => {
        await requireWholeDeeds(office, before)
        await requireWorkGoesOn(office)
      })
    } finally {
      await office.close()
    }
  })

  async function requireWholeDeeds({ db, workerPool }: Office, acknowledged: readonly string[]) {
    const { rows } = await sql<{ sha256: string }>`select sha256 from records.version`.execute(db)
    const restored = new Set(rows.map(({ sha256 }) => sha256))
    for (const sha256 of acknowledged) assert.ok(restored.has(sha256), 'what was acknowledged before is there')
    const { rows: [counted] } = await sql<{ documents: number; versions: number; components: number }>`
      select (select count(*)::int from records.document) as documents, (select count(*)::int from records.version) as versions,
        (select count(*)::int from records.component) as components`.execute(db)
    assert.deepEqual([counted?.versions, counted?.components], [counted?.documents, counted?.documents], 'no deed came back by half')
    const { rows: [jobs] } = await workerPool.query<{ n: number }>(`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'some.task' and locked_at is null`)
    assert.equal(jobs?.n, counted?.documents, 'every promise of work came back with its document')
  }

  async function requireWorkGoesOn(office: Office) {
    const shape = `select (select count(*)::int from pg_constraint where contype = 'f' and convalidated) as keys, (select count(*)::int from pg_trigger where not tgisinternal and tgenabled = 'O') as triggers`
    const [ours, theirs] = [await office.workerPool.query(shape), await small.office.workerPool.query(shape)]
    assert.deepEqual(ours.rows, theirs.rows, 'every foreign key and trigger is there again')
    await withRegistering(office, small.tenantId, small.unitId).register('Po obnově')
    const { rows: [numbers] } = await sql<{ once: boolean }>`select count(*) = count(distinct seq) as once from platform.outbox`.execute(office.db)
    assert.ok(numbers?.once, 'numbers of the database go on from where they stood')
    assert.deepEqual((await verifyOffice(office)).map(({ findings }) => findings), [[]])
  }

  it('copies into the same folder only stored files it has not yet, and prunes with an old backup only what no other has', async () => {
    const first = await backup('twice')
    await small.register('Přibylo mezi zálohami')
    const second = await backup('twice')
    assert.deepEqual([second.copied, second.manifest.contents.count], [1, first.manifest.contents.count + 1])
    const third = await backup('twice', { keep: 1 })
    assert.deepEqual([third.copied, third.removed], [0, [first.name, second.name]])
    assert.deepEqual(await verifyParts(await openGeneration(place.beside('twice')), { acceptDamage: false, say }), [], 'all that is left is whole')
  })

  it('says which stored file is missing or damaged, keeps everything else, removes no older backup, and saves what an older one has', async () => {
    const { sha256: kept } = await small.register('Ztratí se, ale záloha ji má')
    await backup('damage')
    const [{ sha256: missing }, { sha256: damaged }] = [await small.register('Zmizela'), await small.register('Poškodila se')]
    const pathOf = (sha256: string) => join(place.config.dataDirectory, 'files', small.tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    const bytes = await Promise.all([kept, missing, damaged].map((sha256) => readFile(pathOf(sha256))))
    await Promise.all([rm(pathOf(kept)), rm(pathOf(missing)), writeFile(pathOf(damaged), 'Poskodila se')])
    const made = await backup('damage', { keep: 1 })
    assert.deepEqual([made.whole, made.removed, made.saved.map(({ sha256 }) => sha256)], [false, [], [kept]])
    assert.deepEqual(new Set(made.manifest.lacking.map(({ sha256, problem }) => `${problem} ${sha256}`)), new Set([`missing ${missing}`, `damaged ${damaged}`]))
    for (const [at, sha256] of [kept, missing, damaged].entries()) await writeFile(pathOf(sha256), bytes[at] ?? '')
    assert.equal((await backup('damage', { keep: 1 })).whole, true)
  })

  it('finds a backup whole however long afterwards it is restored: no day of the log is missed of which it cannot know', async (t) => {
    const tomorrow = new Date(startOfDay(addDays(dayOf(new Date()), 1)).getTime() + 600_000)
    assert.ok(await renderLogs({ ...small.office, now: () => tomorrow }, (problem) => assert.fail(problem)) > 0)
    await backup('week-old')
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 8 * 24 * 3_600_000 })
    const { report } = await restore('week-old')
    assert.deepEqual([report.whole, report.logs.flatMap(({ findings }) => findings)], [true, []])
  })

  it('takes what was erased by right for neither missing nor worth saving', async () => {
    const { sha256 } = await small.register('Bude vymazáno')
    await backup('erased')
    await rm(join(place.config.dataDirectory, 'files', small.tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256))
    await asOwner(place, `
      insert into privacy.erasure (tenant_id, id, subject, reason, plan, proposed_by, proposed_at, state, decided_by, decided_at, contents)
      values ($1, gen_random_uuid(), '{}', 'žádost', repeat('0', 64), gen_random_uuid(), now(), 'confirmed', gen_random_uuid(), now(), array[$2])`, [small.tenantId, sha256])
    const made = await backup('erased', { keep: 1 })
    assert.deepEqual([made.whole, made.saved, made.manifest.lacking], [true, [], []])
    const left = await readdir(join(place.beside('erased'), 'files'), { recursive: true })
    assert.ok(!left.some((name) => name.endsWith(sha256)), 'and it goes with the last backup that was made before')
    await asOwner(place, 'delete from privacy.erasure')
    await small.office.files.put(small.tenantId, Buffer.from('Bude vymazáno'))
  })

  it('holds off the removal of stored files while it copies', async () => {
    const hold = await holdForCopying(place.config.databaseUrl ?? '', say)
    await assert.rejects(backup('second-at-once'), refusal('another-runs'))
    const stray = await small.office.files.put(small.tenantId, Buffer.from('nikdo ji nezmiňuje'))
    let isSwept = false
    const sweeping = sweepContents({ ...small.office, databaseUrl: place.config.databaseUrl ?? '' }, { graceMs: -60_000, remove: true }).then((report) => { isSwept = true; return report })
    // The sweep has judged and waits in the database: only then is there something to see.
    for (;;) {
      const { rows } = await asOwner(place, `select from pg_locks where locktype = 'advisory' and not granted`)
      if (rows.length > 0) break
    }
    assert.deepEqual([isSwept, (await readdir(join(place.config.dataDirectory, 'files'), { recursive: true })).some((name) => name.endsWith(stray))], [false, true])
    await hold.release()
    assert.equal((await sweeping).deleted, 1)
  })

  it('seals the secrets by a passphrase; a wrong one, or none, restores nothing', async () => {
    const made = await backup('sealed', { passphrase: 'pět slov nad jezerem v dubnu' })
    const files = await Promise.all((await readdir(made.folder)).map((name) => readFile(join(made.folder, name))))
    const key = await readFile(join(place.config.dataDirectory, 'secrets/log-key.pem'))
    for (const secret of [key.toString('base64').slice(0, 64), 'PRIVATE KEY']) assert.ok(files.every((bytes) => !bytes.includes(secret)))
    const { folder, manifest } = await openGeneration(place.beside('sealed'))
    await assert.rejects(openSecretsPart(folder, manifest, undefined), refusal('passphrase-missing', /--passphrase-env/))
    await assert.rejects(restoreBackup({ config: unreachable, from: place.beside('sealed'), passphrase: 'pět slov nad jezerem v květnu', say }), refusal('wrong-passphrase'))
    assert.ok((await openSecretsPart(folder, manifest, 'pět slov nad jezerem v dubnu')).get('log-key.pem')?.equals(key))
  })

  it('keeps everything it writes readable to its owner alone', async () => {
    const made = await backup('modes')
    const names = await readdir(place.beside('modes'), { recursive: true })
    const modes = await Promise.all(names.map(async (name) => (await stat(join(place.beside('modes'), name))).mode & 0o077))
    assert.deepEqual([names.length > 50, modes.every((mode) => mode === 0), made.whole], [true, true, true])
  })

  it('finds out a backup whose counts are not those that come back', async () => {
    const made = await backup('counted')
    const forged: Manifest = { ...made.manifest, tables: made.manifest.tables.map((table) => table.name === 'document' ? { ...table, rows: table.rows + 1 } : table) }
    const { text, signature } = encodeManifest(forged, createPrivateKey(await readFile(join(place.config.dataDirectory, 'secrets/log-key.pem'))))
    await writeFile(join(made.folder, 'manifest.json'), text)
    await writeFile(join(made.folder, 'manifest.sig'), signature)
    const { report } = await restore('counted')
    assert.deepEqual([report.whole, report.counts.map(({ table, expected, found }) => [table, expected - found])], [false, [['records.document', 1]]])
  })

  it('refuses to restore into anything that is not empty, and says what to do', async () => {
    await backup('refused')
    const from = place.beside('refused')
    const full = await newPlace('tables')
    targets.push(full)
    await assert.rejects(restoreBackup({ config: full.config, from, say }), refusal('place-not-empty', /database is not empty .*create an empty database/))
    await assert.rejects(restoreBackup({ config: place.config, from, say }), refusal('place-not-empty', /set OBEH_DATA to a new folder/))
    await assert.rejects(backup('refused', { folder: join(place.config.dataDirectory, 'zálohy') }), refusal('inside-each-other'))
    await assert.rejects(backup('refused', { folder: join(place.config.dataDirectory, '..') }), refusal('inside-each-other'))
    await assert.rejects(restoreBackup({ config: full.config, from: place.beside('nowhere'), say }), refusal('no-backup'))
  })

  it('refuses a folder that holds the backups of another office, and a place without an office', async () => {
    const other = await newPlace('tables')
    targets.push(other)
    const theirs = await foundSmallOffice(other)
    await theirs.close()
    await backup('ours')
    await assert.rejects(makeBackup({ config: other.config, folder: place.beside('ours'), say }), refusal('another-office'))
    await assert.rejects(makeBackup({ config: (await newTarget()).config, folder: place.beside('ours'), say }), refusal('no-secrets'))
  })

  it('says what to do when it may not write', { skip: process.getuid?.() === 0 ? 'root may write anywhere' : false }, async () => {
    await backup('read-only')
    await chmod(place.beside('read-only'), 0o500)
    await assert.rejects(backup('read-only'), refusal('not-allowed', /Run it as the user/))
    await chmod(place.beside('read-only'), 0o700)
  })

  async function newTarget() {
    const target = await newPlace('empty')
    targets.push(target)
    return target
  }
})
