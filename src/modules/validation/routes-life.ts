import { z } from 'zod'
import { actorOf, type Server } from '../../platform/http/index.ts'
import { access } from './access.ts'
import { lockPageKey, longestPageKey, openPageKey } from './page-key.ts'
import type { ValidationDeps } from './service.ts'
import { lifeSummary, listLives, type ListedLife } from './service-life-read.ts'

const Query = z.object({ only: z.enum(['all', 'overdue', 'failing', 'own', 'foreign']).default('all'), after: z.string().max(longestPageKey).optional() })

export function lifeRoutes(app: Server, deps: ValidationDeps) {
  app.get('/api/validation/life/summary', { config: { access: access.life } }, async (request) => {
    const { counts, quarters, night } = await lifeSummary(deps, actorOf(request))
    return { counts, quarters, night: night && { ...night, begunAt: night.begunAt.toISOString(), endedAt: night.endedAt?.toISOString() ?? null } }
  })

  app.get('/api/validation/life', { config: { access: access.life }, schema: { querystring: Query } }, async (request) => {
    const { only, after } = request.query
    const actor = actorOf(request)
    // A key that was not given out here begins anew: there is nothing to be said about it.
    const key = after === undefined ? null : openPageKey(after, actor.tenantId, deps.logKey) ?? null
    const { items, last } = await listLives(deps, actor, { only, after: key })
    return { items: items.map(present), next: last && lockPageKey(last, actor.tenantId, deps.logKey) }
  })
}

const present = ({ life: { componentId, documentId, own, level, endangeredAt, dueAt, triedAt, problem }, named }: ListedLife) => ({
  componentId: named && componentId, documentId: named && documentId, named, own, level, problem, endangeredAt: endangeredAt.toISOString(), dueAt: dueAt?.toISOString() ?? null, triedAt: triedAt?.toISOString() ?? null,
})
