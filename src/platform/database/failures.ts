import { isStalePlan } from './plans.ts'

/** The line broke or was never made (class 08), or the server is ending, starting, or has no place left for us (57P, 53300). */
const lostStates = new Set(['08000', '08001', '08003', '08004', '08006', '53300', '57P01', '57P02', '57P03', '57P05'])
/** The same, told by the operating system. */
const lostCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'ENOTFOUND'])
/** The same, told by `pg`, which gives these errors no code. */
const lostMessages = /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed)/

/** A connection was asked for with patience and could not be had. */
export class NoConnection extends Error {
  override name = 'NoConnection'
}

/** Whether the connection to the database is gone, or could not be made. Another one, now or in a while, may do. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof NoConnection) return true
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string' && (lostStates.has(code) || lostCodes.has(code))) return true
  if ((code === 'ENOENT' && syscall === 'connect') || lostMessages.test(error.message)) return true
  return error instanceof AggregateError && error.errors.some(isLost)
}

/** Serialization failure and deadlock: PostgreSQL asks for the same work again (SQL standard class 40). */
const passing = new Set(['40001', '40P01'])

/** The server behind this connection only reads: it has become a standby, or is being made one. The writing one is elsewhere or will come. */
export const isReadOnly = (error: unknown): boolean => sqlState(error) === '25006'

/** Whether the same work, done again from the beginning of its transaction, may succeed: a victim, an old plan, a line or a server that was lost. */
export const isPassing = (error: unknown): boolean => passing.has(sqlState(error) ?? '') || isStalePlan(error) || isLost(error) || isReadOnly(error)

/** The five characters by which PostgreSQL names an error, when it was PostgreSQL that failed. */
export function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What PostgreSQL says when it refuses a commit: a constraint checked at the end, or a victim chosen. Nothing was kept then. */
const refusedCommit = /^(23|40|25|2D|P0)/

/** A commit was sent and no certain answer came: the transaction was kept whole or not at all, and we do not know which. */
export class UnansweredCommit extends Error {
  override name = 'UnansweredCommit'
}

/** What went wrong with a commit, as what it means for the transaction. */
export function failureOfCommit(error: unknown): unknown {
  const isUnsent = error instanceof Error && error.message.endsWith('is not queryable')
  return isUnsent || refusedCommit.test(sqlState(error) ?? '') ? error : new UnansweredCommit('The database gave no answer to a commit', { cause: error })
}

/** Whether something was done is not known and cannot be found out. Whoever asked has to look before asking again. */
export class UnknownOutcome extends Error {
  override name = 'UnknownOutcome'
}
