import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { Texts } from '../../platform/i18n/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { changeDue, changeFacts, type DueRefusal, type FactsRefusal } from './service-facts.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const orNull = (max: number) => text({ max }).transform((value) => value || null).nullable()
const Party = z.union([z.object({ id: id<'Party'>() }), z.object({ name: text({ min: 1, max: 300 }), email: orNull(200).default(null) })]).nullable()
const Change = z.object({
  to: z.object({ subject: text({ min: 1, max: 500 }), senderReference: orNull(200), party: Party }),
  seen: z.object({ subject: z.string(), senderReference: z.string().nullable(), partyId: id<'Party'>().nullable() }),
  reason: orNull(1000).default(null),
})
const Due = z.object({ dueOn: z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER)).nullable(), reason: text({ max: 1000 }) })

const cs = {
  'not-found': 'Takový spis nebo dokument neexistuje, nebo k němu nemáte přístup.',
  'not-allowed': 'Spis má v držení někdo jiný.',
  'file-closed': 'Spis už je vyřízen nebo uzavřen, údaje v něm se nemění.',
  'changed-meanwhile': 'Údaje mezitím změnil někdo jiný. Zkontrolujte je a změnu zopakujte.',
  'no-such-party': 'Takový záznam v jmenném rejstříku není, nebo k němu nemáte přístup.',
  'reason-missing': 'Uveďte, proč se lhůta mění.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<FactsRefusal | DueRefusal | KeyRefusal, string>
const en: typeof cs = {
  'not-found': 'There is no such file or document, or you have no access to it.',
  'not-allowed': 'Somebody else holds the file.',
  'file-closed': 'The file has been settled or closed; its facts do not change.',
  'changed-meanwhile': 'Somebody else has changed the facts meanwhile. Check them and make your change again.',
  'no-such-party': 'There is no such record in the register of persons, or you have no access to it.',
  'reason-missing': 'Say why the time limit changes.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}
const texts: Texts<typeof cs> = { cs, en }
const refusals: Refusals<keyof typeof cs> = {
  status: { 'not-found': 404, 'not-allowed': 403, 'file-closed': 409, 'changed-meanwhile': 409, 'no-such-party': 422, 'reason-missing': 422, 'key-reused': 409 }, texts,
}

/** Corrections of what was registered. */
export function factsRoutes(app: Server, deps: DeedDeps) {
  app.put('/api/documents/:id/facts', { config: { access: access.move }, schema: { params: z.object({ id: id<'Document'>() }), body: Change } }, async (request, reply) =>
    respond(reply, await changeFacts(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))

  app.put('/api/files/:id/due', { config: { access: access.close }, schema: { params: z.object({ id: id<'File'>() }), body: Due } }, async (request, reply) =>
    respond(reply, await changeDue(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals))
}
