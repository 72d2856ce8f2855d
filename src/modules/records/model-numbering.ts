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
  return template.replace(/\{([a-z]+)(?::(\d+))?\}/g, (whole, name: string, width: string | undefined) => {
    if (!(name in parts)) throw new Error(`Number template "${template}" has an unknown part ${whole}`)
    return String(parts[name as keyof NumberParts]).padStart(Number(width ?? 0), '0')
  })
}

/** A reference number made of the file's reference and the order in the file (sPridelovaniCislaJednaciho = ZaSpisovouZnacku). */
export const numberInFile = (fileReference: string, order: number) => `${fileReference}-${order}`
