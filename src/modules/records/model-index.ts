import { analysed, fold, tokens } from '../../engines/czech/index.ts'

/** Where a word stands decides how much it weighs: A a number or the subject, B the party, C the name of a content, D its text. */
export type Weight = 'A' | 'B' | 'C' | 'D'
export interface Field { readonly weight: Weight; readonly text: string }

/** What marks a stem among the lexemes: no word begins with it, so stems and words as written never mix. */
export const stemMark = '='

/** PostgreSQL keeps positions up to 16,383 and a vector up to a megabyte; the rest of a longer text is not found. */
const lastPosition = 16_383
const mostBytes = 700_000
/** Between fields, so that no phrase reaches from one into the next. */
const gap = 8

/**
 * The fields as a text that PostgreSQL reads as a `tsvector`: each word as written (folded), for prefixes and phrases, and its stem where it
 * differs from it in anything but the mark.
 */
export function lexemes(fields: readonly Field[]): string {
  const places = new Map<string, string[]>()
  let bytes = 0
  const put = (lexeme: string, place: string) => {
    const known = places.get(lexeme)
    if (known === undefined) places.set(lexeme, [place])
    else if (known.length < 255) known.push(place)
    else return
    bytes += known === undefined ? Buffer.byteLength(lexeme) + 12 : 2
  }
  let start = 1
  for (const { weight, text } of fields) {
    let last = 0
    for (const { text: word, position } of tokens(text)) {
      if (bytes > mostBytes) break
      last = position
      const place = `${Math.min(start + position, lastPosition)}${weight}`
      const { folded, stem } = analysed(word)
      put(folded, place)
      put(stemMark + stem, place)
    }
    start += last + gap
  }
  return [...places].map(([lexeme, at]) => `'${lexeme.replace(/['\\]/g, '$&$&')}':${at.join(',')}`).join(' ')
}

/** A number as fragments of it are looked for: folded and without spaces. */
export const plainNumber = (number: string) => fold(number).replace(/\s+/g, '')
