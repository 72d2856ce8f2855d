import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { Database } from '../../platform/database/index.ts'
import type { HistoryItem } from '../audit/index.ts'
import { readFileFacts, type FileFactsRow } from './store-verify.ts'

/** What the log says a file is, and the entry that said it last. `holder` is undefined where no entry names a person. */
export interface VouchedFile { readonly entry: number; readonly reference: Json | undefined; readonly state: string; readonly holder?: string | undefined }

/** What each event makes of a file's state; closing and reopening say it themselves. */
const states: Readonly<Partial<Record<string, string>>> = { Vyrizeni: 'vyrizen', Uzavreni: 'uzavren', Otevreni: 'nevyrizen', Storno: 'znepristupnen' }

/** Takes note of what one intact entry says of a file. */
export function readFileEntry(files: Map<string, VouchedFile>, { index: entry, event, objectType, objectId, particulars }: HistoryItem): void {
  if (objectType !== 'Spis') return
  const known = files.get(objectId)
  if (event === 'Zalozeni') files.set(objectId, { entry, reference: particulars?.['fileReference'], state: 'nevyrizen' })
  else if (known && states[event]) files.set(objectId, { ...known, entry, state: states[event] })
  else if (known && event === 'ZmenaZpracovatele' && typeof particulars?.['personId'] === 'string') files.set(objectId, { ...known, entry, holder: particulars['personId'] })
  else if (known && event === 'ZmenaZpracovatele' && particulars === null) files.set(objectId, { ...known, entry, holder: undefined })
  else if (known && event === 'Predani') files.set(objectId, { ...known, entry, holder: undefined })
}

export interface FileDamage { readonly entry: number | null; readonly what: 'not-in-log' | 'file-changed' | 'file-missing'; readonly detail: string }

/** Compares the reference, the state and the holder of every file with the log's last word on it. */
export async function verifyFiles(db: Database, tenantId: Id<'Tenant'>, files: ReadonlyMap<string, VouchedFile>): Promise<FileDamage[]> {
  const damage: FileDamage[] = []
  const unseen = new Map(files)
  let last: FileFactsRow | undefined
  do {
    const rows: FileFactsRow[] = await readFileFacts(db, tenantId, last?.id ?? null, 1000)
    for (const row of rows) {
      const vouched = files.get(row.id)
      unseen.delete(row.id)
      if (!vouched) damage.push({ entry: null, what: 'not-in-log', detail: `file ${row.id}, ${row.file_reference}` })
      else for (const detail of differences(row, vouched)) damage.push({ entry: vouched.entry, what: 'file-changed', detail: `file ${row.id}: ${detail}` })
    }
    last = rows.at(-1)
  } while (last)
  for (const [id, { entry, reference }] of unseen) damage.push({ entry, what: 'file-missing', detail: `file ${id}, ${String(reference)}` })
  return damage
}

function differences(row: FileFactsRow, { reference, state, holder }: VouchedFile): string[] {
  const differ = (what: string, is: string | null, was: Json | undefined) => is === was ? [] : [`${what} is ${JSON.stringify(is)}, was logged as ${JSON.stringify(was ?? null)}`]
  return [
    // Undefined where the words of its opening were erased.
    ...reference === undefined ? [] : differ('fileReference', row.file_reference, reference), ...differ('state', row.state, state),
    ...holder === undefined ? [] : differ('holderPersonId', row.holder_person_id, holder),
  ]
}
