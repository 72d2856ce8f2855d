import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Deed, DeedDeps, KeyRefusal } from '../audit/index.ts'
import { handOverFiles, lockFiles } from '../records/index.ts'
import { tell } from './events.ts'
import { handOn } from './model.ts'
import type { BulkAction } from './model-bulk.ts'
import { newItem, type FoundAddressee } from './service.ts'
import { judge, lookUp, readSituations, type BulkItemRefusal, type Given, type Situation } from './service-bulk-judge.ts'
import { handOverItem, type Target, type Trace } from './service-bulk-single.ts'
import { insertItems, lockHandlings, saveItems } from './store.ts'

type HandOver = Extract<BulkAction, { kind: 'hand-over' }>

type Outcome = Result<Trace, BulkItemRefusal | KeyRefusal>
type Outcomes = Map<Target, Outcome>

/**
 * Hands over many files in as many statements as one. Each is judged with everything locked, as it would be alone; an item of a file
 * that came earlier in the list waits for its turn, because it finds the file where that one put it.
 */
export async function handOverMany(deps: DeedDeps, deed: Deed, action: HandOver, targets: readonly Target[]): Promise<Outcome[]> {
  const { tx, actor } = deed
  const known = await readSituations(tx, actor, targets.map(({ itemId }) => itemId))
  const files = await lockFiles(deed, [...known.values()].map(({ item }) => item.fileId))
  await lockHandlings(tx, actor.tenantId, files.map(({ id }) => id))
  const given = await lookUp(tx, actor, action, deed.at)
  const outcomes: Outcomes = new Map()
  for (let waiting = [...targets]; waiting.length > 0;) {
    const turn = firstOfEach(waiting, ({ itemId }) => known.get(itemId)?.item.fileId ?? itemId)
    await handOverTurn({ ...deps, within: deed }, deed, given, action, turn, outcomes)
    waiting = waiting.filter((target) => !outcomes.has(target))
  }
  return targets.map((target) => outcomes.get(target) ?? refuse('not-found'))
}

async function handOverTurn(
  deps: DeedDeps, deed: Deed, given: Given, action: HandOver, targets: readonly Target[], outcomes: Outcomes,
): Promise<void> {
  const situations = await readSituations(deed.tx, deed.actor, targets.map(({ itemId }) => itemId))
  const accepted: { target: Target; situation: Situation }[] = []
  for (const target of targets) {
    const situation = situations.get(target.itemId)
    const judged = judge(given, deed.actor, situation)
    if (situation && judged.ok && !isInPlaceOf(deed.actor, situation)) accepted.push({ target, situation })
    // What is done in somebody's place is logged with their name, and what is denied is logged: the single deed knows how.
    else if (judged.ok || judged.refusal === 'not-allowed') outcomes.set(target, await handOverItem(deps, deed.actor, target.itemId, action))
    else outcomes.set(target, judged)
  }
  if (!given.addressee || accepted.length === 0) return
  const next = await move(deed, given.addressee, accepted.map(({ situation }) => situation), action.instruction)
  for (const [i, { target, situation: { listed: { file } } }] of accepted.entries()) {
    const nextItem = next[i]?.id ?? null
    outcomes.set(target, accept({ nextItem, previous: { unitId: file.holderUnitId, personId: file.holderPersonId } }))
  }
}

const isInPlaceOf = ({ standsFor }: Actor, { item, listed: { file } }: Situation) =>
  standsFor.some(({ personId }) => personId === file.holderPersonId || personId === (item.takenBy ?? item.addressee.id))

/** The set-based twin of `assignInDeed`, for files that are locked and different. */
async function move(deed: Deed, addressee: FoundAddressee, situations: readonly Situation[], instruction: string | null) {
  const { tx, actor, at } = deed
  const files = situations.map(({ listed }) => listed.file)
  await handOverFiles(deed, files, { unitId: addressee.unitId, personId: addressee.to.kind === 'person' ? addressee.to.id : null }, instruction)
  const handlings = await lockHandlings(tx, actor.tenantId, files.map(({ id }) => id))
  await saveItems(deed, handlings.map((item) => handOn(item, actor, at)))
  const items = situations.map(({ listed }) => newItem(deed, listed, { kind: 'handle', addressee, instruction }))
  await insertItems(deed, items)
  for (const item of items) tell.assigned(deed, item, addressee)
  return items
}

function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size < seen.add(keyOf(item)).size)
}
