import { z } from 'zod'
import { workKinds } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, respond, text, type Server } from '../../platform/http/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { access } from './access.ts'
import { presentInboxItem, presentLoad } from './present.ts'
import { boxes, loadCap, readInbox, readUnitLoad } from './service-inbox.ts'
import { inboxSorts } from './store-inbox.ts'
import { texts } from './texts-bulk.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const kinds = z.string().transform((list) => list.split(',')).pipe(z.array(z.enum(workKinds)).max(workKinds.length))

/** What of a box is meant, in an address or in the body of a bulk. */
export const InboxFilter = z.object({
  box: z.enum(boxes).default('mine'),
  personId: z.uuid().transform((value) => value as Id<'Person'>).optional(),
  /** Several after commas. */
  kinds: kinds.optional(),
  text: text({ max: 200 }).optional(),
  ended: z.stringbool().optional(),
})
/** Where a page of an inbox ended, as it said in `next`. */
export const inboxMark = z.string().regex(new RegExp(`^((\\d{4}-\\d{2}-\\d{2}|infinity)~)?${uuid}$`))
const Inbox = InboxFilter.extend({
  sort: z.enum(inboxSorts).default('due'),
  before: inboxMark.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export function inboxRoutes(app: Server, deps: DeedDeps) {
  const signedIn = { access: access.seeInbox }

  app.get('/api/inbox', { config: signedIn, schema: { querystring: Inbox } }, async (request) => {
    const { sort, before, limit, ...filter } = request.query
    const found = await readInbox(deps, actorOf(request), { ...filter, today: deps.now() }, { sort, before, limit })
    return { items: found.items.map((item) => presentInboxItem(item, actorOf(request))), next: found.next }
  })

  app.get('/api/unit-load', { config: { access: access.seeUnitLoad } }, async (request, reply) =>
    respond(reply, await readUnitLoad(deps, actorOf(request), deps.now()), { status: { 'not-allowed': 403 }, texts }, (load) =>
      ({ people: load.map((each) => presentLoad(each, loadCap)), cap: loadCap })))
}
