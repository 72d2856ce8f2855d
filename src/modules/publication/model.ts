import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'

/** What of its work an office tells the person who wrote to it. Nothing that is not named here can be told. */
export interface Scope {
  /** Which unit has the matter and which were asked. */
  readonly unitNames: boolean
  /** That other units were asked for a statement. */
  readonly statements: boolean
  readonly dueDate: boolean
  readonly subject: boolean
}

export const defaultScope: Scope = { unitNames: true, statements: true, dueDate: true, subject: false }

/** Ascending: a matter never looks less advanced than what has been told of it. */
export const matterStates = ['received', 'handled', 'statements', 'approval', 'answered', 'settled'] as const
export type MatterState = (typeof matterStates)[number]

/** In the order in which steps of the same moment are read. */
export const stepKinds = ['registered', 'handed-over', 'statements-asked', 'statements-complete', 'approved', 'answered', 'settled', 'reopened'] as const
export type StepKind = (typeof stepKinds)[number]

/** One line of a matter's timeline; one event makes at most one of each kind. `unitName`: who has it from now on; `unitNames`: who was asked. */
export interface PublicStep {
  readonly id: Id<'Event'>
  readonly on: Day
  readonly kind: StepKind
  readonly unitName: string | null
  readonly unitNames: readonly string[]
}

/** What the room has heard, reduced to the little it works with. Units are ids or names; only names of the directory get out. */
export interface Happening {
  readonly id: Id<'Event'>
  readonly at: Date
  readonly kind: StepKind
  readonly unitIds: readonly string[]
}

/** What the public may know of a happening: nothing when the scope does not name it. `units` is the directory: names by id and by name. */
export function disclose({ id, at, kind, unitIds }: Happening, scope: Scope, units: ReadonlyMap<string, string>): PublicStep | null {
  const isStatement = kind === 'statements-asked' || kind === 'statements-complete'
  if (isStatement && !scope.statements) return null
  const names = scope.unitNames ? unitIds.map((unitId) => units.get(unitId)).filter((name) => name !== undefined) : []
  const step = { id, on: dayOf(at), kind }
  if (kind === 'registered' || kind === 'handed-over') return { ...step, unitName: names[0] ?? null, unitNames: [] }
  if (kind === 'statements-asked') return { ...step, unitName: null, unitNames: [...new Set(names)].sort((a, b) => a.localeCompare(b, 'cs')) }
  return { ...step, unitName: null, unitNames: [] }
}

export interface Progress {
  readonly state: MatterState
  readonly unitName: string | null
  readonly settledOn: Day | null
  readonly steps: readonly PublicStep[]
}

/** How far a matter has got: the same whatever the order in which its steps came and however often each came. */
export function progressOf(heard: readonly PublicStep[]): Progress {
  const steps = [...new Map(heard.map((step) => [`${step.id} ${step.kind}`, step])).values()].sort(inOrder)
  const last = (...kinds: StepKind[]) => steps.findLast(({ kind }) => kinds.includes(kind))
  return {
    state: stateOf(steps),
    unitName: last('registered', 'handed-over')?.unitName ?? null,
    settledOn: since(steps).findLast(({ kind }) => kind === 'settled')?.on ?? null,
    steps,
  }
}

/** What counts of a matter that was taken up again: what came after, and that some unit has it. */
function since(steps: readonly PublicStep[]): readonly PublicStep[] {
  return steps.slice(steps.findLastIndex(({ kind }) => kind === 'reopened') + 1)
}

function stateOf(all: readonly PublicStep[]): MatterState {
  const steps = since(all)
  const count = (kind: StepKind) => steps.filter((step) => step.kind === kind).length
  if (count('settled') > 0) return 'settled'
  if (count('answered') > 0) return 'answered'
  if (count('approved') > 0) return 'approval'
  if (count('statements-asked') > count('statements-complete')) return 'statements'
  return steps.length < all.length || count('handed-over') + count('statements-complete') > 0 ? 'handled' : 'received'
}

/** By the millisecond that begins an event's id (RFC 9562 § 5.7), then as such things follow each other. */
function inOrder(a: PublicStep, b: PublicStep): number {
  return compare(a.id.slice(0, 13), b.id.slice(0, 13)) || stepKinds.indexOf(a.kind) - stepKinds.indexOf(b.kind) || compare(a.id, b.id)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
