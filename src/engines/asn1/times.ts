import type { Element } from './element.ts'
import { fail } from './problem.ts'
import { tags } from './tags.ts'

const utc = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/
const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d{4})$/

/** An instant written as UTCTime (of the years 1950 to 2049, RFC 5280 § 4.1.2.5.1) or GeneralizedTime, which may have fractions of a second. */
export function timeOf(element: Element | undefined): Date {
  const isUtc = element?.tagClass === 'universal' && element.tag === tags.utcTime
  const isGeneralized = element?.tagClass === 'universal' && element.tag === tags.generalizedTime
  if (!element || !(isUtc || isGeneralized)) return fail('no time')
  return timeOfText(Buffer.from(element.content).toString('latin1'), isUtc)
}

/** Of an implicitly tagged GeneralizedTime. */
export const generalizedTimeOf = ({ content }: Element): Date => timeOfText(Buffer.from(content).toString('latin1'), false)

function timeOfText(text: string, isUtc: boolean): Date {
  const parts = (isUtc ? utc : generalized).exec(text)
  if (!parts) return fail(`no time: ${text.slice(0, 30)}`)
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0'] = parts
  const fullYear = isUtc ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year)
  const fraction = isUtc ? 0 : Math.floor(Number(`0.${parts[7] ?? '0'}`) * 1000)
  const numbers = [Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const
  const date = new Date(0)
  date.setUTCFullYear(fullYear, numbers[0], numbers[1])
  date.setUTCHours(numbers[2], numbers[3], numbers[4], fraction)
  const said = [date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  if (said.some((number, index) => number !== numbers[index])) return fail(`no such time: ${text}`)
  return new Date(date.getTime() - offsetMs(parts[isUtc ? 7 : 8] ?? 'Z'))
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3))]
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
