import type { Id } from '../../kernel/id.ts'

/** What a document needs before it leaves (podpis, schválení, pečeť), from nothing to a person's signature with a time stamp. */
export const needs = ['none', 'approval', 'signature', 'signature+timestamp', 'seal'] as const
export type Need = (typeof needs)[number]
/** Which documents of a list have to be opened before it is signed; `exceptions`: only those of which something is unusual. */
export const mustOpens = ['all', 'exceptions', 'sample'] as const
export type MustOpen = (typeof mustOpens)[number]
/** Who is asked again after a change: nobody, those whose part changed, everybody. */
export const changePolicies = ['none', 'affected', 'all'] as const
export type ChangePolicy = (typeof changePolicies)[number]
/** Kinds of acts among which the rules of signing tell (druh dokumentu). */
export const documentKinds = ['decision', 'contract', 'letter', 'certificate', 'order', 'internal'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface Rule {
  readonly id: Id<'SigningRule'>
  /** With everything below it; `null` is the rule of the whole office. */
  readonly classId: Id<'Class'> | null
  readonly documentKind: DocumentKind | null
  readonly need: Need
  readonly mustOpen: MustOpen
  /** For the rule `sample`. */
  readonly samplePercent: number | null
  readonly onChange: ChangePolicy
  /** Whether the signature also shows on a page. */
  readonly visible: boolean
}
export type Ruling = Pick<Rule, 'need' | 'mustOpen' | 'samplePercent' | 'onChange' | 'visible'>

/** Where the office has said nothing: what an authority owes by law, a signature and a time stamp (act 297/2016 §§ 5, 11). */
export const lawfulRuling: Ruling = { need: 'signature+timestamp', mustOpen: 'exceptions', samplePercent: null, onChange: 'affected', visible: false }

/**
 * The rule of a document: the nearest on the way up the file plan, and of one class the one of its kind before the general one.
 * `path` begins with the document's own class; it is empty where the file has none yet.
 */
export function rulingOf(rules: readonly Rule[], path: readonly Id<'Class'>[], kind: DocumentKind | null): Ruling {
  for (const classId of [...path, null]) {
    const here = rules.filter((rule) => rule.classId === classId && (rule.documentKind === null || rule.documentKind === kind))
    const found = here.find(({ documentKind }) => documentKind !== null) ?? here[0]
    if (found) return found
  }
  return lawfulRuling
}

interface Place { readonly id: Id<'Class'>; readonly parent_id: Id<'Class'> | null; readonly code: string }

/** The classes from one up to the top of the plan. */
export function pathOf(classes: ReadonlyMap<Id<'Class'>, Place>, classId: Id<'Class'> | null): Id<'Class'>[] {
  const path: Id<'Class'>[] = []
  for (let at = classId; at !== null && !path.includes(at); at = classes.get(at)?.parent_id ?? null) path.push(at)
  return path
}

/** A class with all below it. */
export function subtreeOf(classes: ReadonlyMap<Id<'Class'>, Place>, classId: Id<'Class'>): Id<'Class'>[] {
  return [...classes.keys()].filter((id) => pathOf(classes, id).includes(classId))
}
