import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Addressee, ItemKind, WorkItem } from './model.ts'

/** When a stage has enough: everybody answered, one of them, so many, or the day came by which silence means consent. */
export const rules = ['all', 'any', 'n', 'silence'] as const
export type Rule = (typeof rules)[number]

/** Which steps are asked again when the wording changes. None does not mean valid: what was bound to the old one is shown as stale. */
export const changePolicies = ['none', 'affected', 'all'] as const
export type ChangePolicy = (typeof changePolicies)[number]

/** `stopped` waits for whoever started it: something was returned, or its subject changed under an open step. */
export type RouteState = 'running' | 'stopped' | 'done' | 'cancelled'
export type StageState = 'planned' | 'open' | 'done' | 'cancelled'

/** The way of one document through stages in order (oběh). */
export interface Route {
  readonly id: Id<'Route'>
  readonly fileId: Id<'File'>
  readonly documentId: Id<'Document'>
  /** As its template was called; `null` for what was asked without one. */
  readonly name: string | null
  readonly templateId: Id<'RouteTemplate'> | null
  readonly onChange: ChangePolicy
  readonly state: RouteState
  readonly startedBy: Id<'Person'> | null
  readonly startedAt: Date
  readonly endedAt: Date | null
}

/** One step of a route, or several side by side. */
export interface Stage {
  readonly id: Id<'Stage'>
  readonly routeId: Id<'Route'>
  /** Fractions are allowed: a stage can be put between any two. */
  readonly ord: number
  readonly kind: ItemKind
  readonly rule: Rule
  /** For the rule `n`. */
  readonly needed: number | null
  /** Working days from the start of the stage. */
  readonly dueDays: number | null
  readonly dueOn: Day | null
  /** Where a return goes when whoever returns names no step. */
  readonly onReturn: 'sender' | 'previous'
  /** May be neither skipped nor taken back. */
  readonly lockedByLaw: boolean
  readonly instruction: string | null
  /** Other documents of the file that its addressees may see. */
  readonly shows: readonly Id<'Document'>[]
  readonly state: StageState
}

/** One addressee of a stage: they get an item when it starts, and another, a round later, when their step is reopened. */
export interface Place {
  readonly id: Id<'Place'>
  readonly stageId: Id<'Stage'>
  readonly addressee: Addressee
  readonly unitId: Id<'Unit'>
}

/** A route with everything in it: stages in order, places and every round of each, oldest first. */
export interface Course {
  readonly route: Route
  readonly stages: readonly Stage[]
  readonly places: readonly Place[]
  readonly items: readonly WorkItem[]
}
