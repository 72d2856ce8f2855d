/**
 * A line of text safe to show and to store: no control characters, line breaks, lone surrogates, or characters that
 * turn the direction of writing or cannot be seen.
 */
export const plainLine = (text: string) =>
  text.toWellFormed().normalize('NFC').replace(unseen, '').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

/** Bidirectional controls, zero-width characters, variation selectors, tags, fillers, private and unassigned characters. */
const unseen = /\p{Default_Ignorable_Code_Point}|[\p{Cf}\p{Co}\p{Cn}]/gu

/** Everything that looks like a slash or a colon, and what Windows forbids. */
const separators =
  /[/\\:*?"<>|\u2044\u2215\u29f5\u29f8\u2216\ufe68\uff0f\uff3c\uff1a\u2236\ua789\ufe55\ufe13\uff0a\uff1f\uff02\uff1c\uff1e\uff5c]/gu
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i
const longest = 180

/** One declared name made safe as a file name in any directory; empty when nothing is left of it. */
export function safeName(declared: string): string {
  const name = withoutDotsAround(plainLine(declared).replace(separators, '_')).replace(reserved, '_$1')
  if (Buffer.byteLength(name) <= longest) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : ''
  return cut(name.slice(0, name.length - extension.length), longest - Buffer.byteLength(extension)).trimEnd() + extension
}

/** Step by step: a pattern that looks for an end begins anew at each dot of a name that has ten thousand of them. */
function withoutDotsAround(name: string): string {
  let [from, to] = [0, name.length]
  while (from < to && '. '.includes(name.charAt(from))) from += 1
  while (to > from && '. '.includes(name.charAt(to - 1))) to -= 1
  return name.slice(from, to)
}

/** Whole characters of the text up to so many bytes. */
function cut(text: string, bytes: number): string {
  let [kept, length] = ['', 0]
  for (const character of text) {
    length += Buffer.byteLength(character)
    if (length > bytes) break
    kept += character
  }
  return kept
}

/**
 * Names for the parts of one mail: each safe, and no two alike even to a file system that ignores case and width.
 * A repeated name gets a number before its extension, a nameless part is `part-1` with the given extension.
 */
export function safeNames(declared: readonly { readonly name: string | null; readonly extension: string }[]): string[] {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return declared.map(({ name, extension }, index) => {
    const wanted = safeName(name ?? '') || `part-${index + 1}${extension === '' ? '' : `.${extension}`}`
    const dot = wanted.lastIndexOf('.')
    const [stem, rest] = dot > 0 ? [wanted.slice(0, dot), wanted.slice(dot)] : [wanted, '']
    let [free, number] = [wanted, next.get(alike(wanted)) ?? 2]
    while (taken.has(alike(free))) free = `${stem} (${number++})${rest}`
    next.set(alike(wanted), number)
    taken.add(alike(free))
    return free
  })
}

const alike = (name: string) => name.normalize('NFKC').toLowerCase().toUpperCase()
