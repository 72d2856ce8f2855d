import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { Database } from '../../platform/database/index.ts'
import { differing, type HistoryItem, type Vouched } from '../audit/index.ts'
import { readFileFacts, type FileFactsRow } from './store-verify.ts'

/** What each event makes of a file's state; closing and reopening say it themselves. */
const states: Readonly<Partial<Record<string, string>>> = { Vyrizeni: 'vyrizen', Uzavreni: 'uzavren', Otevreni: 'nevyrizen', Storno: 'znepristupnen' }

/** Takes note of what one intact entry says of a file. */
export function readFileEntry(files: Map<string, Vouched>, { index: entry, event, objectType, objectId, particulars }: HistoryItem): void {
  if (objectType !== 'Spis') return
  const known = files.get(objectId)
  const said = (is: Vouched['is']) => files.set(objectId, { entry, is: { ...known?.is, ...is } })
  const { fileReference, subject, unitId, personId, dueOn, disposalMark, disposalYear } = particulars ?? {}
  if (event === 'Zalozeni') said({ fileReference, subject, state: 'nevyrizen', class: particulars?.['class'] ?? undefined, unitId, dueOn })
  if (!known) return
  if (states[event]) said({ state: states[event], ...(event === 'Uzavreni' ? { disposalMark, disposalYear } : {}), ...(event === 'Otevreni' ? { disposalMark: undefined, disposalYear: undefined } : {}) })
  if (event === 'ZmenaZpracovatele' || event === 'Predani') said({ personId: personId ?? undefined, unitId, ...classIfSaid(particulars) })
  if (event === 'Uprava') said({ ...(particulars === null || 'dueOn' in particulars ? { dueOn } : {}), ...(particulars === null ? { class: undefined } : classIfSaid(particulars)) })
}

/** A file without a class gets that of the unit it is handed to. */
const classIfSaid = (particulars: HistoryItem['particulars']) => (typeof particulars?.['class'] === 'string' ? { class: particulars['class'] } : {})

export interface FileDamage { readonly entry: number | null; readonly what: 'not-in-log' | 'file-changed' | 'file-missing'; readonly detail: string }

/** Compares every file with the log's last word on it. */
export async function verifyFiles(db: Database, tenantId: Id<'Tenant'>, files: ReadonlyMap<string, Vouched>): Promise<FileDamage[]> {
  const damage: FileDamage[] = []
  const unseen = new Map(files)
  let last: FileFactsRow | undefined
  do {
    const rows: FileFactsRow[] = await readFileFacts(db, tenantId, last?.id ?? null, 1000)
    for (const row of rows) {
      const vouched = files.get(row.id)
      unseen.delete(row.id)
      const differences = vouched ? differing(factsOf(row), vouched) : ''
      if (!vouched) damage.push({ entry: null, what: 'not-in-log', detail: `file ${row.id}, ${row.file_reference}` })
      else if (differences !== '') damage.push({ entry: vouched.entry, what: 'file-changed', detail: `file ${row.id}: ${differences}` })
    }
    last = rows.at(-1)
  } while (last)
  for (const [id, { entry, is }] of unseen) damage.push({ entry, what: 'file-missing', detail: `file ${id}, ${String(is['fileReference'])}` })
  return damage
}

const factsOf = (row: FileFactsRow): Record<string, Json> => ({
  fileReference: row.file_reference, subject: row.subject, state: row.state, personId: row.holder_person_id, unitId: row.holder_unit_id, dueOn: row.due_on,
  class: row.class_code, disposalMark: row.disposal_mark, disposalYear: row.disposal_year,
})
