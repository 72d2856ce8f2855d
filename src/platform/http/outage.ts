/** What of the machinery below fails for everybody just now: it will work again without a restart. */
export type Outage = 'no-space' | 'database-down'

/** Disk and quota of ours, disk of the database. */
const full = new Set(['ENOSPC', 'EDQUOT', '53100'])
/** Nobody listens, the line broke, or the server is starting, stopping or full (PostgreSQL classes 08, 53 and 57). */
const down = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE', '08000', '08001', '08003', '08004', '08006', '53300', '57P01', '57P02', '57P03'])
const lost = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/

/** Recognises an outage in an error or in what caused it. */
export function outageOf(error: unknown): Outage | null {
  if (!(error instanceof Error)) return null
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string' && full.has(code)) return 'no-space'
  if ((typeof code === 'string' && down.has(code)) || (code === 'ENOENT' && syscall === 'connect') || lost.test(error.message)) return 'database-down'
  if (error instanceof AggregateError) return error.errors.map(outageOf).find((found) => found !== null) ?? outageOf(error.cause)
  return outageOf(error.cause)
}

export const outageStatus = { 'no-space': 507, 'database-down': 503 } as const satisfies Record<Outage, number>
