import { setTimeout as pause } from 'node:timers/promises'
import { livingProcess, type ProcessFacts } from './process-facts.ts'

/** Fast shutdown, then an immediate one (the log is replayed at the next start: nothing acknowledged is lost). */
export async function shutDown(server: ProcessFacts, patienceMs: number): Promise<void> {
  for (const [signal, limit] of [['SIGINT', patienceMs], ['SIGQUIT', 15_000]] as const) {
    if (!(await lives(server))) return
    process.kill(server.pid, signal)
    for (const deadline = Date.now() + limit; Date.now() < deadline; await pause(15)) if (!(await lives(server))) return
  }
  throw new Error(`PostgreSQL, process ${server.pid}, does not end`)
}

/** The very same process, not another one with its number. */
export const lives = async ({ pid, startedAt }: ProcessFacts) => (await livingProcess(pid))?.startedAt === startedAt
