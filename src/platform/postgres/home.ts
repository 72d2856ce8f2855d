import { randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { syncFolder } from '../disk/index.ts'
import { explaining } from './errors.ts'
import { chooseHome, formatPointer, parsePointer, pointerName, type Pointer } from './home-choice.ts'
import { may, userFacts } from './run.ts'
import { chooseServerUser, type ServerUser } from './server-user.ts'

/** Never among them a directory the system sweeps or empties at boot. */
const basesForRoot = ['/var/lib/obeh', '/srv/obeh', '/opt/obeh']

export interface Home {
  /** Holds `cluster` and, if need be, a copy of the binaries; the server's user can get there. */
  readonly path: string
  readonly user: ServerUser
  /** To be called once the cluster is complete. */
  readonly confirm: () => Promise<void>
}

/** Finds, or chooses for good, the home of the cluster that belongs to `directory`. */
export async function findHome(directory: string, log: (line: string) => void): Promise<Home> {
  const pointer = parsePointer(await readFile(join(directory, pointerName), 'utf8').catch(() => ''))
  const current = pointer?.home ?? directory
  const cluster = join(current, 'cluster')
  const user = chooseServerUser(await userFacts(cluster))
  const clusterExists = await exists(cluster)
  const switchesUser = user.switch.uid !== undefined
  const reachable = await may(user, clusterExists || !switchesUser ? 'wx' : 'x', clusterExists ? cluster : current)
  const choice = chooseHome({ directory, pointer, clusterExists, reachable, switchesUser })
  if (choice.kind === 'fail') throw new Error(`PostgreSQL cannot live in ${directory}: ${choice.reason}`)
  const path = choice.kind === 'live' ? choice.home : await makeHomeElsewhere(directory, user, log)
  const confirm = async () => {
    if (path !== directory && !pointer?.complete) await savePointer(directory, { home: path, complete: true })
  }
  return { path, user, confirm }
}

/** Makes the directory, as ours, so that the server's user can pass through what we made; what was there keeps its permissions. */
export async function makeDirectory(directory: string): Promise<void> {
  const first = await explaining(directory, () => mkdir(directory, { recursive: true }))
  if (first === undefined) return
  const { gid } = chooseServerUser(await userFacts(join(directory, 'cluster')))
  let made = first
  for (const step of ['', ...relative(first, directory).split(sep)]) {
    made = join(made, step)
    await letThrough(made, gid)
  }
}

async function makeHomeElsewhere(directory: string, user: ServerUser, log: (line: string) => void): Promise<string> {
  for (const base of basesForRoot) {
    const home = join(base, randomBytes(8).toString('hex'))
    try {
      if ((await mkdir(base, { recursive: true })) !== undefined) await chmod(base, 0o711)
      if (!(await may(user, 'x', base))) continue
      await savePointer(directory, { home, complete: false })
      await mkdir(home)
      await letThrough(home, user.gid)
    } catch (error) {
      log(`cannot keep the database in ${base}: ${String(error)}`)
      continue
    }
    log(`uid ${user.uid}, as whom PostgreSQL runs, cannot get to ${directory}: its data live in ${home} (see ${pointerName})`)
    return home
  }
  const elsewhere = `nor can it live in ${basesForRoot.join(', ')}`
  throw new Error(`PostgreSQL cannot live in ${directory}: uid ${user.uid}, as whom it runs, cannot get there, ${elsewhere}`)
}

async function savePointer(directory: string, pointer: Pointer): Promise<void> {
  const path = join(directory, pointerName)
  await explaining(directory, async () => {
    await writeFile(`${path}.new`, formatPointer(pointer), { mode: 0o600, flush: true })
    await rename(`${path}.new`, path)
    await syncFolder(dirname(path))
  })
}

async function letThrough(path: string, gid: number): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, 0, gid)
  await chmod(path, process.getuid?.() === 0 ? 0o710 : 0o700)
}

const exists = (path: string) => access(path).then(() => true, () => false)
