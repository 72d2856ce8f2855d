import { readFile } from 'node:fs/promises'

export interface ProcessFacts {
  readonly pid: number
  readonly command: string
  /** The letter of proc(5): `Z` and `X` are dead, only not yet buried by their parent. */
  readonly state: string
  /** Clock ticks from boot to the start of the process: with the process id it names one process for ever. */
  readonly startedAt: number
  readonly arguments: readonly string[]
}

/** `undefined` when no such process lives; a zombie does not live. */
export async function livingProcess(pid: number): Promise<ProcessFacts | undefined> {
  try {
    const stat = parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'))
    if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    return { ...stat, pid, arguments: commandLine.split('\0').slice(0, -1) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined
    throw error
  }
}

/** The command stands in parentheses and may itself contain spaces and parentheses: what follows the last one is safe to split. */
export function parseStat(text: string): Pick<ProcessFacts, 'command' | 'state' | 'startedAt'> | undefined {
  const end = text.lastIndexOf(')')
  const [state, ...rest] = text.slice(end + 2).split(' ')
  const startedAt = Number(rest[18])
  if (end < 0 || !state || !Number.isSafeInteger(startedAt)) return undefined
  return { command: text.slice(text.indexOf('(') + 1, end), state, startedAt }
}

/**
 * Whether a living process named by a cluster's `postmaster.pid` may be the server of that cluster.
 * `false` only on proof: it is no postgres, or one started for another data directory.
 */
export function mayServe(process: ProcessFacts, dataDirectory: string): boolean {
  if (process.command !== 'postgres' && process.command !== 'postmaster') return false
  const served = process.arguments[process.arguments.indexOf('-D') + 1]
  const told = process.arguments.includes('-D') && served?.startsWith('/')
  return !told || served === dataDirectory
}
