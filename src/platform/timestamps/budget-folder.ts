import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceDurably } from '../disk/index.ts'
import type { BudgetMemory } from './client.ts'

const Kept = z.array(z.number())

/** Budgets in a folder of this machine, a file for each authority. */
export function budgetFolder(folder: string): BudgetMemory {
  const pathOf = (url: string) => join(folder, `${createHash('sha256').update(url).digest('hex').slice(0, 32)}.json`)
  /** Writes one after another, so that an older one never comes last. */
  let before: Promise<void> = Promise.resolve()
  return {
    async recall(url) {
      const text = await readFile(pathOf(url), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '[]'
        throw error
      })
      return Kept.parse(JSON.parse(text))
    },
    keep(url, asked) {
      const text = JSON.stringify(asked)
      const write = async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await replaceDurably(pathOf(url), text)
      }
      const written = before.then(write)
      before = written.catch(() => undefined)
      return written
    },
  }
}
