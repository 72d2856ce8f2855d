import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { readsParticulars } from './access.ts'
import { perform, type DeedDeps } from './deed.ts'
import { toHistory, type HistoryItem } from './history.ts'
import { proveEntry } from './prove.ts'
import { readEntries, readRange, type EntryQuery } from './store.ts'

/** An entry as its reader may see it: `withheld` when they may not read the particulars, `erased` when nobody can any more. */
export interface ReadEntry extends HistoryItem { readonly withheld: boolean; readonly erased: boolean }
export interface LogPage { readonly items: readonly ReadEntry[]; readonly next: number | null }

/** A page of the log, newest first. That it was read, and by which question, is itself logged (decree 409/2025 § 22); three queries for any page. */
export async function readLog(deps: DeedDeps, actor: Actor, query: EntryQuery): Promise<LogPage> {
  const asked = Object.entries(query).filter(([name, value]) => name !== 'limit' && value !== undefined)
    .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)])
  const read = await perform(deps, actor, { name: 'read-log' }, async (deed) => {
    const rows = await readEntries(deed.tx, actor.tenantId, { ...query, limit: query.limit + 1 })
    deed.note({ event: 'Zobrazeni', object: { type: 'Denik', id: 'protokol' }, payload: { asked: Object.fromEntries(asked) as { [key: string]: string } } })
    return accept(rows)
  })
  if (!read.ok) throw new Error(`the log was not read: ${read.refusal}`)
  const items = read.value.slice(0, query.limit).map((row) => forReader(actor, toHistory(row)))
  return { items, next: read.value.length > query.limit ? items.at(-1)?.index ?? null : null }
}

/** A proof of one entry to take away; without the particulars for those who may not read them. That it was taken is logged. */
export async function takeProof(deps: DeedDeps, actor: Actor, index: number): Promise<Result<string, 'no-such-entry'>> {
  const [row] = await readRange(deps.db, actor.tenantId, index, index + 1)
  if (!row) return refuse('no-such-entry')
  const taken = await perform(deps, actor, { name: 'take-proof' }, async (deed) => {
    deed.note({ event: 'Export', object: { type: 'Denik', id: 'protokol' }, payload: { index } })
    return accept(null)
  })
  if (!taken.ok) throw new Error(`the proof was not logged: ${taken.refusal}`)
  return proveEntry(deps.db, actor.tenantId, index, { particulars: readsParticulars(actor, row.object_type) })
}

function forReader(actor: Actor, item: HistoryItem): ReadEntry {
  const withheld = !readsParticulars(actor, item.objectType)
  return { ...item, particulars: withheld ? null : item.particulars, withheld, erased: item.particulars === null }
}
