import type { Actor } from '../../kernel/actor.ts'
import { handles } from './access.ts'
import { isOpen } from './model.ts'
import type { FileView } from './service-file.ts'
import type { ListedFile } from './store-file.ts'

/** What of a file leaves the server. */
export function presentFileView({ file, documents, recordClass, missing, expectedDisposal }: FileView, actor: Actor) {
  const { id, fileReference, uniqueId, subject, state, holderUnitId, holderPersonId, dueOn, createdAt, settledAt, closedAt, disposalMark, disposalYear, triggerYear } = file
  const visible = new Set(documents.map((document) => document.id))
  return {
    id, fileReference, uniqueId, subject, state, holderUnitId, holderPersonId, dueOn, createdAt, settledAt, closedAt, disposalMark, disposalYear, triggerYear,
    class: recordClass, expectedDisposal,
    documents: documents.map((document) => ({
      id: document.id, referenceNumber: document.referenceNumber, orderInFile: document.orderInFile, direction: document.direction, subject: document.subject,
      state: document.state, party: document.party, receivedAt: document.receivedAt, createdAt: document.createdAt, filedAt: document.filedAt,
      settledAt: document.settledAt, dispatchedAt: document.dispatchedAt,
    })),
    // A document this person may not see is not named, but that something is missing is said.
    missing: missing.map(({ what, documentId }) => ({ what, documentId: documentId !== null && visible.has(documentId) ? documentId : null })),
    mayHandle: handles(actor, file),
    isOpen: isOpen(file),
  }
}

export function presentListedFile({ file, documents, classCode }: ListedFile) {
  const { id, fileReference, subject, state, holderUnitId, holderPersonId, dueOn, createdAt, disposalYear } = file
  return { id, fileReference, subject, state, holderUnitId, holderPersonId, dueOn, createdAt, disposalYear, documents, classCode }
}
