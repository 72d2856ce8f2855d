const pattern = /^D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)(?:'?(\d\d))?)?/

/** Reads a date of ISO 32000-2 § 7.9.4; what is missing at its end is the first or zero, without a zone it is UTC. Undefined when it is none. */
export function readDate(text: string): Date | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', , sign, zoneHours = '00', zoneMinutes = '00'] = match
  const local = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // The 31st of February would silently become another day.
  if (Number.isNaN(local.getTime()) || local.getUTCDate() !== Number(day) || Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return undefined
  const shift = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000
  return new Date(local.getTime() - (sign === '-' ? -shift : sign === '+' ? shift : 0))
}

/** Writes a date as local time with its distance from UTC, which the caller knows; whole seconds, years 0 to 9999. */
export function writeDate(at: Date, offsetMinutes = 0): string {
  const iso = new Date(at.getTime() + offsetMinutes * 60_000).toISOString()
  const digits = `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 10)}${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}`
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  return `D:${digits}${offsetMinutes < 0 ? '-' : '+'}${two(offsetMinutes / 60)}'${two(offsetMinutes % 60)}'`
}
