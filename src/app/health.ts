import { sql } from 'kysely'
import type { Server } from '../platform/http/index.ts'
import type { Office } from './office.ts'

/** For supervisors and load balancers: alive, and ready to serve. Neither says anything about the office. */
export function healthRoutes(app: Server, { db }: Pick<Office, 'db'>, isStopping: () => boolean) {
  app.get('/healthz', { config: { access: 'public' }, schema: { hide: true } }, async () => ({ status: 'alive' }))
  app.get('/readyz', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    const answered = !isStopping() && await sql`select 1`.execute(db).then(() => true, () => false)
    return answered ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' })
  })
}
