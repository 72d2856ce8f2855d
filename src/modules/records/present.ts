import type { Actor } from '../../kernel/actor.ts'
import type { HistoryItem } from '../audit/index.ts'
import { handles } from './access.ts'
import { isOpen, type Component, type Document, type File } from './model.ts'
import type { DocumentView } from './service-read.ts'
import type { Listed } from './store-grant.ts'

/** What of a document leaves the server; the only way out. */
export function presentDocument({ document, file, party, components, changes, siblings }: DocumentView, actor: Actor) {
  return {
    ...presentHead(document),
    uniqueId: document.uniqueId, createdBy: document.createdBy, channel: document.channel, senderReference: document.senderReference, answersId: document.answersId,
    receivedAt: document.receivedAt, settledAt: document.settledAt, settledWay: document.settledWay, settledNote: document.settledNote,
    file: presentFile(file),
    party: party && { id: party.id, kind: party.kind, name: party.name, email: party.email, address: party.address, dataBox: party.dataBox },
    components: components.map(presentComponent),
    changes: changes.map(({ componentId, number, kind, reason, at, byName }) => ({ componentId, number, kind, reason, at, by: byName })),
    siblings: siblings.map(presentHead),
    /** Whether this person may act on the file now; the server checks again when they do. */
    mayHandle: handles(actor, file) && isOpen(file),
    mayTakeOver: isOpen(file) && file.holderUnitId === actor.unitId && file.holderPersonId === null,
  }
}

export function presentListed({ document, file, party }: Listed) {
  return { ...presentHead(document), fileReference: file.fileReference, party: party?.name ?? null, holderUnitId: file.holderUnitId, holderPersonId: file.holderPersonId, dueOn: file.dueOn }
}

function presentHead({ id, referenceNumber, direction, subject, state, createdAt, dispatchedAt, orderInFile }: Document) {
  return { id, referenceNumber, direction, subject, state, createdAt, dispatchedAt, orderInFile }
}

function presentFile({ id, fileReference, uniqueId, subject, state, holderUnitId, holderPersonId, dueOn, settledAt }: File) {
  return { id, fileReference, uniqueId, subject, state, holderUnitId, holderPersonId, dueOn, settledAt }
}

function presentComponent({ id, orderNo, name, role, versions }: Component) {
  return { id, orderNo, name, role, versions: versions.map(({ number, sha256, size, mediaType, createdAt, createdBy, signs = null, withdrawnAt = null }) => ({ number, sha256, size, mediaType, createdAt, createdBy, signs, withdrawnAt })) }
}

export function presentHistory({ index, at, event, objectType, objectId, actorId, actorName, onBehalfOf, outcome, particulars }: HistoryItem) {
  return { index, at, event, objectType, objectId, actorId, actorName, onBehalfOf, outcome, particulars }
}
