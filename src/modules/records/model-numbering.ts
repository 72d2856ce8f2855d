/** What a number is made of. `unit` is the code of the unit that opens the file. */
export interface NumberParts {
  readonly abbr: string
  readonly unit: string
  readonly year: string
  readonly serial: number
}

/** The three registers of an office, in the order in which their counters are locked. */
export const registers = ['file', 'jid', 'reference'] as const
export type Register = (typeof registers)[number]

/** Used by an office that has not set its own. */
export const defaultTemplates: Readonly<Record<Register, string>> = {
  file: 'SpZn {abbr}-{unit}/{year}/{serial}',
  jid: '{abbr}X{year}{serial:7}',
  reference: '{abbr} {serial}/{year}',
}

/** A number written by its template; `{serial:6}` pads with zeros from the left. An unknown part of a template is a bug of its author and throws. */
export function formatNumber(template: string, parts: NumberParts): string {
  return template.replace(part, (whole, name: string, width: string | undefined) => {
    if (!(name in parts)) throw new Error(`Number template "${template}" has an unknown part ${whole}`)
    return String(parts[name as keyof NumberParts]).padStart(Number(width ?? 0), '0')
  })
}

const part = /\{([a-z]+)(?::(\d+))?\}/g

/** A reference number made of the file's reference and the order in the file (sPridelovaniCislaJednaciho = ZaSpisovouZnacku). */
export const numberInFile = (fileReference: string, order: number) => `${fileReference}-${order}`

export type TemplateProblem = 'part-unknown' | 'serial-once' | 'year-once' | 'unit-beside-serial' | 'too-long' | 'characters' | 'unit-in-jid'

/** No office gives more numbers in a year. */
const largestSerial = 999_999_999
/** The most characters the standard gives a number, less what is written behind it: the file's own mark of a JID, the order in a file. */
const room: Readonly<Record<Register, number>> = { file: 50 - '-99999'.length, jid: 50 - 'S'.length, reference: 50 }

/**
 * What is wrong with a template, or null. The serial begins anew each year, so a number that would not say both could be given twice;
 * nor may a unit's code, which can end or begin with a digit, touch the serial.
 */
export function templateProblem(register: Register, template: string, { abbr, longestUnit }: { readonly abbr: string; readonly longestUnit: number }): TemplateProblem | null {
  const names = [...template.matchAll(part)].map(([, name]) => name ?? '')
  if (names.some((name) => !['abbr', 'unit', 'year', 'serial'].includes(name)) || /[{}]/.test(template.replace(part, ''))) return 'part-unknown'
  if (!/^[\p{L}\p{N} ./\-_]*$/u.test(template.replace(part, '')) || template !== template.trim() || / {2}/.test(template)) return 'characters'
  if (names.filter((name) => name === 'serial').length !== 1) return 'serial-once'
  if (names.filter((name) => name === 'year').length !== 1) return 'year-once'
  if (register === 'jid' && names.includes('unit')) return 'unit-in-jid'
  if (/\{serial(:\d+)?\}\{unit|\{unit(:\d+)?\}\{serial/.test(template)) return 'unit-beside-serial'
  const longest = formatNumber(template, { abbr, unit: 'M'.repeat(longestUnit), year: '2026', serial: largestSerial })
  return longest.length > room[register] ? 'too-long' : null
}

/** Recognises what a template could write, with the year and the serial as its first two groups of digits: PostgreSQL's regular expression. */
export function templatePattern(template: string, abbr: string): { readonly pattern: string; readonly yearFirst: boolean } {
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  const written: Readonly<Record<string, string>> = { abbr: escape(abbr), unit: '[A-Z0-9]*', year: '(\\d{4})', serial: '(\\d+)' }
  const body = template.split(/(\{[a-z]+(?::\d+)?\})/).map((piece) => /^\{([a-z]+)/.exec(piece)?.[1] ?? piece)
  return { pattern: `^${body.map((piece) => written[piece] ?? escape(piece)).join('')}$`, yearFirst: template.indexOf('{year') < template.indexOf('{serial') }
}
