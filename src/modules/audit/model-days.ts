import { addDays, type Day } from '../../kernel/day.ts'

/** The days from `first` on, before `end`. */
export function daysBetween(first: Day, end: Day): Day[] {
  const days: Day[] = []
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day)
  return days
}
