import type { ErasurePlan, PlannedItem } from './model-plan.ts'
import type { PersonalItem, Section, SectionKey } from './model.ts'

/** Where what is told of a thing is what people wrote in documents and about them. */
const written: ReadonlySet<SectionKey> = new Set<SectionKey>(['documents', 'submissions', 'circulation', 'consignments', 'portal'])

/** That something is kept and what holds it: all that whoever may read no document needs for deciding about an erasure. */
export const sectionWithoutWords = ({ key, items }: Section): Section =>
  (written.has(key) ? { key, items: items.map((item): PersonalItem => ({ ...item, title: titleOf(key, item), facts: {}, contents: [] })) } : { key, items })

export const planWithoutWords = ({ erased, kept, hash }: ErasurePlan): ErasurePlan => {
  const quiet = (item: PlannedItem): PlannedItem => ({ ...item, title: titleOf(item.section, item) })
  return { erased: erased.map(quiet), kept: kept.map(quiet), hash }
}

/** A document is called by its number, a submission by what its sender wrote. */
const titleOf = (key: SectionKey, { title }: { readonly title: string }) => (key === 'submissions' ? 'Podání' : title)
