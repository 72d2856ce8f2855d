import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { actorOf, commandKey, respond, text, type Refusals, type Server } from '../../platform/http/index.ts'
import type { DeedDeps, KeyRefusal } from '../audit/index.ts'
import { access } from './access.ts'
import { substitutableKinds } from './model-substitution.ts'
import { arrangeSubstitution, endSubstitution, listSubstitutions, type ArrangeRefusal, type EndRefusal, type ShownSubstitution } from './service-substitution.ts'
import { substitutionTexts } from './texts-substitution.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
const Plan = z.object({
  /** Who will be away; the asker when absent. */
  personId: id<'Person'>().optional(),
  substituteId: id<'Person'>(), startsOn: day, endsOn: day,
  /** That nothing is entrusted is refused in words by the model. */
  kinds: z.array(z.enum(substitutableKinds)).max(substitutableKinds.length), maySign: z.boolean(), basis: text({ min: 1, max: 500 }),
})
const Params = z.object({ id: id<'Substitution'>() })

const refusals: Refusals<ArrangeRefusal | EndRefusal | KeyRefusal> = {
  status: {
    'own-substitute': 422, 'starts-in-past': 422, 'ends-before-start': 422, 'nothing-entrusted': 422, 'already-arranged': 409, 'circle-of-substitutes': 409,
    'not-allowed': 403, 'person-unknown': 422, 'substitute-unknown': 422, 'appoints-themself': 403, 'not-found': 404, 'already-ended': 409, 'key-reused': 409,
  },
  texts: substitutionTexts,
}

export function substitutionRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/substitutions', { config: { access: access.seeSubstitutions } }, async (request) =>
    ({ items: (await listSubstitutions(deps, actorOf(request))).map(present) }))

  app.post('/api/substitutions', { config: { access: access.arrangeSubstitution }, schema: { body: Plan } }, async (request, reply) => {
    const actor = actorOf(request)
    const { personId = actor.personId, ...plan } = request.body
    if (personId === null) throw new Error('somebody signed in is nobody')
    return respond(reply, await arrangeSubstitution(deps, actor, { ...plan, personId }, { key: commandKey(request) }), refusals)
  })

  app.post('/api/substitutions/:id/end', { config: { access: access.arrangeSubstitution }, schema: { params: Params } }, async (request, reply) =>
    respond(reply, await endSubstitution(deps, actorOf(request), request.params.id, { key: commandKey(request) }), refusals))
}

/** What of a substitution leaves the server. */
function present({ id: substitutionId, personId, personName, substituteId, substituteName, startsOn, endsOn, kinds, maySign, basis, mayEnd }: ShownSubstitution) {
  const [person, substitute] = [{ id: personId, name: personName }, { id: substituteId, name: substituteName }]
  return { id: substitutionId, person, substitute, startsOn, endsOn, kinds, maySign, basis, mayEnd }
}
