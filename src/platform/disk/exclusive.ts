import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

export interface ExclusiveOptions {
  /** How long to wait for somebody else before giving up. */
  readonly waitMs?: number
}

const pollMs = 25
/** Whether a holder on another machine lives cannot be asked: after so long it does not. */
const foreignMs = 600_000

/**
 * Does the work while no other process does its own at the same place. The lock is a folder that holds one file, named after its holder: a folder of
 * one's own is moved there, which the system does only where there is none or an empty one. What a dead holder left is its file, taken away by
 * its name, so that the lock of somebody living is never taken for it. Throws when nobody lets go in time.
 */
export async function exclusively<Value>(place: string, work: () => Promise<Value>, { waitMs = 30_000 }: ExclusiveOptions = {}): Promise<Value> {
  const id = `${process.pid}@${encodeURIComponent(hostname())}@${randomUUID()}`
  const own = `${place}.${id}`
  await mkdir(own, { recursive: true })
  await writeFile(join(own, id), '')
  try {
    await acquire(place, own, Date.now() + waitMs)
    try {
      return await work()
    } finally {
      await rm(join(place, id), { force: true })
      // Left empty it is as good as none; somebody may be there already.
      await rmdir(place).catch(() => undefined)
    }
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

async function acquire(place: string, own: string, until: number): Promise<void> {
  while (!await moved(own, place)) {
    const holders = await readdir(place).catch(() => [])
    for (const holder of holders) if (await isDead(place, holder)) await rm(join(place, holder), { force: true })
    if (Date.now() > until) throw new Error(`somebody else (${holders.join(', ')}) has been working at ${place} for too long; if nobody is, remove that folder`)
    await setTimeout(pollMs)
  }
}

async function moved(own: string, place: string): Promise<boolean> {
  try {
    await rename(own, place)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    throw error
  }
}

async function isDead(place: string, holder: string): Promise<boolean> {
  const [pid, host] = holder.split('@')
  if (host !== encodeURIComponent(hostname())) {
    const found = await stat(join(place, holder)).catch(() => undefined)
    return found !== undefined && Date.now() - found.mtimeMs > foreignMs
  }
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
