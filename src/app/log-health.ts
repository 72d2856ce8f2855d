import { openScope } from '../platform/database/index.ts'
import type { Server } from '../platform/http/index.ts'
import { metricsRegistry } from '../platform/metrics/index.ts'
import { lateUnsealedDays, missingDays, showWitnesses } from '../modules/audit/index.ts'
import { inEveryOffice } from '../modules/identity/index.ts'
import { hadSeal } from '../modules/signing/index.ts'
import type { Office } from './office.ts'

export interface LogHealth { readonly missingDays: number; readonly unsealedDays: number; readonly lateWitnesses: number; readonly contradictingWitnesses: number }

/** A question of a supervisor is answered from memory for so long: it may be asked by anybody, as often as they like. */
const rememberedMs = 15_000

/**
 * For supervisors: whether the log of every office is kept as it should be. 503 and the numbers where somebody has to look; in the form
 * of Prometheus where that is asked for. It says nothing of whose log it is.
 */
export function logHealthRoutes(app: Server, office: Pick<Office, 'db' | 'now' | 'config'>) {
  let remembered: { readonly at: number; readonly health: Promise<LogHealth> } | null = null
  const registry = metricsRegistry()
  const gauge = (name: string, help: string, of: keyof LogHealth) => registry.gauge(name, help, async () => (remembered ? [{ value: (await remembered.health)[of] }] : []))
  gauge('obeh_log_missing_days', 'Days that are over and have no rendition of the log', 'missingDays')
  gauge('obeh_log_unsealed_days', 'Days whose rendition of the log has waited for its seal for too long', 'unsealedDays')
  gauge('obeh_log_late_witnesses', 'Witnesses whose word is older than the office allows', 'lateWitnesses')
  gauge('obeh_log_contradicting_witnesses', 'Witnesses that know another log than ours', 'contradictingWitnesses')
  app.get('/logz', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    // Asked in nobody's name, also when somebody who has signed in happens to ask.
    if (!remembered || Date.now() - remembered.at > rememberedMs) remembered = { at: Date.now(), health: openScope().run(() => logHealth(office)) }
    const health = await remembered.health.catch(() => null)
    if (!health) return reply.code(503).send({ status: 'not known' })
    if (request.headers.accept?.startsWith('text/plain')) return reply.type('text/plain; version=0.0.4').send(await registry.render())
    const isKept = Object.values(health).every((count) => count === 0)
    return reply.code(isKept ? 200 : 503).send({ status: isKept ? 'kept' : 'look', ...health })
  })
}

/** Summed over all offices of the installation. */
export async function logHealth(office: Pick<Office, 'db' | 'now' | 'config'>): Promise<LogHealth> {
  const sum = { missingDays: 0, unsealedDays: 0, lateWitnesses: 0, contradictingWitnesses: 0 }
  await inEveryOffice(office.db, async (tenantId) => {
    const [witnesses, missing] = [await showWitnesses(office, tenantId), await missingDays(office, tenantId)]
    sum.missingDays += missing.length
    if (await hadSeal(office.db, tenantId)) sum.unsealedDays += (await lateUnsealedDays(office, tenantId)).length
    sum.lateWitnesses += witnesses.filter(({ late }) => late).length
    sum.contradictingWitnesses += witnesses.filter(({ contradicts }) => contradicts).length
  })
  return sum
}
