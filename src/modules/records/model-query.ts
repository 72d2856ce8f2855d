import { fold, stem, tokens } from '../../engines/czech/index.ts'
import { plainNumber, stemMark } from './model-index.ts'

/** One thing that must be found, or must not. */
export type Term =
  | { readonly kind: 'word'; readonly text: string; readonly folded: string; readonly stem: string }
  | { readonly kind: 'phrase'; readonly text: string; readonly words: readonly string[] }
  /** Has a digit in it: found as a fragment of a number or as a word of the text. */
  | { readonly kind: 'number'; readonly text: string; readonly fragment: string; readonly folded: string }

/** What a person typed, understood. */
export interface Question { readonly wanted: readonly Term[]; readonly unwanted: readonly Term[] }

/** Words that join others: a person types them and does not look for them. Within quotes they count. */
const joining = new Set('a i o u k s v z na do od ke ku ve se ze za po při pro nad pod pred před u dle the of and to in'.split(' ').map(fold))
const mostTerms = 16
/** A piece of what was typed: in quotes or up to a space, with or without a minus in front of it. */
const piece = /(-?)(?:"([^"]*)"?|„([^“”"]*)[“”"]?|(\S+))/gu
export const leastPrefix = 4

/**
 * Words that all must be there, "phrases", -exclusions, fragments of numbers. Whatever is typed means something: a quote left open ends
 * with the text, a lone minus is nothing. At most 16 terms; the rest is left out.
 */
export function understand(typed: string): Question {
  const terms = [...typed.normalize('NFC').matchAll(piece)].flatMap(([, minus, quoted, low, word]) => {
    const phrase = quoted ?? low
    return (phrase === undefined ? termsOf(word ?? '') : phraseOf(phrase)).map((term) => ({ unwanted: minus === '-', term }))
  })
  const heard = terms.some(({ term }) => !isJoining(term)) ? terms.filter(({ term }) => !isJoining(term)) : terms
  const some = heard.slice(0, mostTerms)
  return { wanted: some.filter((each) => !each.unwanted).map(({ term }) => term), unwanted: some.filter((each) => each.unwanted).map(({ term }) => term) }
}

export const isEmpty = ({ wanted, unwanted }: Question) => wanted.length + unwanted.length === 0

const hasDigit = (text: string) => /\p{N}/u.test(text)
const isJoining = (term: Term) => term.kind === 'word' && (term.folded.length === 1 || joining.has(term.folded))

function termsOf(word: string): Term[] {
  const whole = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}/-]+$/gu, '')
  if (hasDigit(whole)) return [{ kind: 'number', text: whole, fragment: plainNumber(whole), folded: fold(whole) }]
  return [...tokens(word)].map(({ text }) => ({ kind: 'word', text, folded: fold(text), stem: stem(text) }))
}

function phraseOf(quoted: string): Term[] {
  const words = [...tokens(quoted)]
  if (words.length === 0) return []
  // A number in quotes is still a number: KUJZ 12/2026 is typed with the space that it has on paper.
  if (words.some(({ text }) => text.includes('/')) && /^\S+( \S+)?$/.test(quoted.trim())) {
    return [{ kind: 'number', text: quoted.trim(), fragment: plainNumber(quoted), folded: fold(quoted.trim()) }]
  }
  const parts = words.filter((word, i) => words[i + 1]?.position !== word.position)
  return [{ kind: 'phrase', text: quoted.trim(), words: parts.map(({ text }) => fold(text)) }]
}

/** The term for PostgreSQL's `tsquery`: a word as its stem, or as the beginning of a word when it is long enough to be one. */
export function tsquery(term: Term, least = leastPrefix): string {
  switch (term.kind) {
    case 'word': return term.folded.length >= least ? `(${quote(stemMark + term.stem)} | ${quote(term.folded)}:*)` : quote(stemMark + term.stem)
    case 'phrase': return `(${term.words.map(quote).join(' <-> ')})`
    case 'number': return term.folded.length >= leastPrefix ? `${quote(term.folded)}:*` : quote(term.folded)
  }
}

/** The same for what must not be there: by its stem alone, because a beginning would exclude more than was meant. */
export const tsqueryExact = (term: Term) => term.kind === 'word' ? quote(stemMark + term.stem) : tsquery(term)

const quote = (lexeme: string) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`
