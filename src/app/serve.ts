import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { Config } from '../platform/config/index.ts'
import { isEmptyDatabase } from '../modules/identity/index.ts'
import { publishOffices } from '../modules/publication/index.ts'
import { openLog } from './log.ts'
import { keepLog } from './log-keeping.ts'
import { openOffice } from './office.ts'
import { noteStart, noteStop } from './server-events.ts'
import { isTaken, PortTaken, requireFreePort } from './port.ts'
import type { Server } from '../platform/http/index.ts'
import { buildServer, buildWatched } from './server.ts'
import { ensureDemo } from './demo/ensure.ts'
import { inTime, late } from './stop.ts'
import { startWork } from './work.ts'

const readVersion = async () => (JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** How long requests, jobs and connections get to end, each in turn, and all of them together; supervisors kill after a minute. */
const [stopMs, stopAllMs] = [20_000, 45_000]

export interface Running {
  readonly port: number
  stop(): Promise<void>
}

/**
 * Starts the office, or the part of it that `run` names: database, demo people on an empty one, worker, web. A process that only works
 * behind the counter can still be asked how it is. An aborted start leaves nothing running and throws.
 */
export async function serve(config: Config, say: (line: string) => void, signal?: AbortSignal): Promise<Running> {
  await requireFreePort(config.host, config.port)
  const log = openLog(config)
  const office = await openOffice(config, { say })
  let stopping = false
  const running: { readonly name: string; stop(): Promise<void> }[] = []
  // What does not end in its time is left: requests are cut off, and a job is done again by the next worker.
  const stopAll = async () => {
    const until = Date.now() + stopAllMs
    const left = () => Math.max(1_000, Math.min(stopMs, until - Date.now()))
    for (const part of running.splice(0).toReversed()) if (await inTime(part.stop(), left()) === late) log.warn(`${part.name} did not end in time`)
    await inTime(office.close(), left())
  }
  try {
    say(`${office.databaseDescription} is ready.`)
    if (config.mode === 'demo') await ensureDemo(office, config, say, signal)
    else if (await isEmptyDatabase(office.db)) say('The database is empty. Found the office by: obeh office found')
    signal?.throwIfAborted()
    await publishOffices(office)
    if (config.run !== 'web') running.push({ name: 'keeping the log', ...await keepLog(office, log) })
    await noteStart(office, { version: await readVersion(), run: config.run, config })
    // Stopped right before the last checkpoints are kept, when nothing else is at work any more.
    running.push({ name: 'noting the stop', stop: () => noteStop(office).catch((error: unknown) => log.error({ error }, 'stop')) })
    if (config.run !== 'web') running.push({ name: 'the worker', ...await startWork(office, log) })
    const app = await (config.run === 'worker' ? buildWatched : buildServer)(office, { log, isStopping: () => stopping })
    running.push({ name: 'the server', stop: () => closeServer(app) })
    await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => { throw isTaken(error) ? new PortTaken(config.port) : error })
    return {
      port: (app.server.address() as AddressInfo).port,
      async stop() {
        stopping = true
        await stopAll()
        log.flush()
      },
    }
  } catch (error) {
    await stopAll()
    throw error
  }
}

/** Takes no new connections and lets the requests that run end; those that take longer are cut off. */
async function closeServer(app: Server): Promise<void> {
  const closed = app.close()
  if (await inTime(closed, stopMs - 5_000) === late) app.server.closeAllConnections()
  await closed
}
