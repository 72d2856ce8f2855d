import { setTimeout as pause } from 'node:timers/promises'
import { logIn, type Session } from './login.ts'
import type { Server } from './server.ts'
import { lives, shutDown } from './shut-down.ts'

/** Lets go of the server, and ends it unless somebody else is connected. Tells whether it is gone. The caller holds the lock. */
export async function release({ process, connection, keeper }: Server, patienceMs: number): Promise<boolean> {
  const lost = await keeper.ask('select').then(() => false, () => true)
  if (lost && !(await lives(process))) return true
  const asking = lost ? await logIn(connection, 'obeh keeper') : keeper
  const busy = await othersConnected(asking)
  await asking.end()
  if (busy) return false
  await shutDown(process, patienceMs)
  return true
}

/** A client that has just hung up is seen for a moment yet: asked until there is none, for half a second at most. */
async function othersConnected(client: Session): Promise<boolean> {
  const question = `select from pg_stat_activity where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()`
  for (const deadline = Date.now() + 500; ; await pause(25)) {
    if ((await client.ask(question)).length === 0) return false
    if (Date.now() > deadline) return true
  }
}
