import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Deed, DeedDeps, KeyRefusal } from '../audit/index.ts'
import { readPeople } from '../identity/index.ts'
import { grantAccess, isOpen, lockHandled, mayActorSee, readFile, type FileRefusal } from '../records/index.ts'
import { tell } from './events.ts'
import { giveStatement, type Addressee, type ItemRefusal, type StatementOutcome } from './model.ts'
import { findAddressee, newItem, openStage, performHere, sayIfComplete, settleItem, type Done, type FoundAddressee, type Key } from './service.ts'
import { insertItems, lockStage, readItem } from './store.ts'

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
    const { stage, places } = await openStage(deed, found.value, { kind: 'comment', instruction, dueOn }, addressees)
    const items = addressees.map((addressee, i) => (
      newItem(deed, found.value, { kind: 'comment', addressee, instruction, dueOn, in: { stage, placeId: places[i]?.id ?? null } })))
    await insertItems(deed, items)
    const readers = [...addressees.map((addressee) => addressee.to), ...await headsOver(deed, addressees)]
    for (const reader of readers) await grantAccess(deed, [documentId], reader, 'statement')
    for (const [i, { id }] of items.entries()) {
      const payload = { to: addressees[i]?.name ?? '', instruction, dueOn }
      deed.note({ event: 'ZadostOVyjadreni', object: { type: 'PolozkaObehu', id }, subjectId: documentId, payload })
    }
    const units = [...new Set(addressees.map(({ unitName }) => unitName))]
    tell.statementsAsked(deed, { documentId, fileId: found.value.file.id }, { stageId: stage.id, units })
    return accept({ stageId: stage.id, itemIds: items.map(({ id }) => id) })
  })
}

/** The heads of the people asked: they may answer for them, so they must see what it is about. A unit asked sees it whole. */
async function headsOver({ tx, actor: { tenantId } }: Deed, addressees: readonly FoundAddressee[]): Promise<Addressee[]> {
  const units = new Set(addressees.filter(({ to }) => to.kind === 'person').map(({ unitId }) => unitId))
  const heads = (await readPeople(tx, tenantId)).filter(({ unitId, roles }) => units.has(unitId) && roles.includes('head'))
  return heads.map(({ id }) => ({ kind: 'person', id }))
}

/**
 * Gives a statement (vyjádření). It locks the statements asked for together and nothing else, so that replies do not hold up
 * the file; of replies that come at once, exactly one sees that it is the last.
 */
export function answerItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, said: Statement, command: Key = {},
): Done<null, StatementRefusal | KeyRefusal> {
  const input = { itemId, ...said }
  return performHere(deps, actor, { name: 'answer-item', input, ...command }, async (deed): Done<null, StatementRefusal> => {
    const { tx, at } = deed
    const seen = await readItem(tx, actor.tenantId, itemId)
    if (!seen || !(await mayActorSee(tx, actor, seen.documentId))) return refuse('not-found')
    const file = await readFile(tx, actor.tenantId, seen.fileId)
    if (!file || !isOpen(file)) return refuse('file-closed')
    const group = seen.stageId ? await lockStage(tx, actor.tenantId, seen.stageId) : []
    const given = giveStatement(group.find(({ id }) => id === itemId) ?? seen, actor, said, at)
    if (!given.ok) return given
    const { stageId, unitId, outcome, answer } = given.value
    await settleItem(deed, given.value, 'Vyjadreni', { outcome, answer })
    if (stageId) tell.statementGiven(deed, given.value, { stageId, unitId })
    sayIfComplete(deed, group, given.value)
    return accept(null)
  })
}
