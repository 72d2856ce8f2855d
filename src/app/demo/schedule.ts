import { dayOf, isFreeDay, addDays, type Day } from '../../kernel/day.ts'

/** Something that unfolds over days: each value is the moment at which it wants to go on. */
export type Story = AsyncGenerator<Date, void, void>

/** Lets stories unfold side by side, always the one that is due first, until a moment comes; what has not happened by then stays undone. */
export async function unfold(stories: readonly Story[], until: Date, turn: (at: Date) => Promise<void>): Promise<void> {
  const waiting: { at: Date; story: Story; order: number }[] = []
  const goOn = async (story: Story, order: number) => {
    const next = await story.next()
    if (!next.done && next.value <= until) waiting.push({ at: next.value, story, order })
  }
  for (const [order, story] of stories.entries()) await goOn(story, order)
  while (waiting.length > 0) {
    waiting.sort((a, b) => b.at.getTime() - a.at.getTime() || b.order - a.order)
    const first = waiting.pop()
    if (!first) break
    await turn(first.at)
    await goOn(first.story, first.order)
  }
}

const opensAtMinute = 7 * 60
const closesAtMinute = 15 * 60 + 30
const minuteMs = 60_000

/** The moment so many minutes of office hours later (8.00 to 16.30 in winter, on working days). */
export function workingMinutesLater(from: Date, minutes: number): Date {
  let day = dayOf(from)
  let minute = from.getUTCHours() * 60 + from.getUTCMinutes()
  if (isFreeDay(day) || minute >= closesAtMinute) [day, minute] = [nextOpenDay(day), opensAtMinute]
  minute = Math.max(minute, opensAtMinute)
  for (let left = minutes; ;) {
    const today = closesAtMinute - minute
    if (left < today) return at(day, minute + left, from.getUTCSeconds())
    left -= today;
    [day, minute] = [nextOpenDay(day), opensAtMinute]
  }
}

function nextOpenDay(day: Day): Day {
  const next = addDays(day, 1)
  return isFreeDay(next) ? nextOpenDay(next) : next
}

const at = (day: Day, minute: number, second: number) => new Date(Date.parse(day) + minute * minuteMs + second * 1000)

/** So many working days before and including `until`, oldest first: as many on a Saturday, at Easter and at Christmas as on any other day. */
export function workingDaysBefore(until: Date, count: number): Day[] {
  const days: Day[] = []
  for (let day = dayOf(until); days.length < count; day = addDays(day, -1)) if (!isFreeDay(day)) days.unshift(day)
  return days
}

export const opening = (day: Day) => at(day, opensAtMinute, 0)
