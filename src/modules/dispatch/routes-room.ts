import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, type Server } from '../../platform/http/index.ts'
import type { RecordsDeps } from '../records/index.ts'
import { access } from './access.ts'
import { dispatchChannels } from './model.ts'
import { presentConsignment } from './present.ts'
import { sendPdf } from './routes-counter.ts'
import { printPostingList, readRoom, type RoomItem } from './service-room.ts'
import { roomBoxes, type RoomKey } from './store-room.ts'

/** The key of a page, as `0.<id>`. */
const After = z.string().regex(/^[0-3]\.[0-9a-f-]{36}$/).transform((text): RoomKey => ({ queue: Number(text[0]), id: text.slice(2) as Id<'Dispatch'> }))
const Room = z.object({
  box: z.enum(roomBoxes).default('waiting'), channel: z.enum(dispatchChannels).optional(), after: After.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})

/** The dispatch room (výpravna). */
export function roomRoutes(app: Server, deps: RecordsDeps) {
  app.get('/api/dispatches', { config: { access: access.dispatch }, schema: { querystring: Room } }, async (request) => {
    const { items, next } = await readRoom(deps, actorOf(request), request.query)
    return { items: items.map(presentItem), next: next && `${next.queue}.${next.id}` }
  })

  app.get('/api/dispatches/posting-list', { config: { access: access.post } }, async (request, reply) =>
    sendPdf(reply, 'podaci-arch.pdf', await printPostingList(deps, actorOf(request))))
}

function presentItem({ document: { document }, askedByName, ...shown }: RoomItem) {
  const { id, referenceNumber, subject } = document
  return { ...presentConsignment(shown), askedByName, document: { id, referenceNumber, subject } }
}
