import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { ContentStore } from '../../platform/files/index.ts'
import { perform, type DeedDeps } from '../audit/index.ts'
import { gather, widen, type Holdings } from './gather.ts'
import type { Candidate, FoundSubject } from './keeper.ts'
import { planErasure, type ErasurePlan } from './model-plan.ts'
import { idsOf, type Section, type Subject } from './model.ts'

export interface PrivacyDeps extends DeedDeps {
  readonly files: ContentStore
  readonly holdings: Holdings
  /** Takes one content out of the store, unless somebody stored the same bytes again after `before`. */
  readonly removeContent: (tenantId: Actor['tenantId'], sha256: Parameters<ContentStore['read']>[1], before: Date) => Promise<void>
}

/** How many are found at most; whoever sees more asks more exactly. */
const most = 50

/** Looks somebody up, in the register of persons and among those who work here. That somebody was looked up is logged, whom is not: it is personal. */
export async function findSubjects(deps: PrivacyDeps, actor: Actor, text: string): Promise<FoundSubject[]> {
  const found = await perform(deps, actor, { name: 'find-subjects' }, async ({ tx, note }) => {
    const { register, accounts } = deps.holdings
    const all = [...await register.find(tx, actor.tenantId, text, most), ...await accounts.find(tx, actor.tenantId, text, most)]
    note({ event: 'Zobrazeni', object: { type: 'Stranka', id: 'osobni-udaje' }, payload: { found: all.length } })
    return accept(all)
  })
  if (!found.ok) throw new Error(`nobody was looked up: ${found.refusal}`)
  return found.value
}

export interface SubjectView { readonly subject: Subject; readonly sections: readonly Section[]; readonly alike: readonly Candidate[]; readonly plan: ErasurePlan }

/** Everything kept of a person, who else may be the same one, and what could be erased today. That it was looked at is logged. */
export async function viewSubject(deps: PrivacyDeps, actor: Actor, asked: Subject): Promise<Result<SubjectView, 'not-found'>> {
  const viewed = await perform<SubjectView, 'not-found'>(deps, actor, { name: 'view-subject' }, async ({ tx, at, note }) => {
    const subject = await widen(deps.holdings, tx, actor.tenantId, asked)
    if (!subject) return refuse('not-found')
    const { sections } = await gather(deps.holdings, tx, actor.tenantId, subject, at)
    const alike = subject.kind === 'party' ? await deps.holdings.register.alike(tx, actor.tenantId, subject.ids) : []
    for (const id of idsOf(subject)) note({ event: 'Zobrazeni', object: objectOf(subject, id), payload: { everything: true } })
    return accept({ subject, sections, alike, plan: planErasure(sections) })
  })
  if (!viewed.ok && viewed.refusal !== 'not-found') throw new Error(`nobody was viewed: ${viewed.refusal}`)
  return viewed as Result<SubjectView, 'not-found'>
}

export const objectOf = ({ kind }: Subject, id: string) => ({ type: kind === 'party' ? 'Subjekt' : 'Osoba', id }) as const
