import { createHash } from 'node:crypto'
import pg from 'pg'

/** How often a text must come before it is worth a plan of its own, and how many may have one: every connection keeps them all. */
const usesBeforePlan = 3
const plansAtMost = 400

const names = new Map<string, string>()
const uses = new Map<string, number>()
let generation = 0

/**
 * The name under which a statement is prepared on every connection of this process, so that PostgreSQL plans it once and then only runs it.
 * Absent for what comes seldom, and for what has no parameters: that is a command, as `begin` is, and gains nothing.
 */
export function planOf(text: string, parameters: number): string | undefined {
  const known = names.get(text)
  if (known !== undefined || parameters === 0 || names.size >= plansAtMost) return known
  const times = (uses.get(text) ?? 0) + 1
  if (uses.size > 10 * plansAtMost) uses.clear()
  uses.set(text, times)
  if (times < usesBeforePlan) return undefined
  uses.delete(text)
  const name = `obeh_${generation}_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
  names.set(text, name)
  return name
}

/** Whether a plan no longer fits the tables: a migration has changed them beside us. The same statement planned anew will do. */
export const isStalePlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.message.includes('cached plan')

/** Gives every statement of every connection another name, and with it another plan. */
export function forgetPlans(): void {
  generation += 1
  names.clear()
}
