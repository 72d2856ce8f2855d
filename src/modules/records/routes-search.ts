import { z } from 'zod'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { documentStates, fileStates } from './model.ts'
import { presentFound, presentPage, readKey } from './present-search.ts'
import { countFound, search, suggest, type SearchDeps, type SearchRefusal } from './service-search.ts'
import { searchTexts as texts } from './texts-search.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const day = z.iso.date().transform((value) => value as Day)
const typed = text({ max: 200 }).default('')
const Filters = z.object({
  kind: z.enum(['document', 'file', 'party']).optional(), direction: z.enum(['incoming', 'outgoing']).optional(),
  state: z.enum([...new Set([...documentStates, ...fileStates])]).optional(), unitId: id<'Unit'>().optional(), partyId: id<'Party'>().optional(), classId: id<'Class'>().optional(),
  from: day.optional(), to: day.optional(), mine: z.literal('true').transform(() => true).optional(),
})
const Search = Filters.extend({
  q: typed, sort: z.enum(['newest', 'relevance']).default('newest'), limit: z.coerce.number().int().min(1).max(50).default(20),
  before: z.string().max(100).refine((key) => readKey(key) !== null).transform(readKey).optional(),
})
const Counts = Filters.extend({ q: typed })
const Suggest = z.object({ q: typed, limit: z.coerce.number().int().min(1).max(10).default(5) })

const refusals: Refusals<SearchRefusal> = { status: { 'nothing-asked': 422, 'too-broad': 422 }, texts }

/** One box over documents, files and parties. `before` is the `next` of the page before. */
export function searchRoutes(app: Server, deps: SearchDeps) {
  app.get('/api/search', { config: { access: access.search }, schema: { querystring: Search } }, async (request, reply) => {
    const { q, sort, before, limit, ...filters } = request.query
    return respond(reply, await search(deps, actorOf(request), { text: q, filters, sort, after: before ?? null, limit }), refusals, presentPage)
  })

  app.get('/api/search/counts', { config: { access: access.search }, schema: { querystring: Counts } }, async (request, reply) => {
    const { q, ...filters } = request.query
    return respond(reply, await countFound(deps, actorOf(request), q, filters), refusals)
  })

  app.get('/api/search/suggest', { config: { access: access.search }, schema: { querystring: Suggest } }, async (request, reply) => {
    const { q, limit } = request.query
    return respond(reply, await suggest(deps, actorOf(request), q, limit), refusals, ({ question, found }) => ({ items: found.map((one) => presentFound(one, question)) }))
  })
}
