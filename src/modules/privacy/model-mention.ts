import { analysed, fold, tokens } from '../../engines/czech/index.ts'

/** What stands where something was erased. */
export const blank = '[vymazáno]'
/** The name of a record of the register whose person was erased. */
export const erasedName = 'Vymazaná osoba'

/** Titles and legal forms tell of nobody. */
const silent = new Set('ing mgr bc mudr judr phdr rndr mvdr paeddr phd csc drsc dis mba llm prof doc arch pan pani spol sro firma mesto obec'.split(' '))

/** Finds a person in texts. */
export interface Mentions {
  isIn(text: string): boolean
  /** The text without the person; whole texts go where nothing less helps. */
  without(text: string): string
}

/**
 * `tells`: names, addresses, numbers of the person as they stand in records. Words of names are found in any of their forms (Nováka,
 * Novákovi), with and without diacritics; anything with a digit or an @ in it as it is written. It finds too much rather than too little:
 * it is asked only about things of the very person.
 */
export function mentionsOf(tells: readonly string[]): Mentions {
  const exact = tells.filter((tell) => /[\d@]/.test(tell)).map((tell) => fold(tell.trim())).filter((tell) => tell.length > 3)
  const names = tells.filter((tell) => !/[\d@]/.test(tell)).flatMap((tell) => [...tokens(tell)].map(({ text }) => analysed(text)))
  const stems = new Set(names.filter(({ folded }) => folded.length > 2 && !silent.has(folded)).flatMap(({ folded, stem }) => [folded, stem]))
  const isNamed = (word: string) => {
    const { folded, stem } = analysed(word)
    return stems.has(folded) || stems.has(stem)
  }
  const isIn = (text: string) => {
    const folded = fold(text)
    return exact.some((tell) => folded.includes(tell)) || [...tokens(text)].some((token) => isNamed(token.text))
  }
  return {
    isIn,
    without(text) {
      if (!isIn(text)) return text
      let [left, last] = ['', 0]
      for (const { from, to, text: word } of tokens(text)) {
        if (from < last || !isNamed(word)) continue
        left += `${text.slice(last, from)}${blank}`
        last = to
      }
      const shorter = `${left}${text.slice(last)}`.replace(/\[vymazáno\](\s+\[vymazáno\])+/g, blank)
      return isIn(shorter) ? blank : shorter
    },
  }
}
