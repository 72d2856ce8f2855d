import type { Id } from '../kernel/id.ts'
import type { Sha256 } from '../kernel/sha256.ts'
import { logHeads, verifyLog, type HistoryItem, type LogReport } from '../modules/audit/index.ts'
import { verifyContents } from '../modules/records/index.ts'
import { DamagedContent, MissingContent } from '../platform/files/index.ts'
import { keptCheckpoint } from './checkpoints.ts'
import type { Office } from './office.ts'

/** One finding, with the log entry that vouched for what is no longer so. */
export interface Finding {
  readonly entry: number | null
  readonly what: string
  readonly detail: string
}

export interface OfficeReport extends Pick<LogReport, 'origin' | 'size' | 'rootHash'> {
  readonly contents: number
  readonly findings: readonly Finding[]
}

type VerifyDeps = Pick<Office, 'db' | 'files' | 'logKey' | 'config'>

/** Verifies the log of every tenant and every stored file against it. */
export async function verifyOffice(office: VerifyDeps): Promise<OfficeReport[]> {
  const reports: OfficeReport[] = []
  for (const { tenantId } of await logHeads(office.db)) reports.push(await verifyTenant(office, tenantId))
  return reports
}

async function verifyTenant({ db, files, logKey, config }: VerifyDeps, tenantId: Id<'Tenant'>): Promise<OfficeReport> {
  const vouched = new Map<string, number>()
  const received = new Map<Sha256, number>()
  const witness = await keptCheckpoint(config.dataDirectory, tenantId)
  const log = await verifyLog(db, tenantId, logKey, {
    ...(witness === undefined ? {} : { witness }),
    onEntry: (entry) => {
      for (const key of contentsOf(entry)) vouched.set(key, entry.index)
      const original = originalOf(entry)
      if (original) received.set(original, entry.index)
    },
  })
  const contents = await verifyContents(db, files, tenantId, new Set(vouched.keys()))
  const findings: Finding[] = log.damage.map(({ index, what, detail }) => ({ entry: index, what, detail }))
  for (const { componentId, version, sha256, what } of contents.damage) {
    const entry = vouched.get(`${componentId}/${sha256}`) ?? null
    findings.push({ entry, what, detail: `component ${componentId}${version === null ? '' : ` version ${version}`}, content ${sha256}` })
  }
  for (const [sha256, entry] of received) {
    const problem = await files.read(tenantId, sha256).then(() => null, (error: unknown) => error)
    if (problem instanceof DamagedContent || problem instanceof MissingContent) findings.push({ entry, what: problem instanceof DamagedContent ? 'content-changed' : 'content-missing', detail: `received original ${sha256}` })
    else if (problem) throw problem
  }
  return { origin: log.origin, size: log.size, rootHash: log.rootHash, contents: contents.checked + received.size, findings }
}

/** The contents an entry vouches for, as `componentId/sha256`: of a new document all, of a component one. */
function contentsOf({ objectType, objectId, particulars }: HistoryItem): string[] {
  if (objectType === 'Komponenta' && typeof particulars?.['sha256'] === 'string') return [`${objectId}/${particulars['sha256']}`]
  const components = objectType === 'Dokument' ? particulars?.['components'] : undefined
  if (!Array.isArray(components)) return []
  return components.flatMap((component: { id?: unknown; sha256?: unknown }) => (
    typeof component.id === 'string' && typeof component.sha256 === 'string' ? [`${component.id}/${component.sha256}`] : []))
}

function originalOf({ objectType, event, particulars }: HistoryItem): Sha256 | null {
  const sha256 = objectType === 'Podani' && event === 'Prijem' ? particulars?.['sha256'] : undefined
  return typeof sha256 === 'string' ? (sha256 as Sha256) : null
}
