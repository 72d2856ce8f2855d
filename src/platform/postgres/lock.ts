import { randomBytes } from 'node:crypto'
import { link, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { errorCode, explaining } from './errors.ts'
import { livingProcess } from './process-facts.ts'

/**
 * One process at a time, among all that use `directory`; a holder that died loses the lock at once.
 *
 * The lock is the file `start.lock.<n>` with the highest n, made exclusively and complete by link(2). Taking over is making n + 1,
 * which only one contender can; a number never returns, so nobody can mistake a fresh lock for the stale one it has just judged.
 * The highest file therefore stays, marked free.
 */
export async function withLock<Value>(directory: string, patienceMs: number, work: () => Promise<Value>): Promise<Value> {
  const path = await explaining(directory, () => acquire(directory, patienceMs))
  try {
    return await work()
  } finally {
    await writeFile(path, free)
  }
}

const free = 'free'
const prefix = 'start.lock.'

async function acquire(directory: string, patienceMs: number): Promise<string> {
  const self = await livingProcess(process.pid)
  const me = `${process.pid} ${self?.startedAt ?? 0} ${await bootId()}`
  const draft = join(directory, `start.lock-${process.pid}-${randomBytes(6).toString('hex')}`)
  const deadline = Date.now() + patienceMs
  try {
    await writeFile(draft, me, { mode: 0o600 })
    for (;;) {
      const highest = await highestNumber(directory)
      const holder = await holderOf(directory, highest)
      if (holder !== undefined && (await isVacant(holder)) && (await claim(directory, draft, highest + 1))) {
        return fileOf(directory, highest + 1)
      }
      if (Date.now() > deadline) {
        throw new Error(`${directory} is locked by process ${holder?.split(' ')[0]}, which is starting or stopping PostgreSQL`)
      }
      await pause(10 + Math.random() * 30)
    }
  } finally {
    await rm(draft, { force: true })
  }
}

/** A slow contender may make a low number again after it was swept; the higher one it then sees tells it that it lost. */
async function claim(directory: string, draft: string, number: number): Promise<boolean> {
  try {
    await link(draft, fileOf(directory, number))
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
  if ((await highestNumber(directory)) > number) {
    await rm(fileOf(directory, number), { force: true })
    return false
  }
  for (const lower of await numbers(directory)) if (lower < number) await rm(fileOf(directory, lower), { force: true })
  return true
}

/** `undefined` when the file has just been swept, so that another one is the highest. */
async function holderOf(directory: string, number: number): Promise<string | undefined> {
  if (number === 0) return free
  try {
    return await readFile(fileOf(directory, number), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

async function isVacant(holder: string): Promise<boolean> {
  const [pid, startedAt, boot] = holder.split(' ')
  if (holder === free || boot !== (await bootId())) return true
  const living = await livingProcess(Number(pid))
  return living?.startedAt !== Number(startedAt)
}

const fileOf = (directory: string, number: number) => join(directory, `${prefix}${number}`)

const highestNumber = async (directory: string) => Math.max(0, ...(await numbers(directory)))

async function numbers(directory: string): Promise<number[]> {
  const names = await readdir(directory)
  return names.filter((name) => name.startsWith(prefix)).map((name) => Number(name.slice(prefix.length))).filter(Number.isSafeInteger)
}

const bootId = async () => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => 'unknown')).trim()
