import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { DamagedContent, MissingContent, type ContentStore } from '../../platform/files/index.ts'
import { differing, erasedContents, type HistoryItem, type Vouched } from '../audit/index.ts'
import { readContents, type ContentRow } from './store-component.ts'
import { readDocumentEntry, readMerger, verifyDocuments, type MergedParties } from './verify-documents.ts'
import { readFileEntry, verifyFiles } from './verify-files.ts'
import { readGrantEntry, verifyGrants, type LoggedGrants } from './verify-grants.ts'

/** What is not as it was logged; `entry` is the one that vouched for it, where there is one. */
export interface ContentDamage {
  readonly entry: number | null
  readonly what: 'content-changed' | 'content-missing' | 'size-changed' | 'not-in-log' | 'version-missing' | 'document-changed' | 'document-missing' | 'file-changed' | 'file-missing' | 'grant-not-in-log' | 'grant-missing'
  readonly detail: string
}

/** What the log says the records are: versions by `componentId/number`, documents and files by id. */
export interface LoggedRecords {
  readonly versions: Map<string, Vouched>
  readonly documents: Map<string, Vouched>
  readonly files: Map<string, Vouched>
  readonly grants: LoggedGrants
  readonly merged: MergedParties
  /** Of what personal data were erased: documents the log says only that they are, and hashes of contents taken out of the store. */
  readonly erased: { readonly documents: Set<string>; readonly contents: Set<string> }
}

export const nothingLogged = (): LoggedRecords => ({ versions: new Map(), documents: new Map(), files: new Map(), grants: new Map(), merged: new Map(), erased: { documents: new Set(), contents: new Set() } })

/** Takes note of what one intact entry says of the records. Entries come in the order of the log: the last word on a subject counts. */
export function readEntry({ versions, documents, files, grants, merged, erased }: LoggedRecords, item: HistoryItem): void {
  const { index: entry, event, outcome, objectType, objectId, subjectId, particulars } = item
  if (outcome !== 'done') return
  readFileEntry(files, item)
  readDocumentEntry(documents, item)
  readGrantEntry(grants, item)
  readMerger(merged, item)
  for (const sha256 of erasedContents(item)) erased.contents.add(sha256)
  if (!particulars) {
    // That somebody looked at it says nothing of what it is.
    if (event !== 'Zobrazeni' && (objectType === 'Dokument' || objectType === 'Komponenta')) erased.documents.add(subjectId)
    return
  }
  const { components, name, sha256, size, version, role, mediaType, order, signs } = particulars
  if (objectType === 'Komponenta' && typeof sha256 === 'string' && typeof version === 'number' && version > 0 && event !== 'Zobrazeni') {
    const first = versions.get(`${objectId}/1`)?.is
    versions.set(`${objectId}/${version}`, { entry, is: { document: subjectId, name, sha256, size, mediaType, role: role ?? first?.['role'], order: order ?? first?.['order'], signs: signs ?? null } })
  }
  if (objectType !== 'Dokument' || event !== 'Zalozeni' || !Array.isArray(components)) return
  for (const [i, component] of components.entries()) {
    if (typeof component !== 'object' || component === null || Array.isArray(component)) continue
    const { id, name: named, sha256: hash, size: length, role: as, mediaType: type } = component
    versions.set(`${String(id)}/1`, { entry, is: { document: objectId, name: named, sha256: hash, size: length, role: as, mediaType: type, order: i + 1, signs: null } })
  }
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
        const differences = differing({
          document: row.document_id, name: row.name, sha256: row.sha256, size: row.size, mediaType: row.media_type, role: row.role, order: row.order_no, signs: row.signs,
        }, vouched)
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
  const { documents, erased, grants, merged } = logged
  damage.push(
    ...await verifyDocuments(db, tenantId, documents, { merged, erased: erased.documents }), ...await verifyFiles(db, tenantId, logged.files),
    ...await verifyGrants(db, tenantId, grants, erased.documents),
  )
  return { checked, damage }
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
