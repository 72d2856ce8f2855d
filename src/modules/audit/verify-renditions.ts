import type { KeyObject } from 'node:crypto'
import { addDays, dayOf, parseDay, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import type { Database } from '../../platform/database/index.ts'
import type { HistoryItem } from './history.ts'
import { daysBetween } from './model-days.ts'
import { openRenditionNote } from './model-rendition-note.ts'
import { publicOf } from './prove.ts'
import { graceMs, saidOf } from './service-rendition.ts'
import { readRenditions, type RenditionRow } from './store-rendition.ts'
import { readSeals, type SealRow } from './store-seal.ts'

/** What the log says of the rendition of a day, and the entry that says it. */
export type LoggedRenditions = Map<Day, LoggedRendition>
interface Said { readonly entry: number; readonly is: Readonly<Record<string, Json>> }
interface LoggedRendition extends Said { readonly sealed?: Said }

export interface RenditionDamage {
  readonly entry: number | null
  readonly what: 'rendition-changed' | 'rendition-missing' | 'rendition-not-in-log' | 'rendition-day-missing'
  readonly detail: string
}

/** Takes note of an intact entry by which a day was rendered, or its rendition sealed. */
export function readRenditionEntry(logged: LoggedRenditions, { index: entry, event, objectType, objectId, particulars }: HistoryItem): void {
  const [, text = ''] = objectType === 'Denik' && (event === 'Export' || event === 'PripojeniRazitka') ? /^protokol\/(.+)$/.exec(objectId) ?? [] : []
  const day = parseDay(text)
  if (!day || !particulars) return
  const rendered = logged.get(day)
  if (event === 'Export') logged.set(day, { entry, is: particulars })
  else if (rendered) logged.set(day, { ...rendered, sealed: { entry, is: particulars } })
}

/** Holds the renditions that are kept against what the log says of them, and names days that have none. The stored files are checked with all others. */
export async function verifyRenditions(db: Database, tenantId: Id<'Tenant'>, logged: LoggedRenditions, logKey: KeyObject, now: Date): Promise<RenditionDamage[]> {
  const rows = await readRenditions(db, tenantId)
  const unseen = new Map(logged)
  const damage: RenditionDamage[] = []
  const key = publicOf(logKey)
  for (const row of rows) {
    const vouched = logged.get(row.day)
    unseen.delete(row.day)
    const name = `the rendition of ${row.day}`
    if (!vouched) damage.push({ entry: null, what: 'rendition-not-in-log', detail: `${name} is not in the log` })
    else for (const detail of differences(row, vouched.is, key)) damage.push({ entry: vouched.entry, what: 'rendition-changed', detail: `${name}: ${detail}` })
  }
  for (const [day, { entry }] of unseen) damage.push({ entry, what: 'rendition-missing', detail: `the rendition of ${day} was logged and is gone` })
  damage.push(...sealDamage(await readSeals(db, tenantId), logged))
  const days = missingAmong([...new Set([...rows.map(({ day }) => day), ...logged.keys()])].toSorted(), rows[0]?.made_at, now)
  damage.push(...days.map((day) => ({ entry: null, what: 'rendition-day-missing', detail: `the day ${day} has no rendition` }) as const))
  return damage.toSorted((a, b) => a.detail.localeCompare(b.detail))
}

/** The sealed forms against what the log says of them. */
function sealDamage(rows: readonly SealRow[], logged: LoggedRenditions): RenditionDamage[] {
  const kept = new Map(rows.map((row) => [row.day, row]))
  const changed = [...logged].flatMap(([day, { sealed }]): RenditionDamage[] => {
    const row = kept.get(day)
    if (!sealed || (row?.sha256 === sealed.is['sha256'] && row?.size === sealed.is['size'])) return []
    return [{ entry: sealed.entry, what: 'rendition-changed', detail: `the rendition of ${day}: its sealed form is ${row ? 'another than' : 'gone, which'} was logged` }]
  })
  const unknown = rows.filter(({ day }) => !logged.get(day)?.sealed).map(({ day }) => ({ entry: null, what: 'rendition-not-in-log', detail: `the sealed form of ${day} is not in the log` } as const))
  return [...changed, ...unknown]
}

/** How long the newest rendition may be old before the days after it are missed rather than awaited. */
const staleMs = 26 * 3_600_000

/** Days without a rendition between those that have one; and those after the last, once nothing has been rendered for longer than a day. */
function missingAmong(rendered: readonly Day[], lastMade: Date | undefined, now: Date): Day[] {
  const [first, last] = [rendered[0], rendered.at(-1)]
  if (!first || !last) return []
  const isStale = lastMade !== undefined && now.getTime() - lastMade.getTime() > staleMs
  const end = isStale ? dayOf(new Date(now.getTime() - graceMs)) : addDays(last, 1)
  const known = new Set(rendered)
  return daysBetween(first, end).filter((day) => !known.has(day))
}

function differences(row: RenditionRow, is: Readonly<Record<string, Json>>, logKey: KeyObject): string[] {
  const found = Object.entries({ ...saidOf(row), documentId: row.document_id, note: sha256Of(Buffer.from(row.note)) })
  const note = openRenditionNote(row.note, logKey)
  const signed = note?.day === row.day && note.sha256 === row.sha256 && note.size === row.size && note.opened.size === row.log_size
  return [
    ...found.filter(([key, value]) => is[key] !== value).map(([key, value]) => `${key} is ${JSON.stringify(value)}, was logged as ${JSON.stringify(is[key] ?? null)}`),
    ...(signed ? [] : ['its note is not signed by the key of the log']),
  ]
}
