import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { sayForWhom, settleDocument } from '../records/index.ts'
import type { Addressee } from './model.ts'
import type { BulkAction, BulkItem, Holder } from './model-bulk.ts'
import { findAddressee, performHere, type Done } from './service.ts'
import { assignInDeed, takeItem } from './service-assign.ts'
import { judgeHandOver, judgeUndo, type BulkItemRefusal } from './service-bulk-judge.ts'
import { lockWork } from './service-course.ts'
import { changeItemDue, seeNote, urgeItem, withdrawItem } from './service-verbs.ts'
import { reasons } from './texts-record.ts'

/** What a later undo needs. */
export interface Trace { readonly nextItem: Id<'WorkItem'> | null; readonly previous: Holder | null }
const noTrace: Trace = { nextItem: null, previous: null }

export type Target = Pick<BulkItem, 'itemId' | 'documentId' | 'previous'>

/** The single deed of one item of a bulk, on its own or as a part of the whole (`deps.within`). */
export async function doOne(
  deps: DeedDeps, actor: Actor, action: BulkAction, target: Target,
): Promise<Result<Trace, BulkItemRefusal | KeyRefusal>> {
  const { itemId, documentId, previous } = target
  switch (action.kind) {
    case 'hand-over': return handOverItem(deps, actor, itemId, action)
    case 'take-over': {
      const taken = await takeItem(deps, actor, itemId)
      const unit = actor.unitId && { unitId: actor.unitId, personId: null }
      return taken.ok ? accept({ nextItem: taken.value.itemId, previous: unit }) : taken
    }
    case 'see': return traceless(await seeNote(deps, actor, itemId))
    case 'withdraw': return traceless(await withdrawItem(deps, actor, itemId, action.reason))
    case 'due': return traceless(await changeItemDue(deps, actor, itemId, { dueOn: action.dueOn, reason: action.reason }))
    case 'urge': return traceless(await urgeItem(deps, actor, itemId))
    case 'settle': return traceless(await settleDocument(deps, actor, documentId ?? missing, { way: action.way, note: action.note }))
    case 'undo': return undoItem(deps, actor, itemId, action.of, previous)
  }
}

/** An item that does not exist has no document; no document has this id. */
const missing = '00000000-0000-0000-0000-000000000000' as Id<'Document'>

const traceless = <Refusal extends string>(result: Result<unknown, Refusal>): Result<Trace, Refusal> => (result.ok ? accept(noTrace) : result)

/** Hands the file over whose work the item is, while it is still to be done. */
export function handOverItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, { to, instruction }: { readonly to: Addressee; readonly instruction: string | null },
): Done<Trace, BulkItemRefusal | KeyRefusal> {
  return performHere(deps, actor, { name: 'hand-over-item' }, async (deed): Done<Trace, BulkItemRefusal> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const { item, file } = found.value
    const judged = judgeHandOver(actor, item, file, await findAddressee(deed.tx, actor.tenantId, to))
    if (!judged.ok) return judged
    sayForWhom(deed, file)
    const assigned = await assignInDeed(deed, item.documentId, to, instruction)
    return assigned.ok ? accept({ nextItem: assigned.value.itemId, previous: { unitId: file.holderUnitId, personId: file.holderPersonId } }) : assigned
  })
}

/** Puts a file back where it was before it was handed or taken over (vzetí předání zpět). */
function undoItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, of: 'hand-over' | 'take-over', previous: Holder | null,
): Done<Trace, BulkItemRefusal | KeyRefusal> {
  return performHere(deps, actor, { name: 'take-back' }, async (deed): Done<Trace, BulkItemRefusal> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const { item, file } = found.value
    const judged = judgeUndo(of, actor, item, file, previous)
    if (!judged.ok || !previous) return judged.ok ? accept(noTrace) : judged
    const to = previous.personId ? { kind: 'person', id: previous.personId } as const : { kind: 'unit', id: previous.unitId } as const
    const assigned = await assignInDeed(deed, item.documentId, to, reasons.takenBack)
    return assigned.ok ? accept({ nextItem: assigned.value.itemId, previous: null }) : assigned
  })
}
