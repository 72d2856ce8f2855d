import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { startOfDay, type Day } from '../kernel/day.ts'
import { accept, refuse } from '../kernel/result.ts'
import { lateUnsealedDays, perform, unsealedDays } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { readComponents } from '../modules/records/index.ts'
import { registerCredential } from '../modules/signing/index.ts'
import { closedSource } from '../platform/evidence/index.ts'
import { softKey, wrapKey, unwrapKey } from '../platform/keys/index.ts'
import { openAuthority, type Authority } from '../platform/pki/index.ts'
import { logHealth } from './log-health.ts'
import { renderLogs } from './rendition.ts'
import { sealRenditions, type SealingDeps } from './rendition-seal.ts'
import { allMigrations } from './rooms.ts'
import { verifyOffice } from './verify.ts'

const secret = Buffer.alloc(32, 7)
const main = fileURLToPath(new URL('cli/main.ts', import.meta.url))

describe('the sealed rendition of the log', () => {
  let office: TestOffice
  let folder = ''
  let authority: Authority
  let away: 'nobody' | 'timestamps' | 'revocations' = 'nobody'
  const said: string[] = []
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    folder = await mkdtemp(join(tmpdir(), 'obeh-seal-'))
    office.clock = at('2026-11-23', 8)
    authority = await openAuthority(join(folder, 'pki'), office.now)
    await view({ 'klíč\t"': 'Růžena <b>&amp;\u0000\r\n\tř &#10; ', list: ['a\n', '&#9;'] })
  })
  after(async () => {
    await office.close()
    await rm(folder, { recursive: true })
  })

  const at = (day: string, hour: number) => new Date(startOfDay(day as Day).getTime() + hour * 3_600_000)
  const view = (payload: object) => perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
    deed.note({ event: 'Zobrazeni', object: { type: 'Dokument', id: 'd1' }, payload: payload as { a: string } })
    return accept(null)
  })
  const deps = (): SealingDeps => ({
    ...office, source: closedSource,
    openKey: async ({ wrappedKey, chain }) => {
      const key = wrappedKey && unwrapKey(wrappedKey, chain[0] ?? new Uint8Array(), secret)
      return key ? softKey(key) : undefined
    },
    timestamper: { stamp: (digest) => Promise.resolve(away === 'timestamps' ? refuse('no-timestamp') : accept(authority.stamp(digest))), readyAt: () => null },
    believed: async () => ({ anchors: [authority.root.der], certificates: [], ocsps: [], lists: undefined, at: office.clock, crls: away === 'revocations' ? [] : [authority.crl(), authority.crl('root')] }),
  })
  const seal = () => sealRenditions(deps(), (problem) => said.push(problem))
  /** Renders a day that is over, and looks after what was reported of it. */
  async function rendered(day: string) {
    office.clock = at(day, 24.5)
    await renderLogs(office, assert.fail)
    said.length = 0
  }
  async function sealedForms(day: string) {
    const { rows: [row] } = await sql<{ document_id: never; sealed: string | null }>`select r.document_id, s.sha256 as sealed from audit.rendition r left join audit.rendition_seal s using (tenant_id, day) where day = ${day}`.execute(office.db)
    assert.ok(row)
    const versions = (await readComponents(office.db, office.tenantId, [row.document_id])).filter(({ name }) => name === `protokol-${day}.xades.xml`).flatMap((each) => each.versions)
    return { sealed: row.sealed, versions: versions.map(({ sha256 }) => sha256) }
  }

  it('is not asked for in an office that never had a seal', async () => {
    await rendered('2026-11-23')
    assert.deepEqual([await seal(), said], [0, []])
    const { key, certificate, chain } = authority.issueSeal('Krajský úřad', '00000019')
    const [own, ...above] = [certificate, ...chain].map(({ der }) => der)
    assert.ok(own)
    const given = await registerCredential(office, { ...office.actors.auditor, roles: ['admin'] }, {
      personId: null, provider: 'soft', label: 'Pečeť', chain: [own, ...above], place: {}, wrappedKey: wrapKey(key, own, secret), validFrom: certificate.notBefore, validTo: certificate.notAfter,
    })
    assert.ok(given.ok)
  })

  it('envelops it word for word, bears a time stamp and what its verdict needs: `obeh verify` passes it by the root of the authority alone', async () => {
    assert.deepEqual([await seal(), await seal(), said], [1, 0, []])
    const { sealed, versions } = await sealedForms('2026-11-23')
    assert.deepEqual(versions, [sealed])
    const paths = [join(folder, 'protokol.xades.xml'), join(folder, 'koren.pem')] as const
    await writeFile(paths[0], await office.files.read(office.tenantId, sealed as never))
    await writeFile(paths[1], new X509Certificate(authority.root.der).toString())
    const told = await new Promise<string>((resolve) => void execFile(process.execPath, [main, 'verify', paths[0], '--trust', paths[1], '--at', office.clock.toISOString(), '--json'], { env: { OBEH_DATA: folder } }, (_, stdout) => resolve(stdout)))
    const [report] = JSON.parse(told) as { verdict: string; signatures: { level: string; signer: string; coverage: string; timestamp: object | null }[] }[]
    const [one] = report?.signatures ?? []
    assert.deepEqual([report?.verdict, one?.level, one?.coverage, one?.timestamp !== null], ['TOTAL_PASSED', 'XAdES_BASELINE_LT', 'WHOLE_FILE', true])
  })

  it('waits for an authority that is away, is an alarm after three hours, and is made when it is back', async () => {
    await rendered('2026-11-24')
    away = 'timestamps'
    assert.equal(await seal(), 0)
    assert.match(said.join(), /2026-11-24.*no-timestamp/)
    const late = async () => [await lateUnsealedDays(office, office.tenantId), (await logHealth({ ...office, config: { witnesses: [], witnessAlarmHours: 24 } as never })).unsealedDays]
    assert.deepEqual(await late(), [[], 0])
    office.clock = new Date(office.clock.getTime() + 3.1 * 3_600_000)
    assert.deepEqual(await late(), [['2026-11-24'], 1])
    away = 'nobody'
    assert.deepEqual([await seal(), await late()], [1, [[], 0]])
  })

  it('does not wait for evidence, which the law does not ask for', async () => {
    await rendered('2026-11-25')
    away = 'revocations'
    assert.equal(await seal(), 1)
    away = 'nobody'
    const { sealed } = await sealedForms('2026-11-25')
    const xml = (await office.files.read(office.tenantId, sealed as never)).toString()
    assert.deepEqual([xml.includes('<xades:EncapsulatedTimeStamp>'), xml.includes('<xades:RevocationValues>')], [true, false])
  })

  it('is one, though the process dies between its bytes and its rows, and four servers make it at once', async () => {
    await rendered('2026-11-26')
    const put: SealingDeps['files']['put'] = async (...given) => {
      await office.files.put(...given)
      throw new Error('killed')
    }
    assert.equal(await sealRenditions({ ...deps(), files: { ...office.files, put } }, (problem) => said.push(problem)), 0)
    assert.deepEqual([await unsealedDays(office, office.tenantId), (await sealedForms('2026-11-26')).versions], [['2026-11-26'], []])
    said.length = 0
    await Promise.all([1, 2, 3, 4].map(seal))
    const { sealed, versions } = await sealedForms('2026-11-26')
    assert.deepEqual([versions, said, await unsealedDays(office, office.tenantId)], [[sealed], [], []])
  })

  it('that was exchanged or taken away is named by the verification of the log', async () => {
    const findings = async () => (await verifyOffice({ ...office, config: { dataDirectory: office.fileDirectory } as never })).flatMap((report) => report.findings.map(({ what, detail }) => [what, /\d{4}-\d\d-\d\d/.exec(detail)?.[0]]))
    assert.deepEqual(await findings(), [])
    await sql`create table kept as table audit.rendition_seal`.execute(office.superuser)
    for (const [harm, found] of [
      [sql`update audit.rendition_seal set sha256 = repeat('0', 64) where day = '2026-11-24'`, ['rendition-changed', '2026-11-24']],
      [sql`delete from audit.rendition_seal where day = '2026-11-25'`, ['rendition-changed', '2026-11-25']],
      [sql`update audit.rendition_seal set day = '2020-01-01' where day = '2026-11-23'`, ['rendition-not-in-log', '2020-01-01']],
    ] as const) {
      await harm.execute(office.superuser)
      assert.deepEqual((await findings()).find(([what]) => what === found[0]), found)
      await sql`truncate audit.rendition_seal`.execute(office.superuser)
      await sql`insert into audit.rendition_seal table kept`.execute(office.superuser)
    }
    for (const statement of [sql`delete from audit.rendition_seal`, sql`update audit.rendition_seal set size = 1`]) await assert.rejects(statement.execute(office.db), /permission denied/)
  })
})
