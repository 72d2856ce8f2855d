import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Deed } from '../audit/index.ts'
import { mayActorSee, readFileDocuments } from '../records/index.ts'
import { isBound, type Addressee } from './model.ts'
import type { Stage } from './model-route.ts'
import { findAddressee, type FoundAddressee, type Subject } from './service.ts'
import { wordingOf } from './service-course.ts'
import type { Step } from './service-start.ts'

/** A step as it is asked for over the counter. */
export interface StepRequest extends Pick<Stage, 'kind' | 'instruction' | 'rule' | 'needed' | 'dueDays' | 'dueOn' | 'onReturn' | 'lockedByLaw'> {
  readonly to: readonly Addressee[]
  /** Other documents of the file that those asked may see. */
  readonly shows?: readonly Id<'Document'>[]
}

export type FindRefusal = 'addressee-unknown' | 'due-in-past' | 'four-eyes' | 'not-found'

/** Finds everybody who is to be asked, each of a step once. Who wrote the document is not asked to approve it. */
export async function findSteps({ tx, at, actor }: Pick<Deed, 'tx' | 'at' | 'actor'>, { document, file }: Subject, steps: readonly StepRequest[]): Promise<Result<Step[], FindRefusal>> {
  const { tenantId } = actor
  const approves = steps.some(({ kind }) => kind === 'approve')
  const authors: ReadonlySet<string> = approves ? (await wordingOf(tx, tenantId, document.id, document.createdBy)).authors : new Set<string>()
  const siblings = steps.some(({ shows }) => shows?.length) ? new Set((await readFileDocuments(tx, tenantId, file.id)).map(({ id }) => id)) : new Set()
  // Nobody lets others see what they do not see themself: who started a route may have handed the file over since.
  for (const id of new Set(steps.flatMap(({ shows = [] }) => shows))) if (!(await mayActorSee(tx, actor, id))) return refuse('not-found')
  const found: Step[] = []
  for (const step of steps) {
    if (step.dueOn !== null && step.dueOn < dayOf(at)) return refuse('due-in-past')
    if (step.shows?.some((id) => !siblings.has(id))) return refuse('not-found')
    const to: FoundAddressee[] = []
    for (const each of new Map(step.to.map((one) => [one.id as string, one])).values()) {
      const addressee = await findAddressee(tx, tenantId, each)
      // What is bound to a wording is decided by a person, not by whoever of a unit comes first.
      if (!addressee || (isBound(step) && each.kind === 'unit')) return refuse('addressee-unknown')
      if (step.kind === 'approve' && authors.has(each.id)) return refuse('four-eyes')
      to.push(addressee)
    }
    if (to.length === 0) return refuse('addressee-unknown')
    found.push({ ...step, to })
  }
  return accept(found)
}
