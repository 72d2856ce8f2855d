import { dayOf } from '../../kernel/day.ts'
import type { Deed } from '../audit/index.ts'
import type { Document } from '../records/index.ts'
import type { DispatchChannel } from './model.ts'

/** What this room tells, each in one place. */
export const tell = {
  /** The document has left the office; `answersId` is the received one it answers. */
  sent: (deed: Deed, document: Document, channel: DispatchChannel) => say(deed, 'dispatch.sent', document, channel),
  /** A received document was passed on to another authority; `answersId` is the received one. */
  forwarded: (deed: Deed, document: Document, channel: DispatchChannel) => say(deed, 'dispatch.forwarded', document, channel),
  /** It reached an addressee, as far as the channel can tell. */
  delivered: (deed: Deed, document: Document, channel: DispatchChannel) => say(deed, 'dispatch.delivered', document, channel),
  /** It cannot be delivered; the clerk has a notice on their desk. */
  failed: (deed: Deed, document: Document, channel: DispatchChannel) => say(deed, 'dispatch.failed', document, channel),
}

function say(deed: Deed, name: `dispatch.${string}`, { id, answersId, referenceNumber }: Document, channel: DispatchChannel) {
  deed.tell(name, id, { documentId: id, answersId, referenceNumber, channel, on: dayOf(deed.at) })
}
