import { addDays, isFreeDay, type Day } from '../../../kernel/day.ts'
import { seeded, type Random } from '../random.ts'
import { skewed } from './words.ts'

/** One matter (a file): which documents it holds and when it was settled, by the order numbers of documents in the whole. */
export interface Matter {
  readonly number: number
  /** Ascending; documents beyond the last of all never came. */
  readonly documents: readonly number[]
  /** Settled when this document of the whole was registered; null when it is still open. */
  readonly settledAt: number | null
  /** Makes everything that is to be said of the matter. */
  readonly random: Random
}

/** What happens at the place of one document. */
export interface Step {
  readonly document: number
  readonly matter: Matter
  /** From 1 within its matter. */
  readonly order: number
  /** Matters that are settled at this moment. */
  readonly settled: readonly Matter[]
}

/**
 * The course of years as a sequence of documents: most matters begin and end with few of them, some go on for long. It depends on the
 * number of documents and the seed alone, so a run that was cut off goes on where it ended.
 */
export function* planOf(documents: number, seed: number): Generator<Step, void, void> {
  const due = new Map<number, { matter: Matter; order: number }>()
  const ending = new Map<number, Matter[]>()
  const free = (from: number) => {
    let place = from
    while (due.has(place)) place += 1
    return place
  }
  let matters = 0
  for (let document = 0; document < documents; document++) {
    const known = due.get(document)
    due.delete(document)
    const matter = known?.matter ?? begin(matters++, document, documents, seed, free)
    if (!known) {
      for (const [i, later] of matter.documents.entries()) if (i > 0) due.set(later, { matter, order: i + 1 })
      if (matter.settledAt !== null) ending.set(matter.settledAt, [...ending.get(matter.settledAt) ?? [], matter])
    }
    yield { document, matter, order: known?.order ?? 1, settled: ending.get(document) ?? [] }
    ending.delete(document)
  }
}

function begin(number: number, first: number, all: number, seed: number, free: (from: number) => number): Matter {
  const random = seeded(Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b))
  const count = 1 + skewed(random, 9)
  const pause = () => 1 + Math.ceil(skewed(random, 1000) / 1000 * all * 0.12)
  const documents = [first]
  const taken = new Set(documents)
  for (let i = 1, last = first; i < count; i++) {
    let place = free(last + pause())
    while (taken.has(place)) place = free(place + 1)
    taken.add(place)
    if (place < all) documents.push(place)
    last = place
  }
  const end = Math.max(...taken) + pause()
  return { number, documents, settledAt: end < all ? end : null, random }
}

const openMinutes = 510

/** The moment of each document: evenly over the office hours of all working days of three years up to `until`. */
export function momentsOf(documents: number, until: Day): (document: number) => Date {
  const days: Day[] = []
  for (let day = addDays(until, -3 * 365); day < until; day = addDays(day, 1)) if (!isFreeDay(day)) days.push(day)
  return (document) => {
    const minutes = (document + 0.5) / documents * days.length * openMinutes
    const day = days[Math.floor(minutes / openMinutes)] ?? until
    return new Date(Date.parse(`${day}T06:30:00Z`) + Math.floor((minutes % openMinutes) * 60_000))
  }
}
