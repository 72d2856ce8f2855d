import { isLost, isReadOnly, UnknownOutcome } from '../database/index.ts'

/**
 * What of the machinery below fails for everybody just now: it will work again without a restart. `outcome-unknown`: it failed in the very
 * moment of a commit, and whether the deed was kept could not be found out yet.
 */
export type Outage = 'no-space' | 'database-down' | 'files-down' | 'outcome-unknown'

/** Disk and quota of ours, disk of the database. */
const full = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** Recognises an outage in an error or in what caused it. */
export function outageOf(error: unknown): Outage | null {
  if (!(error instanceof Error)) return null
  if (error instanceof UnknownOutcome) return 'outcome-unknown'
  if ('code' in error && typeof error.code === 'string' && full.has(error.code)) return 'no-space'
  if ('code' in error && error.code === 'FILES_DOWN') return 'files-down'
  if (isLost(error) || isReadOnly(error)) return 'database-down'
  if (error instanceof AggregateError) return error.errors.map(outageOf).find((found) => found !== null) ?? outageOf(error.cause)
  return outageOf(error.cause)
}

export const outageStatus = { 'no-space': 507, 'database-down': 503, 'files-down': 503, 'outcome-unknown': 503 } as const satisfies Record<Outage, number>
