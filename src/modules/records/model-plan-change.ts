import type { PlanClass } from './model-plan.ts'
import type { Regime } from './model-regime.ts'

/** A class in force, as far as a new plan may change it. */
export interface KeptClass extends Omit<PlanClass, 'unit' | 'validFrom' | 'validTo'> { readonly id: string; readonly unit: string | null }

/** What makes the plan in force into the wanted one. Nothing is ever deleted. */
export interface PlanChange {
  readonly added: readonly PlanClass[]
  /** Same class, other words: its name, description, time limit or unit. */
  readonly changed: readonly { readonly id: string; readonly to: PlanClass }[]
  /** Another regime is another class under the same mark: the old one ends and its open files move to the new (standard 6.1.1 b). */
  readonly replaced: readonly { readonly id: string; readonly by: PlanClass }[]
  readonly ended: readonly { readonly id: string; readonly code: string }[]
}

export function planChange(kept: readonly KeptClass[], wanted: readonly PlanClass[]): PlanChange {
  const now = new Map(kept.map((each) => [each.code, each]))
  const open = wanted.filter(({ validTo }) => validTo === null)
  const pairs = open.flatMap((to) => {
    const from = now.get(to.code)
    return from ? [{ from, to }] : []
  })
  return {
    added: open.filter(({ code }) => !now.has(code)),
    changed: pairs.filter(({ from, to }) => sameKind(from, to) && !sameWords(from, to)).map(({ from, to }) => ({ id: from.id, to })),
    replaced: pairs.filter(({ from, to }) => !sameKind(from, to)).map(({ from, to }) => ({ id: from.id, by: to })),
    ended: kept.filter(({ code }) => !open.some((each) => each.code === code)).map(({ id, code }) => ({ id, code })),
  }
}

type Kind = Pick<PlanClass, 'regime' | 'numbering'>
const sameKind = (a: Kind, b: Kind) => sameRegime(a.regime, b.regime) && a.numbering === b.numbering

const sameRegime = (a: Regime | null, b: Regime | null) =>
  a === b || (a !== null && b !== null && a.mark === b.mark && a.years === b.years && a.trigger === b.trigger && a.checkYears === b.checkYears)

/** A plan that says nothing of units or of time limits leaves them as they are. */
const sameWords = (from: KeptClass, to: PlanClass) => from.name === to.name && from.description === to.description
  && (to.timeLimitDays === null || from.timeLimitDays === to.timeLimitDays) && (to.unit === undefined || from.unit === to.unit)
