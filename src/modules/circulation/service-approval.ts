import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { currentMain, grantAccess, isOpen, lockHandled, readComponents, type Document, type FileRefusal } from '../records/index.ts'
import { tell } from './events.ts'
import { lapse } from './listeners.ts'
import { approve, returnForRework, type ItemRefusal } from './model.ts'
import { findAddressee, lockWork, newItem, openStage, performHere, settleItem, type Done, type Key } from './service.ts'
import { replaceHandling } from './service-assign.ts'
import { insertItems, lockOpenItems, readLastDecision } from './store.ts'

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
    const { main, authors } = await wordingOf(tx, tenantId, document)
    if (main === null) return refuse('nothing-to-approve')
    if (authors.has(to)) return refuse('four-eyes')
    const addressee = await findAddressee(tx, tenantId, { kind: 'person', id: to })
    if (!addressee) return refuse('addressee-unknown')
    const open = await lockOpenItems(tx, tenantId, file.id)
    const approvals = open.filter((item) => item.kind === 'approve' && item.documentId === documentId)
    if (approvals.some(({ content }) => content === main)) return refuse('already-asked')
    await lapse(deed, approvals, main)
    const { stage, places: [place] } = await openStage(deed, found.value, { kind: 'approve', instruction }, [addressee])
    const item = newItem(deed, found.value, { kind: 'approve', addressee, instruction, content: main, in: { stage, placeId: place?.id ?? null } })
    await insertItems(deed, [item])
    await grantAccess(deed, [documentId, ...(document.answersId ? [document.answersId] : [])], addressee.to, 'approval')
    const payload = { to: addressee.name, content: main, instruction }
    deed.note({ event: 'ZadostOSchvaleni', object: { type: 'PolozkaObehu', id: item.id }, subjectId: documentId, payload })
    return accept({ itemId: item.id })
  })
}

/** Approves the content the approver saw (schválení). */
export function approveItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, seen: Sha256, command: Key = {},
): Done<null, ApprovalRefusal | KeyRefusal> {
  const input = { itemId, seen }
  return performHere(deps, actor, { name: 'approve-item', input, ...command }, async (deed): Done<null, ApprovalRefusal> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const { item, document, file } = found.value
    if (!isOpen(file)) return refuse('file-closed')
    const approved = approve(item, actor, { seen, ...(await wordingOf(deed.tx, actor.tenantId, document)) }, deed.at)
    if (!approved.ok) return approved
    await settleItem(deed, approved.value, 'Schvaleni', { content: item.content })
    tell.approved(deed, item, seen)
    return accept(null)
  })
}

/** Returns the document with a reason (vrácení): its handling starts again on the desk of whoever holds the file. */
export function returnItem(
  deps: DeedDeps, actor: Actor, itemId: Id<'WorkItem'>, reason: string, command: Key = {},
): Done<null, ApprovalRefusal | KeyRefusal> {
  const input = { itemId, reason }
  return performHere(deps, actor, { name: 'return-item', input, ...command }, async (deed): Done<null, ApprovalRefusal> => {
    const found = await lockWork(deed, itemId)
    if (!found.ok) return found
    const { item, file } = found.value
    if (!isOpen(file)) return refuse('file-closed')
    const returned = returnForRework(item, actor, reason, deed.at)
    if (!returned.ok) return returned
    await settleItem(deed, returned.value, 'Vraceni', { reason: returned.value.answer, content: item.content })
    const to = file.holderPersonId ? { kind: 'person', id: file.holderPersonId } as const : { kind: 'unit', id: file.holderUnitId } as const
    const addressee = { to, unitId: file.holderUnitId }
    await replaceHandling(deed, newItem(deed, found.value, { kind: 'handle', addressee, instruction: reason }))
    tell.returned(deed, item)
    return accept(null)
  })
}

/** The document's main content now, and everyone who had a hand in it. */
async function wordingOf(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, document: Document,
): Promise<{ main: Sha256 | null; authors: Set<Id<'Person'>> }> {
  const components = await readComponents(tx, tenantId, [document.id])
  const wordings = components.filter(({ role }) => role === 'main' || role === 'source').flatMap(({ versions }) => versions)
  const authors = new Set([document.createdBy, ...wordings.map(({ createdBy }) => createdBy)].filter((id) => id !== null))
  return { main: currentMain(components)?.version.sha256 ?? null, authors }
}
