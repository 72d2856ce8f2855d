import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { DocumentKind } from './model-rule.ts'

/** A person by name, or whoever is the head of a unit. */
export type Holder = { readonly kind: 'person'; readonly id: Id<'Person'> } | { readonly kind: 'head'; readonly id: Id<'Unit'> }

/** Somebody may sign something, up to an amount, from a day to a day (a line of the podpisový řád). */
export interface Authority {
  readonly id: Id<'Authority'>
  readonly holder: Holder
  readonly classId: Id<'Class'> | null
  readonly documentKind: DocumentKind | null
  /** Whole crowns; `null` is without limit. */
  readonly upTo: number | null
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly basis: string
  readonly endedAt: Date | null
}

export interface Signatory { readonly id: Id<'Person'>; readonly unitId: Id<'Unit'>; readonly roles: readonly string[]; readonly active: boolean }
/** What is to be signed, as far as authority goes. `path`: its class and those above it. */
export interface Act { readonly path: readonly Id<'Class'>[]; readonly documentKind: DocumentKind | null; readonly amount: number | null }
export type AuthorityRefusal = 'no-authority' | 'over-limit' | 'amount-unknown'

/** By which line somebody may sign this on this day; of several the narrowest in amount that suffices. Nobody signs without one. */
export function authorityFor(lines: readonly Authority[], who: Signatory, act: Act, day: Day): Result<Authority, AuthorityRefusal> {
  const covering = lines.filter((line) => isHolder(line, who) && isInForce(line, day) && covers(line, act))
  if (covering.length === 0) return refuse('no-authority')
  const enough = covering.filter(({ upTo }) => upTo === null || (act.amount !== null && act.amount <= upTo))
  const [narrowest] = enough.sort((a, b) => (a.upTo ?? Infinity) - (b.upTo ?? Infinity))
  if (narrowest) return accept(narrowest)
  return refuse(act.amount === null ? 'amount-unknown' : 'over-limit')
}

const isHolder = ({ holder }: Authority, { id, unitId, roles, active }: Signatory) =>
  active && (holder.kind === 'person' ? holder.id === id : holder.id === unitId && roles.includes('head'))

export const isInForce = ({ startsOn, endsOn, endedAt }: Pick<Authority, 'startsOn' | 'endsOn' | 'endedAt'>, day: Day) =>
  endedAt === null && startsOn <= day && (endsOn === null || day <= endsOn)

const covers = ({ classId, documentKind }: Authority, { path, documentKind: kind }: Act) =>
  (classId === null || path.includes(classId)) && (documentKind === null || documentKind === kind)

export type LineRefusal = 'ends-before-start' | 'starts-in-past'

/** Whether a line may be written: authority is not given backwards. */
export function checkLine({ startsOn, endsOn }: Pick<Authority, 'startsOn' | 'endsOn'>, today: Day): Result<null, LineRefusal> {
  if (startsOn < today) return refuse('starts-in-past')
  return endsOn !== null && endsOn < startsOn ? refuse('ends-before-start') : accept(null)
}
