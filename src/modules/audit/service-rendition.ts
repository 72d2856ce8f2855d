import { automaton } from '../../kernel/actor.ts'
import { addDays, dayOf, startOfDay, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { sha256Of, type Sha256 } from '../../kernel/sha256.ts'
import type { ContentStore } from '../../platform/files/index.ts'
import { perform, type Deed, type DeedDeps } from './deed.ts'
import { daysBetween } from './model-days.ts'
import { renderEntry, renditionFoot, renditionHead } from './model-rendition.ts'
import { signRenditionNote } from './model-rendition-note.ts'
import { readHead } from './store.ts'
import { beforeDay, insertRendition, readDayEntries, readLastRendition, readLogBeginning, type DayRange, type RenditionRow } from './store-rendition.ts'

/** Bytes already in the content store, as they become components of a document. */
export interface RenditionContent { readonly name: string; readonly sha256: Sha256; readonly size: number; readonly mediaType: string }

/** Where a rendition is kept as a document; the room of records says, when the office is put together. */
export interface KeptRendition { readonly documentId: Id<'Document'>; readonly fileId: Id<'File'> }

export interface RenditionDeps extends DeedDeps {
  readonly files: ContentStore
  /** Registers the rendition as a document of the office, in the file of its year; `fileId` is that of the day before. */
  keep(deed: Deed, day: Day, contents: readonly [xml: RenditionContent, note: RenditionContent], fileId: Id<'File'> | null): Promise<KeptRendition>
}

/** How long after midnight a day is rendered: its last deeds have been committed by then. */
export const graceMs = 5 * 60_000
const pageSize = 500
const maxBytes = 8 * 2 ** 30

/** The days that are over and have no rendition yet, in their order; those missed during an outage among them. */
export async function dueDays({ db, now }: Pick<DeedDeps, 'db' | 'now'>, tenantId: Id<'Tenant'>): Promise<Day[]> {
  const last = await readLastRendition(db, tenantId)
  const beginning = last ? undefined : await readLogBeginning(db, tenantId)
  const first = last ? addDays(last.day, 1) : beginning && dayOf(beginning)
  const today = dayOf(new Date(now().getTime() - graceMs))
  return first ? daysBetween(first, today) : []
}

/**
 * Renders every day of a tenant that is over and was not rendered: XML by annex 6, a signed note beside it, both a document of the office,
 * their hashes an entry of the log. Several servers may do so at once: each day is kept once. Returns the days this call saw through.
 */
export async function renderDueDays(deps: RenditionDeps, tenantId: Id<'Tenant'>, signal?: AbortSignal): Promise<Day[]> {
  const days = await dueDays(deps, tenantId)
  const done: Day[] = []
  for (const day of days) {
    if (signal?.aborted) break
    await renderDay(deps, tenantId, day)
    done.push(day)
  }
  return done
}

async function renderDay(deps: RenditionDeps, tenantId: Id<'Tenant'>, day: Day): Promise<void> {
  const last = await readLastRendition(deps.db, tenantId)
  if (last && last.day >= day) return
  const head = await readHead(deps.db, tenantId)
  if (!head) throw new Error(`Tenant ${tenantId} has no log`)
  const range: DayRange = { from: startOfDay(day), to: startOfDay(addDays(day, 1)), since: last?.log_size ?? 0, until: head.size }
  const count = { entries: 0 }
  const xml = await deps.files.putStream(tenantId, rendered(deps, tenantId, head.origin, day, range, count), { maxBytes })
  const note = signRenditionNote({ origin: head.origin, day, entries: count.entries, ...xml, checkpoint: head.note }, deps.logKey)
  const noteBytes = Buffer.from(note)
  const noteHash = await deps.files.put(tenantId, noteBytes)
  const done = await perform(deps, automaton(tenantId, 'denní ztvárnění protokolu'), { name: 'render-log', key: `render-log ${day}`, input: day }, async (deed) => {
    const contents = [
      { name: `protokol-${day}.xml`, ...xml, mediaType: 'application/xml' }, { name: `protokol-${day}.note`, sha256: noteHash, size: noteBytes.byteLength, mediaType: 'text/plain' },
    ] as const
    const kept = await deps.keep(deed, day, contents, last?.day.slice(0, 4) === day.slice(0, 4) ? last.file_id : null)
    const row: RenditionRow = {
      tenant_id: tenantId, day, log_size: head.size, entries: count.entries, ...xml, note, document_id: kept.documentId, file_id: kept.fileId, made_at: deed.at,
    }
    await insertRendition(deed.tx, row)
    deed.note({ event: 'Export', object: { type: 'Denik', id: renditionObject(day) }, payload: {
      ...saidOf(row), note: sha256Of(noteBytes), documentId: kept.documentId,
    } })
    return accept({ day })
  })
  if (!done.ok) throw new Error(`the log of ${day} was not rendered: ${done.refusal}`)
}

/** The name under which the log speaks of the rendition of a day. */
export const renditionObject = (day: Day): string => `protokol/${day}`

/** What the log says of a rendition, and what verification holds its row against. */
export const saidOf = ({ day, log_size, entries, sha256, size }: RenditionRow) => ({ day, logSize: log_size, entries, sha256, size })

/** The bytes of a rendition as they come, a page of the log in memory. */
async function* rendered({ db }: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>, origin: string, day: Day, range: DayRange, count: { entries: number }) {
  yield Buffer.from(renditionHead(origin, day))
  let after = await beforeDay(db, tenantId, range)
  for (;;) {
    const rows = await readDayEntries(db, tenantId, range, after, pageSize)
    count.entries += rows.length
    if (rows.length > 0) yield Buffer.from(rows.map((row) => renderEntry(origin, { ...row, leafHash: row.leaf_hash })).join(''))
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) break
    after = last.index
  }
  yield Buffer.from(renditionFoot)
}
