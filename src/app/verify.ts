import type { Id } from '../kernel/id.ts'
import type { Sha256 } from '../kernel/sha256.ts'
import { readCosignatures } from '../engines/merkle/index.ts'
import { logTenants, readRenditionEntry, readWitnesses, verifyLog, verifyRenditions, type HistoryItem, type LoggedRenditions, type LogReport } from '../modules/audit/index.ts'
import { verifyCirculation } from '../modules/circulation/index.ts'
import { nobodyLogged, readIdentityEntry, readTenants, verifyIdentity } from '../modules/identity/index.ts'
import { nothingLogged, readEntry, verifyContents } from '../modules/records/index.ts'
import { nothingSigned, readSigningEntry, verifySigning } from '../modules/signing/index.ts'
import { asTenant } from '../platform/database/index.ts'
import { DamagedContent, MissingContent } from '../platform/files/index.ts'
import { keptCheckpoints } from './checkpoints.ts'
import type { Office } from './office.ts'

/** One finding, with the log entry that vouched for what is no longer so. */
export interface Finding {
  readonly entry: number | null
  readonly what: string
  readonly detail: string
}

export interface OfficeReport extends Pick<LogReport, 'origin' | 'size' | 'rootHash'> {
  readonly tenantId: Id<'Tenant'>
  readonly contents: number
  readonly findings: readonly Finding[]
}

type VerifyDeps = Pick<Office, 'db' | 'files' | 'logKey' | 'config' | 'now'>

/**
 * Verifies the log of every tenant, and the records and stored files against it. A tenant is whoever is one, has an entry or a head,
 * or whose checkpoint is kept: none disappears with one row. Empty where there is nothing of any.
 */
export async function verifyOffice(office: VerifyDeps): Promise<OfficeReport[]> {
  // Read before the log is: the log may be newer than what was kept, never older.
  const kept = await keptCheckpoints(office.config.dataDirectory)
  const tenants = new Set([...(await readTenants(office.db)).map(({ tenant }) => tenant.id), ...await logTenants(office.db), ...kept?.keys() ?? []])
  const reports: OfficeReport[] = []
  for (const tenantId of [...tenants].sort()) {
    const report = await asTenant(tenantId, () => inOneMoment(office, (deps) => verifyTenant(deps, tenantId, kept?.get(tenantId))))
    const isTaken = kept !== undefined && !kept.has(tenantId) && report.size > 0
    const taken = { entry: null, what: 'checkpoint-missing', detail: `the checkpoint of ${tenantId} kept beside the database was taken away` }
    reports.push(isTaken ? { ...report, findings: [...report.findings, taken] } : report)
  }
  return reports
}

/** Everything the work reads is of one moment, so that an office at work is no damage. */
function inOneMoment<Value>(office: VerifyDeps, work: (deps: VerifyDeps) => Promise<Value>): Promise<Value> {
  return office.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute((tx) => work({ ...office, db: tx }))
}

async function verifyTenant({ db, files, logKey, now, config }: VerifyDeps, tenantId: Id<'Tenant'>, witness: string | undefined): Promise<OfficeReport> {
  const logged = nothingLogged()
  const identity = nobodyLogged()
  const signing = nothingSigned()
  const received = new Map<Sha256, number>()
  // An entry that was changed is found itself; that it no longer vouches for its person is no second finding.
  const unsaid = new Set<string>()
  const renditions: LoggedRenditions = new Map()
  const cosigned = (await readWitnesses(db, tenantId)).flatMap(({ name, note }) => (note === null ? [] : [{ by: name, note }]))
  const log = await verifyLog(db, tenantId, logKey, {
    ...(witness === undefined ? {} : { witness }), cosigned,
    onDamaged: (objectId) => void unsaid.add(objectId),
    onEntry: (entry) => {
      readEntry(logged, entry)
      readIdentityEntry(identity, entry)
      readSigningEntry(signing, entry)
      readRenditionEntry(renditions, entry)
      const original = originalOf(entry)
      if (original) received.set(original, entry.index)
    },
  })
  const contents = await verifyContents(db, files, tenantId, logged)
  const findings: Finding[] = [
    ...log.damage.map(({ index, what, detail }) => ({ entry: index, what, detail })), ...contents.damage,
    ...await verifyRenditions(db, tenantId, renditions, logKey, now()), ...verifyCosignatures(cosigned, config),
    ...(await verifyIdentity(db, tenantId, identity)).filter(({ what, detail }) => what !== 'not-in-log' || !unsaid.has(detail.split(' ').at(-1) ?? '')), ...await circulationDamage(db, tenantId), ...await verifySigning(db, tenantId, signing),
  ]
  for (const [sha256, entry] of received) {
    if (logged.erased.contents.has(sha256)) continue
    const problem = await files.read(tenantId, sha256).then(() => null, (error: unknown) => error)
    if (problem instanceof DamagedContent || problem instanceof MissingContent) findings.push({ entry, what: problem instanceof DamagedContent ? 'content-changed' : 'content-missing', detail: `received original ${sha256}` })
    else if (problem) throw problem
  }
  return { tenantId, origin: log.origin || `log of ${tenantId}`, size: log.size, rootHash: log.rootHash, contents: contents.checked + received.size, findings }
}

/** Items, stages and routes that are not what their own events add up to; no entry of the log vouches for those. */
async function circulationDamage(db: VerifyDeps['db'], tenantId: Id<'Tenant'>): Promise<Finding[]> {
  const { damaged } = await verifyCirculation(db, tenantId)
  return damaged.map(({ subject, id }) => ({ entry: null, what: `${subject}-changed`, detail: `${subject} ${id} of the circulation is not what happened to it` }))
}

/** A cosignature kept of a witness we know must hold under its key. */
function verifyCosignatures(cosigned: readonly { by: string; note: string }[], { witnesses }: Pick<Office['config'], 'witnesses'>): Finding[] {
  return cosigned.flatMap(({ by, note }) => {
    const known = witnesses?.find(({ key }) => key.name === by)
    if (!known || readCosignatures(note, [known.key]).length > 0) return []
    return [{ entry: null, what: 'cosignature-changed', detail: `the cosignature kept of ${by} does not hold under its key` }]
  })
}

function originalOf({ objectType, event, particulars }: HistoryItem): Sha256 | null {
  const sha256 = objectType === 'Podani' && event === 'Prijem' ? particulars?.['sha256'] : undefined
  return typeof sha256 === 'string' ? (sha256 as Sha256) : null
}
