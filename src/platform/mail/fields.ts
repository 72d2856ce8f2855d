/** The first value of each header field (RFC 5322), unfolded, by lower-case name; bytes as Latin-1. */
export type Fields = ReadonlyMap<string, string>

/** Lines that are neither a field nor its continuation are passed over. */
export function parseFields(block: string): Fields {
  const fields = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of block.split(/\r?\n/)) {
    if (/^[ \t]/.test(line)) {
      current?.push(line)
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    current = undefined
    if (!/^[!-9;-~]+$/.test(name) || fields.has(name)) continue
    current = [line.slice(colon + 1)]
    fields.set(name, current)
  }
  return new Map([...fields].map(([name, lines]) => [name, lines.join('').trim()]))
}

/** The value before the first semicolon, without comments, in lower case: `text/plain`. */
export const mainValue = (field: string | undefined) => (field ?? '').replace(/\([^()]*\)/g, '').replace(/;[^]*/, '').trim().toLowerCase()

/** A parameter of a MIME field, undecoded; the pieces of RFC 2231 are put together. The first of several wins. */
export function parameter(field: string | undefined, name: string): string | null {
  const pattern = new RegExp(`;\\s*${name}(\\*\\d{0,3}\\*?)?\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"?|([^\\s;]*))`, 'gi')
  const found = [...(field ?? '').matchAll(pattern)]
  const [first] = found
  if (!first) return null
  const pieces = first[1] === undefined ? [first] : found.filter((piece) => piece[1] !== undefined)
  return pieces.map(([, , quoted, token]) => quoted?.replace(/\\(.)/g, '$1') ?? token ?? '').join('')
}
