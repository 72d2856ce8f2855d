/** What is known of one authority: when it may be asked next. */
export interface ServerState {
  readonly url: string
  /** How often it may be asked: at most so many times in so long. */
  readonly budget: Budget
  asked: number[]
  failures: number
  restsUntil: number
}

export interface Budget { readonly requests: number; readonly windowMs: number }

export const newServer = (url: string, budget: Budget): ServerState => ({ url, budget, asked: [], failures: 0, restsUntil: 0 })

/** From when it may be asked; a time not later than now means at once. */
export function readyAt(server: ServerState, now: number): number {
  const { requests, windowMs } = server.budget
  server.asked = server.asked.filter((at) => at > now - windowMs)
  const oldest = server.asked.length >= requests ? server.asked[server.asked.length - requests] : undefined
  return Math.max(server.restsUntil, oldest === undefined ? 0 : oldest + windowMs)
}

export function countRequest(server: ServerState, now: number): void {
  server.asked.push(now)
}

const [shortestRestMs, longestRestMs] = [1_000, 600_000]

/** Rests after a failure: twice as long each time up to ten minutes, the half of it by chance; longer when it said so itself. */
export function rest(server: ServerState, now: number, chance: number, retryAfterMs = 0): void {
  server.failures += 1
  const longest = Math.min(longestRestMs, shortestRestMs * 2 ** (server.failures - 1))
  server.restsUntil = now + Math.max(retryAfterMs, longest / 2 + (longest / 2) * chance)
}

/** Others have used up what it may be asked; that is no failure of its own. */
export function waitUntil(server: ServerState, time: number): void {
  server.asked.pop()
  server.restsUntil = Math.max(server.restsUntil, time)
}

export function recover(server: ServerState): void {
  server.failures = 0
  server.restsUntil = 0
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110 § 10.2.3); a day at most. */
export function retryAfterMs(header: string | null, now: number): number {
  if (!header) return 0
  const wanted = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(wanted) ? Math.min(Math.max(0, wanted), 86_400_000) : 0
}
