import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { Texts } from '../../platform/i18n/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { partyKinds, type Party } from './model.ts'
import { presentListed } from './present.ts'
import { changeParty, listPartiesOf, mergeParty, openParty, partyHints, type AlikeParty, type PartyRefusal } from './service-party.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const Params = z.object({ id: id<'Party'>() })
const List = z.object({ q: text({ max: 100 }).optional(), afterName: text({ max: 300 }).optional(), afterId: id<'Party'>().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) })
const Traits = z.object({ name: text({ max: 300 }).optional(), email: text({ max: 200 }).optional(), ico: text({ max: 20 }).optional(), dataBox: text({ max: 20 }).optional() })
const empty = (max: number) => text({ max }).transform((value) => value || null).nullable()
const Change = z.object({
  kind: z.enum(partyKinds), name: text({ max: 300, min: 1 }), email: empty(200), address: z.array(text({ max: 200 })).max(6).transform((lines) => lines.filter(Boolean)), dataBox: empty(20),
  ico: empty(20).transform((value) => value && value.replaceAll(' ', '')), bornOn: z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER)).nullable(),
})

const cs = {
  'not-found': 'Takový záznam v rejstříku není, nebo k němu nemáte přístup.',
  'ico-wrong': 'IČO má osm číslic a toto číslo IČO být nemůže. Zkontrolujte ho.',
  'ico-of-person': 'Fyzická osoba nemá IČO. Změňte druh na podnikající fyzickou osobu, nebo IČO smažte.',
  'born-in-future': 'Datum narození je v budoucnosti.',
  merged: 'Záznam už byl sloučen s jiným. Načtěte stránku znovu.',
  'same-party': 'Záznam nejde sloučit sám se sebou.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<PartyRefusal | 'same-party' | KeyRefusal, string>
const en: typeof cs = {
  'not-found': 'There is no such record in the register, or you have no access to it.',
  'ico-wrong': 'A company number has eight digits and this cannot be one. Check it.',
  'ico-of-person': 'A natural person has no company number. Change the kind to a self-employed person, or delete the number.',
  'born-in-future': 'The date of birth is in the future.',
  merged: 'The record has already been merged with another. Load the page again.',
  'same-party': 'A record cannot be merged with itself.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}
const texts: Texts<typeof cs> = { cs, en }
const refusals: Refusals<keyof typeof cs> = {
  status: { 'not-found': 404, 'ico-wrong': 422, 'ico-of-person': 422, 'born-in-future': 422, merged: 409, 'same-party': 422, 'key-reused': 409 }, texts,
}

/** The register of persons. */
export function partyRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/parties', { config: { access: access.seeDocuments }, schema: { querystring: List } }, async (request) => {
    const { q, afterName, afterId, limit } = request.query
    const after = afterName !== undefined && afterId !== undefined ? { name: afterName, id: afterId } : undefined
    const found = await listPartiesOf(deps, actorOf(request), { text: q, after, limit: limit + 1 })
    const last = found.length > limit ? found[limit - 1] : undefined
    return { items: found.slice(0, limit).map(presentParty), next: last ? { afterName: last.name, afterId: last.id } : null }
  })

  app.get('/api/parties/hints', { config: { access: access.seeDocuments }, schema: { querystring: Traits } }, async (request) =>
    ({ items: (await partyHints(deps, actorOf(request), request.query)).map(presentAlike) }))

  app.get('/api/parties/:id', { config: { access: access.seeDocuments }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await openParty(deps, actorOf(request), request.params.id, 50), refusals, ({ party, documents, alike }) => (
      { ...presentParty(party), documents: documents.map(presentListed), alike: alike.map(presentAlike) })))

  app.put('/api/parties/:id', { config: { access: access.changeParty }, schema: { params: Params, body: Change } }, async (request, reply) =>
    respond(reply, await changeParty(deps, actorOf(request), request.params.id, request.body, { key: commandKey(request) }), refusals, presentParty))

  app.post('/api/parties/:id/merge', { config: { access: access.mergeParty }, schema: { params: Params, body: z.object({ into: id<'Party'>() }) } }, async (request, reply) =>
    respond(reply, await mergeParty(deps, actorOf(request), request.params.id, request.body.into, { key: commandKey(request) }), refusals))
}

function presentParty({ id: partyId, kind, name, email, address, dataBox, ico, bornOn, mergedInto }: Party) {
  return { id: partyId, kind, name, email, address, dataBox, ico, bornOn, mergedInto }
}

const presentAlike = ({ party, score, why }: AlikeParty) => ({ ...presentParty(party), score, why })
