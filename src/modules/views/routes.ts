import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { canonicalQuery, mayChange, places } from './model.ts'
import { changeView, listViews, removeView, saveView, type ViewRefusal } from './service.ts'
import { texts } from './texts.ts'

const Params = z.object({ id: z.uuid().transform((id) => id as Id<'View'>) })
const name = text({ min: 1, max: 80 })
/** Short enough also as it is kept, with everything but letters and digits escaped. */
const query = text({ max: 1000 }).refine((value) => canonicalQuery(value).length <= 1000)
const New = z.object({ place: z.enum(places), name, query, shared: z.boolean().default(false) })
const Change = z.object({ name: name.optional(), query: query.optional(), shared: z.boolean().optional() })

const refusals: Refusals<ViewRefusal | KeyRefusal> = {
  status: { 'not-found': 404, 'not-allowed': 403, 'name-taken': 409, 'too-many-views': 409, 'not-a-member': 403, 'key-reused': 409 },
  texts,
}

export function viewsRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/views', { config: { access: access.see } }, async (request) => {
    const actor = actorOf(request)
    const views = await listViews(deps, actor)
    return { items: views.map((view) => ({
      id: view.id, place: view.place, name: view.name, query: view.query, shared: view.shared, own: view.ownerId === actor.personId, mayChange: mayChange(actor, view),
    })) }
  })

  app.post('/api/views', { config: { access: access.save }, schema: { body: New } }, async (request, reply) =>
    respond(reply, await saveView(deps, actorOf(request), request.body, { key: commandKey(request) }), refusals))

  app.patch('/api/views/:id', { config: { access: access.change }, schema: { params: Params, body: Change } }, async (request, reply) => {
    const change = Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== undefined))
    return respond(reply, await changeView(deps, actorOf(request), request.params.id, change, { key: commandKey(request) }), refusals)
  })

  app.delete('/api/views/:id', { config: { access: access.change }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await removeView(deps, actorOf(request), request.params.id, { key: commandKey(request) }), refusals))
}
