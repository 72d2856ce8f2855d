import type { AddressInfo } from 'node:net'
import type { Config } from '../platform/config/index.ts'
import { isEmptyDatabase } from '../modules/identity/index.ts'
import { publishOffices } from '../modules/publication/index.ts'
import { openLog } from './log.ts'
import { keepLog } from './log-keeping.ts'
import { openOffice } from './office.ts'
import { isTaken, PortTaken, requireFreePort } from './port.ts'
import { buildServer } from './server.ts'
import { ensureDemo } from './demo/ensure.ts'
import { startWork } from './work.ts'

export interface Running {
  readonly port: number
  stop(): Promise<void>
}

/** Starts the whole office: database, demo people on an empty one, worker, web. An aborted start leaves nothing running and throws. */
export async function serve(config: Config, say: (line: string) => void, signal?: AbortSignal): Promise<Running> {
  await requireFreePort(config.host, config.port)
  const log = openLog(config)
  const office = await openOffice(config, { say })
  let stopping = false
  try {
    say(`${office.databaseDescription} is ready.`)
    if (config.mode === 'demo') await ensureDemo(office, say, signal)
    else if (await isEmptyDatabase(office.db)) say('The database is empty. Found the office by: obeh office found')
    signal?.throwIfAborted()
    await publishOffices(office)
    const worker = await startWork(office, log)
    const app = await buildServer(office, { log, isStopping: () => stopping })
    await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
      await worker.stop()
      throw isTaken(error) ? new PortTaken(config.port) : error
    })
    const keeping = await keepLog(office, log)
    return {
      port: (app.server.address() as AddressInfo).port,
      async stop() {
        stopping = true
        await app.close()
        await worker.stop()
        await keeping.stop()
        await office.close()
        log.flush()
      },
    }
  } catch (error) {
    await office.close()
    throw error
  }
}
