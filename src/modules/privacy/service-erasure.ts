import { automaton, type Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { enqueue } from '../../platform/events/index.ts'
import { eraseParticulars, perform, type Command, type Deed, type KeyRefusal } from '../audit/index.ts'
import { gather, widen, type Gathered } from './gather.ts'
import { blank, mentionsOf } from './model-mention.ts'
import { planErasure, type ErasurePlan } from './model-plan.ts'
import { documentIds, freeIds, idsOf, type HeldDocument, type Scope, type Subject } from './model.ts'
import { expireTask, plainly } from './service-export.ts'
import { objectOf, type PrivacyDeps } from './service-subject.ts'
import { blankEvents, blankOutcomes, blankReasons, insertErasure, lockErasure, lockReadyExports, readErasure, readErasures, updateErasure, type Erasure } from './store.ts'

export const removeTask = 'privacy.remove-contents'
type Key = Pick<Command, 'key'>
export type ProposeRefusal = 'not-found' | 'reason-missing' | 'nothing-to-erase' | 'changed-meanwhile' | 'already-proposed'
export type DecideRefusal = 'not-found' | 'four-eyes' | 'already-decided' | 'changed-meanwhile' | 'reason-missing'

/** Proposes to erase what nothing holds any more. `seen` is the plan the proposer saw. Somebody else confirms. */
export function proposeErasure(
  deps: PrivacyDeps, actor: Actor, { subject: asked, reason, seen }: { readonly subject: Subject; readonly reason: string; readonly seen: string }, command: Key = {},
): Promise<Result<{ id: Id<'Erasure'> }, ProposeRefusal | KeyRefusal>> {
  const input = { subject: plainly(asked), reason, seen }
  return perform<{ id: Id<'Erasure'> }, ProposeRefusal>(deps, actor, { name: 'propose-erasure', input, ...command }, async (deed) => {
    const { tx, at } = deed
    const subject = await widen(deps.holdings, tx, actor.tenantId, asked)
    if (!subject || !actor.personId) return refuse('not-found')
    if (reason.trim() === '') return refuse('reason-missing')
    const plan = planErasure((await gather(deps.holdings, tx, actor.tenantId, subject, at)).sections)
    if (plan.hash !== seen) return refuse('changed-meanwhile')
    if (plan.erased.length === 0) return refuse('nothing-to-erase')
    const id = newId<'Erasure'>(at)
    const row: Erasure = {
      id, subject, reason: reason.trim(), plan: plan.hash, proposed_by: actor.personId, proposed_at: at, state: 'proposed', decided_by: null, decided_at: null, documents: [], contents: [], erased: null, kept: null,
    }
    if (!(await insertErasure(tx, actor.tenantId, row))) return refuse('already-proposed')
    for (const each of idsOf(subject)) deed.note({ event: 'NavrhVymazu', object: objectOf(subject, each), payload: { erasure: id, erased: plan.erased.length, kept: plan.kept.length } })
    return accept({ id })
  })
}

export interface Erased { readonly erased: number; readonly kept: number }

/**
 * Confirms an erasure: everything that nothing holds goes, at once and for good. Never by whoever proposed it, and only exactly what both saw.
 */
export function confirmErasure(
  deps: PrivacyDeps, actor: Actor, id: Id<'Erasure'>, { seen }: { readonly seen: string }, command: Key = {},
): Promise<Result<Erased, DecideRefusal | KeyRefusal>> {
  return perform<Erased, DecideRefusal>(deps, actor, { name: 'confirm-erasure', input: { id, seen }, ...command }, async (deed) => {
    const found = await lockDecidable(deed, id)
    if (!found.ok) return found
    if (found.value.proposed_by === actor.personId) return refuse('four-eyes')
    if (found.value.subject.kind === 'party') await deps.holdings.register.lock(deed, found.value.subject.ids)
    const subject = await widen(deps.holdings, deed.tx, actor.tenantId, found.value.subject)
    if (!subject) return refuse('not-found')
    const gathered = await gather(deps.holdings, deed.tx, actor.tenantId, subject, deed.at)
    const plan = planErasure(gathered.sections)
    if (plan.hash !== seen || plan.hash !== found.value.plan) return refuse('changed-meanwhile')
    const contents = await eraseGathered(deps, deed, gathered, id)
    const { reason } = found.value
    await updateErasure(deed.tx, actor.tenantId, {
      ...found.value, state: 'confirmed', decided_by: actor.personId, decided_at: deed.at, documents: freeIds(gathered.scope), contents, erased: plan.erased.length, kept: plan.kept.length,
      reason: mentionsOf(gathered.scope.tells).without(reason),
    })
    return accept({ erased: plan.erased.length, kept: plan.kept.length })
  })
}

/** Takes a proposal back, or turns it down. */
export function withdrawErasure(deps: PrivacyDeps, actor: Actor, id: Id<'Erasure'>, { reason }: { readonly reason: string }, command: Key = {}): Promise<Result<null, DecideRefusal | KeyRefusal>> {
  return perform<null, DecideRefusal>(deps, actor, { name: 'withdraw-erasure', input: { id, reason }, ...command }, async (deed) => {
    const found = await lockDecidable(deed, id)
    if (!found.ok) return found
    if (reason.trim() === '') return refuse('reason-missing')
    await updateErasure(deed.tx, actor.tenantId, { ...found.value, state: 'withdrawn', decided_by: actor.personId, decided_at: deed.at })
    // Not "Zruseni": of somebody who works here that says that they have left.
    for (const each of idsOf(found.value.subject)) deed.note({ event: 'NavrhVymazu', object: objectOf(found.value.subject, each), outcome: 'refused', payload: { erasure: id, withdrawn: true, reason: reason.trim() } })
    return accept(null)
  })
}

async function lockDecidable({ tx, actor }: Deed, id: Id<'Erasure'>): Promise<Result<Erasure, 'not-found' | 'already-decided'>> {
  const row = await lockErasure(tx, actor.tenantId, id)
  if (!row) return refuse('not-found')
  return row.state === 'proposed' ? accept(row) : refuse('already-decided')
}

/** Erases in every room, in the log and in what the machinery remembers, and asks for the contents to be taken out of the store. Returns those. */
async function eraseGathered({ holdings }: PrivacyDeps, deed: Deed, { scope }: Gathered, id: Id<'Erasure'>): Promise<Sha256[]> {
  const { tx, actor: { tenantId } } = deed
  const { subject, tells } = scope
  const mentions = mentionsOf(tells)
  const freed = new Set<Sha256>()
  for (const keeper of holdings.keepers) for (const sha256 of await keeper.frees?.(tx, scope) ?? []) freed.add(sha256)
  const things = new Set<string>()
  for (const keeper of holdings.keepers) for (const thing of await keeper.erase(deed, scope, mentions)) things.add(thing)
  const contents = await unneeded(holdings.keepers, tx, scope, [...freed])
  // The person stays in the records as long as a document of theirs does, somebody who works here as long as their account, and what was
  // logged of them as long as they: an erasure of anything else must not be a way to empty the log.
  const isWhole = subject.kind === 'person' ? things.has(subject.id) : scope.documents.every(({ hold }) => hold === null)
  const erasable = [...things].filter((thing) => isWhole || !idsOf(subject).includes(thing))
  const [first = id] = idsOf(subject)
  await eraseParticulars(deed, erasable, mentions.isIn, { object: objectOf(subject, first), payload: { erasure: id, subjects: isWhole || subject.kind === 'party' ? [...idsOf(subject)] : [], contents } })
  if (isWhole) {
    await blankOutcomes(tx, tenantId, tells)
    await blankReasons(tx, tenantId, idsOf(subject), blank)
  }
  await blankEvents(tx, tenantId, erasable)
  for (const row of await lockReadyExports(tx, tenantId, idsOf(subject))) await enqueue(tx, expireTask, { tenantId, id: row.id })
  deed.ask(removeTask, { tenantId, id })
  return contents
}

async function unneeded(keepers: PrivacyDeps['holdings']['keepers'], db: Parameters<typeof gather>[1], scope: Scope, contents: readonly Sha256[]): Promise<Sha256[]> {
  const needed = new Set<Sha256>()
  if (contents.length > 0) for (const keeper of keepers) for (const sha256 of await keeper.needs?.(db, scope, contents) ?? []) needed.add(sha256)
  return contents.filter((sha256) => !needed.has(sha256))
}

/** Takes the contents of an erasure out of the store, but those that somebody needs by now. May be repeated freely. */
export async function removeErased(deps: PrivacyDeps, tenantId: Id<'Tenant'>, id: Id<'Erasure'>): Promise<void> {
  const before = new Date()
  const row = await readErasure(deps.db, tenantId, id)
  if (row?.state !== 'confirmed') return
  const documents = row.documents.map((each): HeldDocument => ({ id: each, hold: null }))
  const scope: Scope = { tenantId, subject: row.subject, documents, tells: [], at: deps.now() }
  for (const sha256 of await unneeded(deps.holdings.keepers, deps.db, scope, row.contents)) await deps.removeContent(tenantId, sha256, before)
}

/** Erasures of the office, newest first. */
export const listErasures = ({ db }: Pick<PrivacyDeps, 'db'>, actor: Actor): Promise<Erasure[]> => readErasures(db, actor.tenantId, { limit: 100 })

/** A proposal with what it would do now, for whoever decides; of a decided one the plan is null: what was erased nobody can list any more. */
export async function viewErasure(deps: PrivacyDeps, actor: Actor, id: Id<'Erasure'>): Promise<Result<{ erasure: Erasure; plan: ErasurePlan | null }, 'not-found'>> {
  const erasure = await readErasure(deps.db, actor.tenantId, id)
  if (!erasure) return refuse('not-found')
  if (erasure.state !== 'proposed') return accept({ erasure, plan: null })
  const subject = await widen(deps.holdings, deps.db, actor.tenantId, erasure.subject)
  return accept({ erasure, plan: subject ? planErasure((await gather(deps.holdings, deps.db, actor.tenantId, subject, deps.now())).sections) : null })
}

/** What was erased in the office so far: to be kept beside every backup, because a backup made before does not know it. */
export const erasureRegister = ({ db }: Pick<PrivacyDeps, 'db'>, tenantId: Id<'Tenant'>): Promise<Erasure[]> => readErasures(db, tenantId, { state: 'confirmed', limit: 100_000 })

/**
 * Erases again what a restored backup brought back: the same persons and documents, whatever the restored records say holds them, because it
 * was decided already. Safe to repeat. Returns how many persons it found still there.
 */
export async function reapplyErasures(deps: PrivacyDeps, tenantId: Id<'Tenant'>, register: readonly Erasure[]): Promise<number> {
  let again = 0
  for (const { id, subject, documents: decided, ...row } of register) {
    const done = await perform(deps, automaton(tenantId, 'výmaz po obnově ze zálohy'), { name: 'reapply-erasure' }, async (deed) => {
      if (subject.kind === 'party') await deps.holdings.register.lock(deed, subject.ids)
      const present = await widen(deps.holdings, deed.tx, tenantId, subject)
      if (!present) return accept(false)
      const { scope, sections } = await gather(deps.holdings, deed.tx, tenantId, present, deed.at)
      const freed = { ...scope, documents: scope.documents.map((document) => (decided.includes(document.id) ? { ...document, hold: null } : document)) }
      const isThere = sections.some(({ items }) => items.some(({ hold, documentId, place }) => place !== 'audit.entry' && (hold === null || (documentId !== null && decided.includes(documentId)))))
        || (documentIds(scope).every((each) => decided.includes(each)) && sections.some(({ key }) => key === 'register'))
      const known = await lockErasure(deed.tx, tenantId, id)
      if (!isThere && known?.state === 'confirmed') return accept(false)
      const contents = await eraseGathered(deps, deed, { scope: freed, sections }, id)
      const now: Erasure = { ...row, id, subject, documents: decided, contents: [...new Set([...row.contents, ...contents])] }
      if (!known) await insertErasure(deed.tx, tenantId, now)
      else await updateErasure(deed.tx, tenantId, now)
      return accept(isThere)
    })
    if (!done.ok) throw new Error(`an erasure was not done again: ${done.refusal}`)
    if (done.value) again++
  }
  return again
}
