import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { differing, type HistoryItem, type Vouched } from '../audit/index.ts'
import { readRegistered, type RegisteredRow } from './store-verify.ts'

/** Which record of a party became part of which. */
export type MergedParties = Map<string, string>

/** Documents of a party that turned out to be another are the other's from then on. */
export function readMerger(merged: MergedParties, { event, objectType, objectId, particulars }: HistoryItem): void {
  const into = objectType === 'Subjekt' && event === 'Uprava' ? particulars?.['mergedInto'] : undefined
  if (typeof into === 'string') merged.set(objectId, into)
}

/** Takes note of what one intact entry says of a document. */
export function readDocumentEntry(documents: Map<string, Vouched>, item: HistoryItem): void {
  const { index: entry, event, objectType, objectId, subjectId, particulars } = item
  const id = objectType === 'Dokument' ? objectId : subjectId
  const known = documents.get(id)
  const said = (is: Vouched['is']) => documents.set(id, { entry, is: { ...known?.is, ...is } })
  if (objectType === 'Dokument' && event === 'Zalozeni' && particulars) {
    const { uniqueId, referenceNumber, subject, direction, receivedAt, party, senderReference } = particulars
    said({ uniqueId, referenceNumber, subject, direction, receivedAt, state: 'nevyrizen', partyId: party, senderReference, auditorsOnly: false })
  }
  if (!known) return
  if (objectType === 'Spis' && event === 'VlozeniDoSpisu') said({ fileId: objectId, order: particulars?.['order'] })
  // What left the office is settled by that; that its receipt was confirmed to the sender settles nothing.
  if (event === 'Vypraveno' && known.is['direction'] === 'outgoing') said({ state: 'vyrizen' })
  if (objectType !== 'Dokument' || !particulars) return
  const { subject, partyId, senderReference, referenceNumber, state, way, note } = particulars
  if (event === 'Uprava') said({ ...(typeof subject === 'string' ? { subject } : {}), ...(partyId === undefined ? {} : { partyId }), ...(senderReference === undefined ? {} : { senderReference }) })
  if (event === 'PripojeniCJ' && typeof referenceNumber === 'string') said({ referenceNumber })
  if (event === 'Vyrizeni') said({ state: 'vyrizen', way, note, auditorsOnly: particulars['auditorsOnly'] === true })
  if (['Uzavreni', 'Otevreni', 'Storno'].includes(event) && typeof state === 'string') said({ state, ...(state === 'nevyrizen' ? { way: undefined, note: undefined } : {}) })
}

interface Known { readonly merged: MergedParties; readonly erased: ReadonlySet<string> }

export interface DocumentDamage { readonly entry: number | null; readonly what: 'not-in-log' | 'document-changed' | 'document-missing'; readonly detail: string }

/** Compares every document with what the log says of it. Of those whose words were erased nothing can be said any more. */
export async function verifyDocuments(db: Database, tenantId: Id<'Tenant'>, documents: ReadonlyMap<string, Vouched>, { merged, erased }: Known): Promise<DocumentDamage[]> {
  const damage: DocumentDamage[] = []
  const unseen = new Map(documents)
  let last: RegisteredRow | undefined
  do {
    const rows: RegisteredRow[] = await readRegistered(db, tenantId, last?.id ?? null, 1000)
    for (const row of rows) {
      const vouched = mergedIn(documents.get(row.id), merged)
      unseen.delete(row.id)
      if (erased.has(row.id)) continue
      const differences = vouched ? differing(factsOf(row, vouched), vouched) : ''
      if (!vouched) damage.push({ entry: null, what: 'not-in-log', detail: `document ${row.id}, ${row.reference_number}` })
      else if (differences !== '') damage.push({ entry: vouched.entry, what: 'document-changed', detail: `document ${row.id}: ${differences}` })
    }
    last = rows.at(-1)
  } while (last)
  for (const [id, { entry, is }] of unseen) damage.push({ entry, what: 'document-missing', detail: `document ${id}, ${String(is['referenceNumber'])}` })
  return damage
}

function mergedIn(vouched: Vouched | undefined, merged: MergedParties): Vouched | undefined {
  let partyId = vouched?.is['partyId']
  for (const seen = new Set(); typeof partyId === 'string' && merged.has(partyId) && !seen.has(partyId); partyId = merged.get(partyId)) seen.add(partyId)
  return vouched && { ...vouched, is: { ...vouched.is, partyId } }
}

/** A document is closed with its file, of whose state the file's own entry speaks; and one that was sent is settled by what its consignment says. */
function stateTold({ state, dispatched_at: dispatchedAt }: RegisteredRow, logged: Vouched['is'][string]): string {
  if (state === 'uzavren' && logged === 'vyrizen') return 'vyrizen'
  return dispatchedAt !== null && logged === 'nevyrizen' ? 'nevyrizen' : state
}

const factsOf = (row: RegisteredRow, { is }: Vouched) => ({
  uniqueId: row.unique_id, referenceNumber: row.reference_number, subject: row.subject, direction: row.direction, receivedAt: row.received_at?.toISOString() ?? null,
  fileId: row.file_id, order: row.order_in_file, partyId: row.party_id, senderReference: row.sender_reference, way: row.settled_way, note: row.settled_note,
  auditorsOnly: row.auditors_only,
  state: stateTold(row, is['state']),
})
