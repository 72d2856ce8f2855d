import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isBound, type Addressee } from './model.ts'
import type { ChangePolicy, Stage } from './model-route.ts'

/** Whom a template asks: somebody by name, a unit, whoever holds a post, or the head of whoever starts it. */
export type TemplateAddressee = Addressee | { readonly kind: 'post'; readonly unitId: Id<'Unit'>; readonly post: string } | { readonly kind: 'my-head' }

export interface TemplateStage extends Pick<Stage, 'kind' | 'rule' | 'needed' | 'dueDays' | 'onReturn' | 'lockedByLaw' | 'instruction'> {
  readonly to: readonly TemplateAddressee[]
}

/** A route prepared for repeated use (šablona oběhu). */
export interface RouteTemplate {
  readonly id: Id<'RouteTemplate'>
  /** Whose it is; `null` is the whole office. */
  readonly unitId: Id<'Unit'> | null
  readonly name: string
  readonly onChange: ChangePolicy
  readonly stages: readonly TemplateStage[]
  readonly version: number
}

export type PlanRefusal = 'no-stages' | 'stage-empty' | 'needed-too-many' | 'silence-without-limit' | 'silence-not-here' | 'unit-cannot-decide'

type Planned = Pick<Stage, 'kind' | 'rule' | 'needed' | 'dueDays'> & { readonly dueOn?: Stage['dueOn']; readonly to: readonly { readonly kind: string }[] }

/** Whether stages make a route that can come to its end. Silence decides nothing that somebody has to stand behind by name. */
export function checkPlan<Step extends Planned>(steps: readonly Step[]): Result<readonly Step[], PlanRefusal> {
  if (steps.length === 0) return refuse('no-stages')
  for (const step of steps) {
    const { rule, needed, dueDays, dueOn, to } = step
    if (to.length === 0) return refuse('stage-empty')
    if (rule === 'n' && (needed === null || needed < 1 || needed > to.length)) return refuse('needed-too-many')
    if (rule === 'silence' && !dueDays && !dueOn) return refuse('silence-without-limit')
    if (rule === 'silence' && step.kind !== 'comment' && step.kind !== 'check') return refuse('silence-not-here')
    if (isBound(step) && to.some(({ kind }) => kind === 'unit')) return refuse('unit-cannot-decide')
  }
  return accept(steps)
}
