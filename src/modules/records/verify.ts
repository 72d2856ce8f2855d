import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { Database } from '../../platform/database/index.ts'
import { DamagedContent, MissingContent, type ContentStore } from '../../platform/files/index.ts'
import { erasedContents, type HistoryItem } from '../audit/index.ts'
import { readContents, type ContentRow } from './store-component.ts'
import { readFileEntry, verifyFiles, type VouchedFile } from './verify-files.ts'
import { readRegistered, type RegisteredRow } from './store-verify.ts'

/** What is not as it was logged; `entry` is the one that vouched for it, where there is one. */
export interface ContentDamage {
  readonly entry: number | null
  readonly what: 'content-changed' | 'content-missing' | 'size-changed' | 'not-in-log' | 'version-missing' | 'document-changed' | 'document-missing' | 'file-changed' | 'file-missing'
  readonly detail: string
}

interface Vouched { readonly entry: number; readonly is: Readonly<Record<string, Json | undefined>> }

/** What the log says the records are: versions by `componentId/number`, documents and files by id. */
export interface LoggedRecords {
  readonly versions: Map<string, Vouched>
  readonly documents: Map<string, Vouched>
  readonly files: Map<string, VouchedFile>
  /** Of what personal data were erased: documents the log says only that they are, and hashes of contents taken out of the store. */
  readonly erased: { readonly documents: Set<string>; readonly contents: Set<string> }
}

export const nothingLogged = (): LoggedRecords => ({ versions: new Map(), documents: new Map(), files: new Map(), erased: { documents: new Set(), contents: new Set() } })

/** Takes note of what one intact entry says of the records. Entries come in the order of the log: the last word on a subject counts. */
export function readEntry({ versions, documents, files, erased }: LoggedRecords, item: HistoryItem): void {
  const { index: entry, event, outcome, objectType, objectId, subjectId, particulars } = item
  if (outcome !== 'done') return
  readFileEntry(files, item)
  for (const sha256 of erasedContents(item)) erased.contents.add(sha256)
  if (!particulars) {
    if (objectType === 'Dokument' || objectType === 'Komponenta') erased.documents.add(subjectId)
    return
  }
  const { uniqueId, referenceNumber, subject, direction, receivedAt, components, name, sha256, size, version } = particulars
  if (objectType === 'Komponenta' && typeof sha256 === 'string' && typeof version === 'number') {
    versions.set(`${objectId}/${version}`, { entry, is: { document: subjectId, name, sha256, size } })
  }
  if (objectType !== 'Dokument') return
  if (event === 'Zalozeni') {
    documents.set(objectId, { entry, is: { uniqueId, referenceNumber, subject, direction, receivedAt } })
    for (const component of Array.isArray(components) ? components : []) {
      if (typeof component !== 'object' || component === null || Array.isArray(component)) continue
      versions.set(`${String(component['id'])}/1`, { entry, is: { document: objectId, name: component['name'], sha256: component['sha256'], size: component['size'] } })
    }
  }
  const known = documents.get(objectId)
  if (event === 'Uprava' && known && typeof subject === 'string') documents.set(objectId, { entry, is: { ...known.is, subject } })
  if (event === 'PripojeniCJ' && known && typeof referenceNumber === 'string') documents.set(objectId, { entry, is: { ...known.is, referenceNumber } })
}

/** Compares every version and every document with what the log says of it, and every stored file with its hash. */
export async function verifyContents(db: Database, files: ContentStore, tenantId: Id<'Tenant'>, logged: LoggedRecords): Promise<{ checked: number; damage: ContentDamage[] }> {
  const damage: ContentDamage[] = []
  const unseen = new Map(logged.versions)
  let checked = 0
  let last: ContentRow | undefined
  do {
    const rows: ContentRow[] = await readContents(db, tenantId, last ? { componentId: last.component_id, number: last.number } : null, 500)
    for (const row of rows) {
      checked++
      const key = `${row.component_id}/${row.number}`
      const vouched = logged.versions.get(key)
      unseen.delete(key)
      const add = (what: ContentDamage['what'], more = '') => {
        damage.push({ entry: vouched?.entry ?? null, what, detail: `component ${row.component_id} version ${row.number}, content ${row.sha256}${more}` })
      }
      const isErased = row.document_id !== null && logged.erased.documents.has(row.document_id)
      if (!vouched && !isErased) add('not-in-log')
      else if (vouched && !isErased) {
        const differences = differing({ document: row.document_id, name: row.name, sha256: row.sha256, size: row.size }, vouched)
        if (differences !== '') add('not-in-log', `: ${differences}`)
      }
      const problem = await contentProblem(files, tenantId, row)
      if (problem && !(problem === 'content-missing' && logged.erased.contents.has(row.sha256))) add(problem)
    }
    last = rows.at(-1)
  } while (last)
  for (const [key, { entry, is }] of unseen) {
    damage.push({ entry, what: 'version-missing', detail: `component ${key.replace('/', ' version ')}, content ${String(is['sha256'])}` })
  }
  damage.push(...await verifyDocuments(db, tenantId, logged), ...await verifyFiles(db, tenantId, logged.files))
  return { checked, damage }
}

async function verifyDocuments(db: Database, tenantId: Id<'Tenant'>, { documents, erased }: LoggedRecords): Promise<ContentDamage[]> {
  const damage: ContentDamage[] = []
  const unseen = new Map(documents)
  let last: RegisteredRow | undefined
  do {
    const rows: RegisteredRow[] = await readRegistered(db, tenantId, last?.id ?? null, 1000)
    for (const row of rows) {
      const vouched = documents.get(row.id)
      unseen.delete(row.id)
      // What was said of it was erased; that it was said, and in which words nobody can know any more, the log still proves.
      if (erased.documents.has(row.id)) continue
      const is = {
        uniqueId: row.unique_id, referenceNumber: row.reference_number, subject: row.subject, direction: row.direction, receivedAt: row.received_at?.toISOString() ?? null,
      }
      const differences = vouched ? differing(is, vouched) : ''
      if (!vouched) damage.push({ entry: null, what: 'not-in-log', detail: `document ${row.id}, ${row.reference_number}` })
      else if (differences !== '') damage.push({ entry: vouched.entry, what: 'document-changed', detail: `document ${row.id}: ${differences}` })
    }
    last = rows.at(-1)
  } while (last)
  for (const [id, { entry, is }] of unseen) damage.push({ entry, what: 'document-missing', detail: `document ${id}, ${String(is['referenceNumber'])}` })
  return damage
}

/** The differences in words, empty when there are none. */
function differing(found: Readonly<Record<string, Json>>, { is }: Vouched): string {
  return Object.entries(found).filter(([key, value]) => value !== is[key])
    .map(([key, value]) => `${key} is ${JSON.stringify(value)}, was logged as ${JSON.stringify(is[key] ?? null)}`).join('; ')
}

async function contentProblem(files: ContentStore, tenantId: Id<'Tenant'>, { sha256, size }: ContentRow): Promise<ContentDamage['what'] | undefined> {
  try {
    return (await files.read(tenantId, sha256)).byteLength === size ? undefined : 'size-changed'
  } catch (error) {
    if (error instanceof DamagedContent) return 'content-changed'
    if (error instanceof MissingContent) return 'content-missing'
    throw error
  }
}
