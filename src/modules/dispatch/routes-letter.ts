import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { RecordsDeps } from '../records/index.ts'
import { access } from './access.ts'
import { discardLetter, type DiscardRefusal } from './service-discard.ts'
import { composeLetter, forwardDocument, proposeForward, type LetterRefusal } from './service-letter.ts'
import { addSnippet, changeSnippet, snippetsFor, snippetsOf, type SnippetRefusal } from './service-snippet.ts'
import { texts } from './texts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const params = z.object({ id: id<'Document'>() })
/** The words of a document of the office. */
export const Words = z.object({ subject: text({ min: 1, max: 500 }), body: text({ min: 1, max: 50_000 }) })
const Party = z.union([z.object({ id: id<'Party'>() }), z.object({
  name: text({ min: 1, max: 300 }), email: z.email().max(254).nullable().default(null), address: z.array(text({ min: 1, max: 200 })).max(6).default([]),
  dataBox: text({ min: 1, max: 20 }).nullable().default(null),
})])
const Letter = Words.extend({ party: Party, besides: id<'Document'>().nullable().default(null) })
const Forward = Words.extend({ party: Party })
const Snippet = z.object({ title: text({ min: 1, max: 200 }), body: text({ min: 1, max: 20_000 }) })
const NewSnippet = Snippet.extend({ everybodys: z.boolean().default(false) })
const SnippetParams = z.object({ id: id<'Snippet'>() })

const refusals: Refusals<LetterRefusal | DiscardRefusal | SnippetRefusal | 'key-reused'> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'file-closed': 409, 'addressee-unknown': 422, 'not-incoming': 422, 'not-an-answer': 422,
    'already-dispatched': 409, 'reason-missing': 422, 'key-reused': 409,
  },
  texts,
}
const write = { access: access.write } as const
const key = (request: FastifyRequest) => ({ key: commandKey(request) })

/** Documents of the office that are no answers, what is discarded, and prepared texts. */
export function letterRoutes(app: Server, deps: RecordsDeps) {
  app.post('/api/letters', { config: write, schema: { body: Letter } }, async (request, reply) =>
    respond(reply, await composeLetter(deps, actorOf(request), request.body, key(request)), refusals))

  app.get('/api/documents/:id/forward', { config: write, schema: { params } }, async (request, reply) =>
    respond(reply, await proposeForward(deps, actorOf(request), request.params.id), refusals))

  app.post('/api/documents/:id/forward', { config: write, schema: { params, body: Forward } }, async (request, reply) =>
    respond(reply, await forwardDocument(deps, actorOf(request), request.params.id, request.body, key(request)), refusals))

  app.post('/api/answers/:id/discard', { config: write, schema: { params, body: z.object({ reason: text({ max: 1000 }) }) } }, async (request, reply) =>
    respond(reply, await discardLetter(deps, actorOf(request), request.params.id, request.body.reason, key(request)), refusals))

  app.get('/api/snippets', { config: write }, async (request) => ({ items: await snippetsOf(deps, actorOf(request)) }))

  app.get('/api/documents/:id/snippets', { config: write, schema: { params } }, async (request, reply) =>
    respond(reply, await snippetsFor(deps, actorOf(request), request.params.id), refusals, (items) => ({ items })))

  app.post('/api/snippets', { config: write, schema: { body: NewSnippet } }, async (request, reply) =>
    respond(reply, await addSnippet(deps, actorOf(request), request.body, key(request)), refusals))

  app.put('/api/snippets/:id', { config: write, schema: { params: SnippetParams, body: Snippet } }, async (request, reply) =>
    respond(reply, await changeSnippet(deps, actorOf(request), request.params.id, request.body, key(request)), refusals))

  app.delete('/api/snippets/:id', { config: write, schema: { params: SnippetParams } }, async (request, reply) =>
    respond(reply, await changeSnippet(deps, actorOf(request), request.params.id, null, key(request)), refusals))
}
