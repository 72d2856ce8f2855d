import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** Whose data: records of the register of persons that are all of one person, or somebody who works or worked in the office. */
export type Subject =
  | { readonly kind: 'party'; readonly ids: readonly Id<'Party'>[] }
  | { readonly kind: 'person'; readonly id: Id<'Person'> }

/** The ids under which the subject itself is known. */
export const idsOf = (subject: Subject): readonly string[] => (subject.kind === 'party' ? subject.ids : [subject.id])

/** Where data of a person are kept, in the order in which they are shown. */
export const sectionKeys = ['register', 'account', 'documents', 'submissions', 'circulation', 'consignments', 'portal', 'views', 'log'] as const
export type SectionKey = (typeof sectionKeys)[number]

/**
 * Why something is not erased yet (GDPR art. 17(3)(b), (d)): its file is open; the disposal period runs; it is over and waits for the
 * disposal procedure; it goes to the archive; what starts the period has not come, or nobody knows it, or there is no class; documents of
 * the person are kept; it waits to be registered; the person works here; the period of an account or of the log runs; the law wants the
 * name of who handled a record; the daily rendition of the log is sealed and kept whole, for auditors alone.
 */
export const holdReasons = [
  'file-open', 'retention', 'disposal-due', 'archival', 'trigger-unknown', 'no-class', 'documents', 'waiting', 'employed', 'account-period', 'official-record', 'sealed-log',
] as const
export interface Hold {
  readonly reason: (typeof holdReasons)[number]
  /** The last day of this year at the earliest; null where no year is known. */
  readonly until: number | null
  /** The mark of the class and its regime, e.g. `56.3 S/5`. */
  readonly regime: string | null
}

export type Fact = string | number | null | readonly string[]
export interface ContentRef { readonly name: string; readonly sha256: Sha256; readonly size: number }

/** One thing that is kept of a person. */
export interface PersonalItem {
  /** Its table. */
  readonly place: string
  readonly id: string
  /** The document whose fate it shares; null where it has a fate of its own. */
  readonly documentId: Id<'Document'> | null
  /** As the office calls it, in Czech: it is read by the person. */
  readonly title: string
  readonly facts: Readonly<Record<string, Fact>>
  /** What the person sent, to be given back. */
  readonly contents: readonly ContentRef[]
  /** The words by which the person is known in it: name, addresses, numbers. They are what an erasure looks for in free texts. */
  readonly tells: readonly string[]
  /** Null when nothing holds it any more. */
  readonly hold: Hold | null
}
export interface Section { readonly key: SectionKey; readonly items: readonly PersonalItem[] }

/** A document of the person and what holds it. */
export interface HeldDocument { readonly id: Id<'Document'>; readonly hold: Hold | null }

/** What is looked for, or erased. */
export interface Scope {
  readonly tenantId: Id<'Tenant'>
  readonly subject: Subject
  readonly documents: readonly HeldDocument[]
  /** What tells of the person, as far as it is known by now. */
  readonly tells: readonly string[]
  readonly at: Date
}

export const documentIds = ({ documents }: Scope) => documents.map(({ id }) => id)
/** The documents that nothing holds any more. */
export const freeIds = ({ documents }: Scope) => documents.filter(({ hold }) => hold === null).map(({ id }) => id)
/** What holds one document; nothing holds one that is not among them. */
export const holdOf = ({ documents }: Scope, id: Id<'Document'> | null): Hold | null => documents.find((document) => document.id === id)?.hold ?? null

/** The latest of several holds: a thing that several need stays as long as the last of them. Unknown ends are later than any year. */
export function latest(holds: readonly (Hold | null)[]): Hold | null {
  const end = (hold: Hold) => hold.until ?? 10_000
  return holds.reduce<Hold | null>((last, hold) => (hold !== null && (last === null || end(hold) > end(last)) ? hold : last), null)
}

/** Everything that tells of the person, from everything that is kept of them. */
export const tellsOf = (sections: readonly Section[]): string[] =>
  [...new Set(sections.flatMap(({ items }) => items.flatMap(({ tells }) => tells)).map((tell) => tell.trim()).filter((tell) => tell.length > 2))]
