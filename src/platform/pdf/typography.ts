const space = '\u00a0'

/**
 * Text with non-breaking spaces where Czech typography forbids a line to end (ČSN 01 6910): after one-letter
 * prepositions and conjunctions, inside dates and numbers, between a number and its unit, after legal abbreviations.
 */
export function bindCzech(text: string): string {
  return bindNumbers(text)
    .replace(/(?<=^|[\s(„‚"])([ksvzouai])[ \t]+(?=\S)/gimu, `$1${space}`)
    .replace(/(?<=^|[\s(„‚"])(č|čl|odst|písm|sp|zn|str|tj|tzv|např|resp|Ing|Mgr|Bc|JUDr|MUDr|PhDr|RNDr|p)\.[ \t]+(?=\S)/gu, `$1.${space}`)
    .replace(/(?<=\d)\.[ \t]+(?=(?:led|únor|břez|dub|květ|červ|srp|září|říj|list|pros)\p{L}*)/gu, `.${space}`)
    .replace(/(?<=\d\.\u00a0(?:led|únor|břez|dub|květ|červ|srp|září|říj|list|pros)\p{L}*)[ \t]+(?=\d{4})/gu, space)
}

/** Text with non-breaking spaces inside what is one number in any language: 4. 3. 2026, 12 500 Kč, § 16, 25 %. */
export function bindNumbers(text: string): string {
  return text
    .replace(/(?<=\b\d{1,2}\.)[ \t]+(?=\d{1,2}\.[ \t]*\d{4}\b)/gu, space)
    .replace(/(?<=\b\d{1,2}\.[ \t\u00a0]*\d{1,2}\.)[ \t]+(?=\d{4}\b)/gu, space)
    .replace(/(?<=\d)[ \t]+(?=\d{3}(?!\d))/gu, space)
    .replace(/(?<=\d)[ \t]+(?=(?:Kč|EUR|CZK|€|%|‰|km|m|kg|ha|h|min|°C)(?!\p{L}))/gu, space)
    .replace(/§[ \t]+(?=\d)/gu, `§${space}`)
}

/** Where a line may end inside a word; the template draws nothing there, so that copied text has nothing in it either. */
export const breakMark = '\u200b'

/**
 * Marks where words longer than `longest` may break: after @ and /, then after other punctuation, then anywhere.
 * Addresses are marked whatever their length: a line ending at their hyphen would repeat it, as Czech does.
 */
export function breakLongWords(text: string, longest: number): string {
  const pieces = (word: string, [separator, ...rest]: readonly RegExp[]): string[] => {
    if (separator === undefined) return [...word]
    return word.split(separator).flatMap(piece => (piece.length <= longest ? [piece] : pieces(piece, rest)))
  }
  return text.replace(/[^\s\u00a0]+/gu, word =>
    word.length > longest || address.test(word) ? pieces(word, separators).join(breakMark) : word)
}

const address = /@|:\/\/|^www\./
const separators = [/(?<=[@/\\])/u, /(?<=[._?&=,;])/u, /(?<=-)/u]
