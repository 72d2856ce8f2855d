import { canonicalJson, type Json } from '../../kernel/json.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import type { Hold, PersonalItem, Section, SectionKey } from './model.ts'

export interface PlannedItem { readonly section: SectionKey; readonly place: string; readonly id: string; readonly title: string; readonly hold: Hold | null }

/** What an erasure would do: what goes, and what stays and why. */
export interface ErasurePlan {
  readonly erased: readonly PlannedItem[]
  readonly kept: readonly PlannedItem[]
  /** Tells this plan from one made after something has changed: who confirms has seen exactly this. */
  readonly hash: string
}

/** The same things give the same plan, in whatever order they were found. */
export function planErasure(sections: readonly Section[]): ErasurePlan {
  const items = sections.flatMap(({ key, items: all }) => all.map((item) => planned(key, item)))
  const [kept, erased] = [items.filter(({ hold }) => hold !== null), items.filter(({ hold }) => hold === null)]
  const facts = items.map(({ place, id, hold }): Json => [place, id, hold && { ...hold }]).map((fact) => canonicalJson(fact)).sort()
  return { erased, kept, hash: sha256Of(Buffer.from(canonicalJson(facts))) }
}

const planned = (section: SectionKey, { place, id, title, hold }: PersonalItem): PlannedItem => ({ section, place, id, title, hold })
