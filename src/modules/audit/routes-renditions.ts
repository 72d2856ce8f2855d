import { z } from 'zod'
import { parseDay } from '../../kernel/day.ts'
import type { CosignerKey } from '../../engines/merkle/index.ts'
import type { ContentStore } from '../../platform/files/index.ts'
import { actorOf, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import type { DeedDeps } from './deed.ts'
import { showKeeping, takeRendition } from './service-keeping.ts'
import { texts } from './texts.ts'

export interface KeepingDeps extends DeedDeps {
  readonly files: ContentStore
  readonly config: { readonly witnesses: readonly { readonly key: CosignerKey }[]; readonly witnessAlarmHours: number }
}

const day = z.string().transform((value, context) => parseDay(value) ?? (context.addIssue('not a day'), z.NEVER))
/** `to`: only days before this one, the key of the page. */
const Query = z.object({ to: day.optional(), limit: z.coerce.number().int().min(1).max(100).default(14) })
const Params = z.object({ day, form: z.enum(['xml', 'note', 'sealed']) })

const refusals: Refusals<'no-such-rendition'> = { status: { 'no-such-rendition': 404 }, texts }

/** How the log is kept: a rendition of each day, the word of witnesses, and what needs somebody. */
export function renditionRoutes(app: Server, deps: KeepingDeps) {
  app.get('/api/log/keeping', { config: { access: access.seeRenditions }, schema: { querystring: Query } }, async (request) =>
    showKeeping(deps, actorOf(request), { before: request.query.to, limit: request.query.limit }))

  app.get('/api/log/renditions/:day/:form', { config: { access: access.readRendition }, schema: { params: Params } }, async (request, reply) => {
    const { day: of, form } = request.params
    const taken = await takeRendition(deps, actorOf(request), of, form)
    if (!taken.ok) return respond(reply, taken, refusals)
    return reply.type(form === 'note' ? 'text/plain; charset=utf-8' : 'application/xml')
      .header('content-disposition', `attachment; filename="protokol-${of}.${form === 'sealed' ? 'xades.xml' : form}"`).send(taken.value)
  })
}
