import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BudgetMemory } from './client.ts'
import type { Budget } from './server.ts'

/** A request: when it was made, and a name of its own, by which its process finds it among those of others. */
interface Asked { readonly at: number; readonly id: string }

const dayMs = 86_400_000
const lineLength = '1764300000000 0123456789abcdef\n'.length
/** More than processes of one machine ask at the same moment. */
const spare = 256

/**
 * Budgets in a folder of this machine, shared by all its processes: a file a day for each authority, to which each request is added before it is made.
 * The system adds lines whole and one after another, so their order tells which requests are within the budget, without a lock that somebody who
 * died could leave behind. A line that was cut off is none.
 */
export function budgetFolder(folder: string): BudgetMemory {
  const nameOf = (url: string) => createHash('sha256').update(url).digest('hex').slice(0, 32)
  const pathOf = (url: string, day: number) => join(folder, `${nameOf(url)}.${day}.asked`)

  /** The requests of the window in the order in which they were added. */
  async function recent(url: string, { requests, windowMs }: Budget, now: number): Promise<Asked[]> {
    const asked: Asked[] = []
    for (let day = dayOf(now - windowMs); day <= dayOf(now); day++) asked.push(...await lastLines(pathOf(url, day), requests + spare))
    return asked.filter(({ at }) => at > now - windowMs)
  }

  async function add(url: string, asked: Asked): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(pathOf(url, dayOf(asked.at)), 'a', 0o600)
    try {
      await file.write(`${String(asked.at).padStart(13, '0')} ${asked.id}\n`)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  /** Files of days that no window reaches. */
  async function tidy(url: string, before: number): Promise<void> {
    const old = (await readdir(folder)).filter((name) => name.startsWith(`${nameOf(url)}.`) && !(Number(name.split('.')[1]) >= before))
    await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
  }

  let tidied = -1
  async function take(url: string, budget: Budget, clock: () => number): Promise<number | null> {
    const now = clock()
    const full = fullUntil(await recent(url, budget, now), budget)
    if (full !== null) return full
    const mine: Asked = { at: now, id: randomBytes(8).toString('hex') }
    await add(url, mine)
    // Added to yesterday's file after midnight: those of today may have been counted without it.
    if (dayOf(clock()) !== dayOf(now)) return take(url, budget, clock)
    const asked = await recent(url, budget, now)
    if (tidied !== dayOf(now)) await tidy(url, dayOf(now - budget.windowMs))
    tidied = dayOf(now)
    const place = asked.findIndex(({ id }) => id === mine.id)
    // A request that cannot be found again was not remembered, and is not made.
    return place === -1 ? now + 1_000 : fullUntil(asked.slice(0, place), budget)
  }

  return { take }
}

/** From when another one fits; null: at once. */
function fullUntil(asked: readonly Asked[], { requests, windowMs }: Budget): number | null {
  const oldest = asked[asked.length - requests]
  return oldest ? oldest.at + windowMs : null
}

const dayOf = (time: number) => Math.floor(time / dayMs)

async function lastLines(path: string, count: number): Promise<Asked[]> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return []
  try {
    const { size } = await file.stat()
    const length = Math.min(size, count * lineLength)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return [...buffer.toString('latin1', 0, bytesRead).matchAll(/(\d{13}) ([0-9a-f]{16})\n/g)].map(([, at, id = '']) => ({ at: Number(at), id }))
  } finally {
    await file.close()
  }
}
