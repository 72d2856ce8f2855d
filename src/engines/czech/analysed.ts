import { fold } from './fold.ts'
import { stem } from './stem.ts'

export interface Analysed { readonly folded: string; readonly stem: string }

/** Texts repeat their words: nine of ten are known already. */
const known = new Map<string, Analysed>()
const most = 50_000

/** A word folded and its stem, both remembered: the same as asking for each, only sooner. */
export function analysed(word: string): Analysed {
  const seen = known.get(word)
  if (seen) return seen
  if (known.size >= most) known.clear()
  const found = { folded: fold(word), stem: stem(word) }
  known.set(word, found)
  return found
}
