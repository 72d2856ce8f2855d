import { addDays, startOfDay, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { DeedDeps } from './deed.ts'
import { daysBetween } from './model-days.ts'
import { dueDays } from './service-rendition.ts'
import { readRenderedDays } from './store-rendition.ts'

/** How long after its end a day may wait for its rendition before somebody has to look. */
const lateMs = 3 * 3_600_000

/** Days that are over for longer than it takes and have no rendition, oldest first: the job does not run, or a rendition was taken away. */
export async function missingDays(deps: Pick<DeedDeps, 'db' | 'now'>, tenantId: Id<'Tenant'>): Promise<Day[]> {
  const rendered = await readRenderedDays(deps.db, tenantId)
  const days = [...rendered].toSorted()
  const [first, last] = [days[0], days.at(-1)]
  const holes = first && last ? daysBetween(first, last).filter((day) => !rendered.has(day)) : []
  const late = (await dueDays(deps, tenantId)).filter((day) => deps.now().getTime() - startOfDay(addDays(day, 1)).getTime() > lateMs)
  return [...holes, ...late]
}
