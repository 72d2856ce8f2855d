import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { perform, type DeedDeps } from './deed.ts'
import { writeIndexes } from './model-erasure.ts'
import type { EventType } from './model-vocabulary.ts'
import { eraseEntries, readOld } from './store-erasure.ts'

/**
 * What says only that somebody looked or signed in. All else in the log tells how things came to be as they are and is never pruned
 * (VMV čá. 85/2024, 7.4.1).
 */
const readings: readonly EventType[] = ['Zobrazeni', 'Prihlaseni', 'Odhlaseni', 'OdmitnutyPristup', 'OvereniTotoznosti']

/** Decree 409/2025 § 22: nothing goes earlier, whatever is set. */
const leastMonths = 18
const atOnce = 2000

/**
 * Erases the particulars of readings older than so many months; the entries themselves stay, and the tree with them. Each turn is an entry
 * that names what it took. Returns how many entries lost their particulars.
 */
export async function pruneReadings(deps: DeedDeps, tenantId: Id<'Tenant'>, months: number): Promise<number> {
  const before = monthsAgo(deps.now(), Math.max(months, leastMonths))
  for (let pruned = 0; ;) {
    const done = await perform(deps, automaton(tenantId, 'uplynutí doby uchování'), { name: 'prune-log' }, async (deed) => {
      const indexes = await readOld(deed.tx, tenantId, readings, before, atOnce)
      await eraseEntries(deed.tx, tenantId, indexes)
      if (indexes.length > 0) {
        deed.note({ event: 'VymazUdaju', object: { type: 'Denik', id: 'protokol' }, payload: { reason: 'uplynula doba uchování', before: before.toISOString(), contents: [], entries: writeIndexes(indexes) } })
      }
      return accept(indexes.length)
    })
    if (!done.ok) throw new Error(`the log was not pruned: ${done.refusal}`)
    pruned += done.value
    if (done.value < atOnce) return pruned
  }
}

/** The last day of a shorter month stands for days it does not have. */
function monthsAgo(now: Date, months: number): Date {
  const at = new Date(now)
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() - months)
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(now.getUTCDate(), lastDay))
  return at
}
