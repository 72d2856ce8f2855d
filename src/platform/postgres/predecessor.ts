import { access, chown, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { superuser } from './cluster.ts'
import type { Home } from './home.ts'
import { disownPostmasterFile, parsePostmasterFile } from './postmaster-file.ts'
import { livingProcess, mayServe } from './process-facts.ts'
import { firstAnswer, type Server } from './server.ts'
import { removeSocketDirectory } from './socket-directory.ts'

/** The server of this cluster if it runs and lets us in. One that is just shutting down is waited for. */
export async function adopt(home: Home, password: string): Promise<Server | undefined> {
  for (const deadline = Date.now() + 60_000; ; ) {
    const found = await clearPredecessor(home)
    if (!found) return undefined
    const connection = { host: found.file.socketDirectory, port: found.file.port, user: superuser, password }
    const keeper = found.file.status === 'stopping' ? undefined : await firstAnswer(found.living, connection)
    if (!keeper) {
      if (Date.now() > deadline) {
        throw new Error(`PostgreSQL of ${home.path}, process ${found.living.pid}, is shutting down but waits for its clients`)
      }
      await pause(50)
      continue
    }
    const [answer] = await keeper.ask<{ place: string }>(`select current_setting('data_directory') as place`)
    if (answer?.place === join(home.path, 'cluster')) return { process: found.living, connection, keeper }
    await keeper.end()
    throw new Error(`The server on ${connection.host} serves ${answer?.place}, not ${home.path}/cluster`)
  }
}

/**
 * What `postmaster.pid` says when the process it names may be our server; otherwise removes what stands in the way of a new one. The
 * server takes any process of that number for its predecessor, even a stranger or a zombie that nobody will ever bury: we know better.
 */
export async function clearPredecessor({ path, user }: Home) {
  const place = join(path, 'cluster/postmaster.pid')
  const text = await readFile(place, 'utf8').catch(() => '')
  const file = parsePostmasterFile(text)
  if (!file) return undefined
  const living = await livingProcess(file.pid)
  if (living && mayServe(living, join(path, 'cluster'))) return { file, living }
  await removeSocketDirectory(file.socketDirectory, user)
  if (await exists(`/proc/${file.pid}`)) {
    await writeFile(`${place}.new`, disownPostmasterFile(text), { mode: 0o600 })
    if (user.switch.uid !== undefined) await chown(`${place}.new`, user.uid, user.gid)
    await rename(`${place}.new`, place)
  }
  return undefined
}

const exists = (path: string) => access(path).then(() => true, () => false)
