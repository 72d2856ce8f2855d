import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { lockHandled, type FileRefusal } from '../records/index.ts'
import { tell } from './events.ts'
import { lapseOutdated } from './listeners.ts'
import { approve, type ItemRefusal } from './model.ts'
import { findAddressee, performHere, type Done, type Key } from './service.ts'
import { lockLiveWork, settleItem, wordingOf } from './service-course.ts'
import { startRoute } from './service-start.ts'
import { lockOpenItems, readLastDecision, readLastDecisions } from './store.ts'

export type AskApprovalRefusal =
  | FileRefusal | 'nothing-to-approve' | 'addressee-unknown' | 'four-eyes' | 'already-asked' | 'already-dispatched'
export type ApprovalRefusal = ItemRefusal | 'not-found' | 'file-closed'

/** Who approved a content and when; `null` when nobody has, or when the last who decided about it returned it. */
export async function approvalOf(
  db: Database | AnyTransaction, tenantId: Id<'Tenant'>, documentId: Id<'Document'>, content: Sha256,
): Promise<{ by: Id<'Person'>; at: Date } | null> {
  const last = await readLastDecision(db, tenantId, documentId, content)
  return last?.outcome === 'approved' && last.doneBy && last.doneAt ? { by: last.doneBy, at: last.doneAt } : null
}

export interface Approval { readonly by: Id<'Person'>; readonly at: Date }

/** The same of many contents at once, by document and content in one text (`<document> <content>`). */
export async function approvalsOf(
  db: Database | AnyTransaction, tenantId: Id<'Tenant'>, contents: readonly { readonly documentId: Id<'Document'>; readonly content: Sha256 }[],
): Promise<Map<string, Approval>> {
  const last = await readLastDecisions(db, tenantId, contents)
  return new Map([...last].flatMap(([key, { outcome, doneBy, doneAt }]) => (outcome === 'approved' && doneBy && doneAt ? [[key, { by: doneBy, at: doneAt }] as const] : [])))
}

interface ApprovalRequest { readonly to: Id<'Person'>; readonly instruction: string | null }
interface Asked { readonly itemId: Id<'WorkItem'> }

/** Asks a person to approve the document's main content as it is now. They may then see it and the document it answers. */
export function askApproval(
  deps: DeedDeps, actor: Actor, documentId: Id<'Document'>, { to, instruction }: ApprovalRequest, command: Key = {},
): Done<Asked, AskApprovalRefusal | KeyRefusal> {
  const input = { documentId, to, instruction }
  return performHere(deps, actor, { name: 'ask-approval', input, ...command }, async (deed): Done<Asked, AskApprovalRefusal> => {
    const { tx, actor: { tenantId } } = deed
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { document, file } = found.value
    if (document.dispatchedAt) return refuse('already-dispatched')
    const { main, authors } = await wordingOf(tx, tenantId, documentId, document.createdBy)
    if (main === null) return refuse('nothing-to-approve')
    if (authors.has(to)) return refuse('four-eyes')
    const addressee = await findAddressee(tx, tenantId, { kind: 'person', id: to })
    if (!addressee) return refuse('addressee-unknown')
    await lapseOutdated(deed, found.value)
    const open = await lockOpenItems(tx, tenantId, file.id)
    if (open.some((item) => item.kind === 'approve' && item.documentId === documentId)) return refuse('already-asked')
    const { items: [item] } = await startRoute(deed, found.value, {}, [{ kind: 'approve', instruction, to: [addressee] }])
    if (!item) throw new Error('a route begun with a wording has asked nobody')
    return accept({ itemId: item.id })
  })
}

/** Approves the content the approver saw (schválení). */
export function approveItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, seen: Sha256, command: Key = {},
): Done<null, ApprovalRefusal | KeyRefusal> {
  const input = { itemId, seen }
  return performHere(deps, actor, { name: 'approve-item', input, ...command }, async (deed): Done<null, ApprovalRefusal> => {
    const found = await lockLiveWork(deed, itemId)
    if (!found.ok) return found
    const { item, document } = found.value
    const { main, authors, below } = await wordingOf(deed.tx, actor.tenantId, document.id, document.createdBy)
    const approved = approve(item, actor, { seen: below(seen), main, authors }, deed.at)
    if (!approved.ok) return approved
    await settleItem(deed, found.value, approved.value, { event: 'Schvaleni', payload: { content: item.content } })
    tell.approved(deed, item, item.content ?? seen)
    return accept(null)
  })
}
