import type { Json } from '../../kernel/json.ts'
import type { Deed } from './deed.ts'
import type { HistoryItem } from './history.ts'
import { readRanges, writeIndexes } from './model-erasure.ts'
import type { Note } from './model.ts'
import { eraseEntries, readParticularsAbout } from './store-erasure.ts'

/** The event by which an erasure names the entries it took the particulars of. */
const erasureEvent = 'VymazUdaju'

/**
 * Erases the particulars of those entries about these things in which the test finds what has to go (GDPR art. 17). Who did what, when and
 * from where stays, and so does the tree; the erasure is itself an entry that names them, which is how verification knows it from tampering.
 * `said`: what else the erasure says of itself; nothing in it may need to be erased later. Returns the indexes.
 */
export async function eraseParticulars(
  deed: Deed, things: readonly string[], mentions: (payload: string) => boolean, said: { readonly object: Note['object']; readonly payload: { readonly [key: string]: Json } },
): Promise<number[]> {
  const { tx, actor: { tenantId } } = deed
  const about = await readParticularsAbout(tx, tenantId, things, erasureEvent)
  const indexes = about.filter(({ payload }) => mentions(payload)).map(({ index }) => index)
  await eraseEntries(tx, tenantId, indexes)
  deed.note({ event: erasureEvent, object: said.object, payload: { ...said.payload, entries: writeIndexes(indexes) } })
  return indexes
}

/** Entries without particulars that wait for a later entry to say that they were erased by right. */
export interface Erasures {
  /** Takes note of an intact entry; its particulars may be gone. */
  read(item: HistoryItem): void
  /** Those that nobody says were erased by right. */
  unexplained(): number[]
}

/** An erasure speaks of entries before it. What has no particulars and is named by none was taken away. */
export function erasures(): Erasures {
  const gone: number[] = []
  const named: (readonly [number, number])[] = []
  return {
    read({ index, event, outcome, particulars }) {
      if (particulars === null) gone.push(index)
      else if (event === erasureEvent && outcome === 'done' && typeof particulars['entries'] === 'string') {
        named.push(...readRanges(particulars['entries']).filter(([, to]) => to < index))
      }
    },
    unexplained: () => gone.filter((index) => !named.some(([from, to]) => from <= index && index <= to)),
  }
}

/** The contents an erasure says it took out of the store; none for any other entry. */
export function erasedContents({ event, outcome, particulars }: Pick<HistoryItem, 'event' | 'outcome' | 'particulars'>): string[] {
  const contents = event === erasureEvent && outcome === 'done' ? particulars?.['contents'] : undefined
  return Array.isArray(contents) ? contents.filter((sha256) => typeof sha256 === 'string') : []
}
