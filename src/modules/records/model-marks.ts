import { analysed, foldWithPlaces, tokens } from '../../engines/czech/index.ts'
import { leastPrefix, type Question, type Term } from './model-query.ts'

/** A text and the parts of it that were looked for, from–to; never markup. */
export interface Marked { readonly text: string; readonly marks: readonly (readonly [from: number, to: number])[] }

const snippetLength = 220

/** The text with everything marked that answers the question. */
export function marked(text: string, { wanted }: Question): Marked {
  const words = wanted.filter((term) => term.kind !== 'number')
  const found = [...tokens(text)].flatMap(({ text: word, from, to }) => (words.some((term) => answers(term, word)) ? [[from, to] as const] : []))
  const fragments = !/\p{N}/u.test(text) ? [] : wanted.flatMap((term) => (term.kind === 'number' ? fragmentsIn(text, term.fragment) : []))
  return { text, marks: merged([...found, ...fragments]) }
}

/** A piece of a long text around the first place that answers the question, or nothing where none does. */
export function snippet(text: string, question: Question): Marked | null {
  const first = firstAnswer(text, question)
  if (first === null) return null
  const from = startOfWord(text, Math.max(0, first - 60))
  const piece = text.slice(from, from + snippetLength).replace(/\s+/g, ' ').trim()
  return marked(piece, question)
}

function firstAnswer(text: string, { wanted }: Question): number | null {
  for (const { text: word, from } of tokens(text)) if (wanted.some((term) => answers(term, word))) return from
  return null
}

function answers(term: Term, word: string): boolean {
  const { folded, stem } = analysed(word)
  switch (term.kind) {
    case 'word': return (term.folded.length >= 3 && folded.startsWith(term.folded)) || stem === term.stem
    case 'phrase': return term.words.includes(folded)
    case 'number': return folded === term.folded || (term.folded.length >= leastPrefix && folded.startsWith(term.folded))
  }
}

/** Spaces within a number do not count. */
function fragmentsIn(text: string, fragment: string): (readonly [number, number])[] {
  const { folded, places } = foldWithPlaces(text)
  const kept = [...folded].flatMap((letter, i) => (/\s/.test(letter) ? [] : [i]))
  const plain = kept.map((i) => folded[i]).join('')
  const found: (readonly [number, number])[] = []
  for (let at = plain.indexOf(fragment); at >= 0 && fragment !== ''; at = plain.indexOf(fragment, at + fragment.length)) {
    found.push([places[kept[at] ?? 0] ?? 0, places[(kept[at + fragment.length - 1] ?? 0) + 1] ?? text.length])
  }
  return found
}

function merged(marks: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const all: (readonly [number, number])[] = []
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = all.at(-1)
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)]
    else all.push([from, to])
  }
  return all
}

function startOfWord(text: string, near: number): number {
  const space = text.indexOf(' ', near)
  return near === 0 || space < 0 || space - near > 30 ? near : space + 1
}
