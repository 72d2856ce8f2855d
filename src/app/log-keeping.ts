import type { Logger } from 'pino'
import { pruneReadings } from '../modules/audit/index.ts'
import { inEveryOffice } from '../modules/identity/index.ts'
import { keepCheckpoints } from './checkpoints.ts'
import type { Office } from './office.ts'
import { keepProofs } from './long-life.ts'
import { renderLogs } from './rendition.ts'
import { sealRenditions } from './rendition-seal.ts'
import { noteCritical } from './server-events.ts'
import { validationDeps } from './validation.ts'
import { sealingDeps } from './wiring.ts'
import { askWitnesses } from './witness/round.ts'

export interface LogKeeping {
  /** Waits for what is under way, and keeps the last checkpoints. Call it when nothing is logged any more. */
  stop(): Promise<void>
}

/**
 * Keeps the log as law wants it while the office serves: checkpoints beside the database, a rendition of every day that is over, sealed, the word
 * of witnesses, and nothing of mere looking for longer than the office set.
 */
export async function keepLog(office: Office, log: Logger): Promise<LogKeeping> {
  const stopping = new AbortController()
  const failed = (what: string) => (error: unknown) => log.error({ error }, what)
  /** Into the technical log each time, into the log of the office once a day. */
  const alarm = (what: string) => (problem: string) => {
    log.error({ problem }, what)
    const told = noteCritical(office, what, problem).catch(failed(what)).finally(() => alarms.delete(told))
    alarms.add(told)
  }
  const alarms = new Set<Promise<void>>()
  const checkpoints = () => keepCheckpoints(office, alarm('checkpoint'))
  const renditions = () => renderLogs(office, alarm('rendition'), stopping.signal)
  const sealing = sealingDeps(office)
  const seals = () => sealRenditions(sealing, alarm('rendition seal'), stopping.signal)
  const witnesses = () => askWitnesses(office, (problem) => log.error({ problem }, 'witness'))
  const validation = validationDeps(office)
  const proofs = () => keepProofs(validation, stopping.signal)
  const prune = () => pruneLogs(office, stopping.signal)
  await checkpoints().catch(failed('checkpoint'))
  const keepers = [
    every(10_000, () => checkpoints().catch(failed('checkpoint'))),
    every(60_000, () => renditions().catch(failed('rendition')), 'at once'),
    every(300_000, () => seals().catch(failed('rendition seal')), 'at once'),
    every(3_600_000, () => prune().catch(failed('prune'))),
    every(900_000, () => proofs().catch(failed('proof'))),
    every(300_000, () => witnesses().catch(failed('witness')), 'at once'),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(keepers.map((stop) => stop()))
      await Promise.all(alarms)
      await checkpoints().catch(failed('checkpoint'))
    },
  }
}

/** Where the office set a period for it, what the log says of mere looking loses its particulars. */
async function pruneLogs(office: Office, signal: AbortSignal): Promise<void> {
  const { logReadingMonths: months } = office.config
  if (months === undefined) return
  await inEveryOffice(office.db, async (tenantId) => { if (!signal.aborted) await pruneReadings(office, tenantId, months) })
}

/** Does the work again and again, never twice at a time; the returned function stops it and waits for the last. */
function every(ms: number, work: () => Promise<unknown>, first?: 'at once'): () => Promise<void> {
  let running: Promise<unknown> | null = null
  const turn = () => { running ??= work().finally(() => { running = null }) }
  if (first) turn()
  const timer = setInterval(turn, ms)
  return async () => {
    clearInterval(timer)
    await running
  }
}
