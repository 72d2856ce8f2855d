import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { actorOf, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import type { ValidationDeps } from './service.ts'
import { lifeSummary, listLives, type ListedLife } from './service-life-read.ts'

/** The moment in milliseconds and the component: where the last page ended. */
const Key = z.string().regex(/^\d{1,15}\.[0-9a-f-]{36}$/).transform((text, context) => {
  const [ms, id] = text.split('.')
  const component = z.uuid().safeParse(id)
  if (!component.success) context.addIssue({ code: 'custom', message: 'not a key of a page' })
  return { endangeredAt: new Date(Math.min(Number(ms), 8.64e15)), componentId: id as Id<'Component'> }
})
const Query = z.object({ only: z.enum(['all', 'overdue', 'failing', 'own', 'foreign']).default('all'), after: Key.optional() })

export function lifeRoutes(app: Server, deps: ValidationDeps) {
  app.get('/api/validation/life/summary', { config: { access: access.life } }, async (request) => {
    const { counts, quarters, night } = await lifeSummary(deps, actorOf(request))
    return { counts, quarters, night: night && { ...night, begunAt: night.begunAt.toISOString(), endedAt: night.endedAt?.toISOString() ?? null } }
  })

  app.get('/api/validation/life', { config: { access: access.life }, schema: { querystring: Query } }, async (request) => {
    const { only, after } = request.query
    const { items, last } = await listLives(deps, actorOf(request), { only, after: after ?? null })
    return { items: items.map(present), next: last && `${last.endangeredAt.getTime()}.${last.componentId}` }
  })
}

const present = ({ life: { componentId, documentId, own, level, endangeredAt, dueAt, triedAt, problem }, named }: ListedLife) => ({
  componentId, documentId: named && documentId, named, own, level, problem, endangeredAt: endangeredAt.toISOString(), dueAt: dueAt?.toISOString() ?? null, triedAt: triedAt?.toISOString() ?? null,
})
