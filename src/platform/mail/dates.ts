const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Hours east of Greenwich of the zone names that RFC 5322 § 4.3 still reads. */
const zones: Readonly<Record<string, number>> = {
  ut: 0, utc: 0, gmt: 0, z: 0, edt: -4, est: -5, cdt: -5, cst: -6, mdt: -6, mst: -7, pdt: -7, pst: -8, cet: 1, cest: 2,
}
const day = String.raw`(?:[a-z]{3,9}\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})`
const time = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([+-]\d{4}|[a-z]{1,5})?(?!\S)`
const pattern = new RegExp(`^${day}\\s+${time}`, 'i')

/**
 * A date of RFC 5322 with its obsolete forms, or null. Strict where the built-in parser guesses: it makes a date of
 * nearly anything, and a received date has legal weight. A missing or unknown zone means UTC (§ 4.3: -0000).
 */
export function parseMailDate(field: string): Date | null {
  const match = pattern.exec(field.replace(/\([^()]*\)/g, ' ').trim())
  if (!match) return null
  const [, dayText = '', monthText = '', yearText = '', hourText, minuteText, secondText = '0', zone = 'z'] = match
  const [date, year, hour, minute, second] = [Number(dayText), Number(yearText), Number(hourText), Number(minuteText), Number(secondText)]
  const month = months.indexOf(monthText.toLowerCase())
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return null
  const fullYear = yearText.length === 4 ? year : year < 50 ? 2000 + year : 1900 + year
  const instant = new Date(Date.UTC(fullYear, month, date, hour, minute, second))
  if (instant.getUTCDate() !== date && second < 60) return null
  return new Date(instant.getTime() - offsetMinutes(zone) * 60_000)
}

function offsetMinutes(zone: string): number {
  const numeric = /^([+-])(\d\d)(\d\d)$/.exec(zone)
  if (!numeric) return (zones[zone.toLowerCase()] ?? 0) * 60
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3])
  return numeric[1] === '-' ? -minutes : minutes
}
