/** A word or a number as it stands in a text. */
export interface Token {
  /** As written. */
  readonly text: string
  /** Index of its first character in the text, and of the first one after it. */
  readonly from: number
  readonly to: number
  /** How many words stand before it: the parts of a number follow each other, the whole stands where its first part does. */
  readonly position: number
}

/** A run of letters and digits that may be joined by what joins numbers: KUJZ/123/2026, 27-1234567/0100, 45.2, 500/2004. */
const run = /[\p{L}\p{N}\p{M}]+(?:[/\-.:_@][\p{L}\p{N}\p{M}]+)*/gu
const part = /[\p{L}\p{N}\p{M}]+/gu
const joiner = /[/\-.:_@]/
const longest = 64

/**
 * The words of a text in their order. A joined run that has a digit in it is given whole and in its parts; one without digits
 * (česko-německý) only in its parts.
 */
export function* tokens(text: string): Generator<Token> {
  let position = 0
  for (const { 0: joined, index } of text.matchAll(run)) {
    if (!joiner.test(joined)) {
      yield { text: joined.slice(0, longest), from: index, to: index + joined.length, position }
      position++
      continue
    }
    const parts = [...joined.matchAll(part)]
    if (parts.length > 1 && /\p{N}/u.test(joined) && joined.length <= longest) yield { text: joined, from: index, to: index + joined.length, position }
    for (const { 0: word, index: within } of parts) {
      yield { text: word.slice(0, longest), from: index + within, to: index + within + word.length, position }
      position++
    }
  }
}
