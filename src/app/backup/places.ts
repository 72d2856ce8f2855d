import { realpath } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { Config } from '../../platform/config/index.ts'
import { BackupRefusal } from './refusal.ts'

/** Refuses a backup within the data it is of, and data within a backup: each would become a part of the other. */
export async function requireApart({ dataDirectory, files }: Pick<Config, 'dataDirectory' | 'files'>, folder: string): Promise<void> {
  const backup = await realOf(folder)
  for (const place of [dataDirectory, ...(files.kind === 'directory' ? [files.directory] : [])]) {
    const data = await realOf(place)
    if (!isWithin(data, backup) && !isWithin(backup, data)) continue
    throw new BackupRefusal('inside-each-other', `${backup} and the data of the office (${data}) lie one inside the other. Choose a folder apart, best on another disk or machine.`)
  }
}

const isWithin = (outer: string, inner: string) => inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)

/** With links followed as far as the path exists. */
async function realOf(path: string): Promise<string> {
  const whole = resolve(path)
  const found = await realpath(whole).catch(() => undefined)
  if (found !== undefined || dirname(whole) === whole) return found ?? whole
  return join(await realOf(dirname(whole)), whole.slice(dirname(whole).length))
}
