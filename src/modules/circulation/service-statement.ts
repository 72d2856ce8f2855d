import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { lockHandled, type FileRefusal } from '../records/index.ts'
import { tell } from './events.ts'
import { giveStatement, type Addressee, type ItemRefusal, type StatementOutcome } from './model.ts'
import { findAddressee, performHere, type Done, type FoundAddressee, type Key } from './service.ts'
import { lockLiveWork, settleItem } from './service-course.ts'
import { startRoute } from './service-start.ts'

export interface StatementsRequest {
  readonly to: readonly Addressee[]
  readonly instruction: string
  readonly dueOn: Day | null
}
interface Statement { readonly outcome: StatementOutcome; readonly answer: string | null }
interface Asked { readonly stageId: Id<'Stage'>; readonly itemIds: readonly Id<'WorkItem'>[] }
export type StatementsRefusal = FileRefusal | 'addressee-unknown' | 'due-in-past'
export type StatementRefusal = ItemRefusal | 'not-found' | 'file-closed'

/** Asks several people or units for their statements at once (k vyjádření). Each gets an item and may see the document. */
export function askStatements(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { to, instruction, dueOn }: StatementsRequest, command: Key = {},
): Done<Asked, StatementsRefusal | KeyRefusal> {
  const input = { documentId, to: to.map(({ kind, id }) => ({ kind, id })), instruction, dueOn }
  return performHere(deps, actor, { name: 'ask-statements', input, ...command }, async (deed): Done<Asked, StatementsRefusal> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    if (dueOn !== null && dueOn < dayOf(deed.at)) return refuse('due-in-past')
    const addressees: FoundAddressee[] = []
    for (const each of new Map(to.map((one) => [one.id as string, one])).values()) {
      const addressee = await findAddressee(deed.tx, actor.tenantId, each)
      if (!addressee) return refuse('addressee-unknown')
      addressees.push(addressee)
    }
    const { stages: [stage], items } = await startRoute(deed, found.value, {}, [{ kind: 'comment', instruction, dueOn, to: addressees }])
    if (!stage) throw new Error('a route was begun without a stage')
    return accept({ stageId: stage.id, itemIds: items.map(({ id }) => id) })
  })
}

/** Gives a statement (vyjádření). The replies of a route take turns; of those that come at once, exactly one sees that it is the last. */
export function answerItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, said: Statement, command: Key = {},
): Done<null, StatementRefusal | KeyRefusal> {
  const input = { itemId, ...said }
  return performHere(deps, actor, { name: 'answer-item', input, ...command }, async (deed): Done<null, StatementRefusal> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const given = giveStatement(found.value.item, actor, said, deed.at)
    if (!given.ok) return given
    const { stageId, unitId, outcome, answer } = given.value
    if (stageId) tell.statementGiven(deed, given.value, { stageId, unitId })
    await settleItem(deed, found.value, given.value, { event: 'Vyjadreni', payload: { outcome, answer } })
    return accept(null)
  })
}
