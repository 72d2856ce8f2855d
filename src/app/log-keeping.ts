import type { Logger } from 'pino'
import { keepCheckpoints } from './checkpoints.ts'
import type { Office } from './office.ts'
import { renderLogs } from './rendition.ts'
import { askWitnesses } from './witness/round.ts'

export interface LogKeeping {
  /** Waits for what is under way, and keeps the last checkpoints. Call it when nothing is logged any more. */
  stop(): Promise<void>
}

/** Keeps the log as law wants it while the office serves: checkpoints beside the database, a rendition of every day that is over,
 * the word of witnesses. */
export async function keepLog(office: Office, log: Logger): Promise<LogKeeping> {
  const stopping = new AbortController()
  const checkpoints = () => keepCheckpoints(office, (problem) => log.error({ problem }, 'checkpoint'))
  const renditions = () => renderLogs(office, (problem) => log.error({ problem }, 'rendition'), stopping.signal)
  const witnesses = () => askWitnesses(office, (problem) => log.error({ problem }, 'witness'))
  const failed = (what: string) => (error: unknown) => log.error({ error: String(error) }, what)
  await checkpoints().catch(failed('checkpoint'))
  const keepers = [
    every(10_000, () => checkpoints().catch(failed('checkpoint'))),
    every(60_000, () => renditions().catch(failed('rendition')), 'at once'),
    every(300_000, () => witnesses().catch(failed('witness')), 'at once'),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(keepers.map((stop) => stop()))
      await checkpoints().catch(failed('checkpoint'))
    },
  }
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
