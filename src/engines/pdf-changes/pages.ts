import type { PdfView } from '../pdf/index.ts'
import { Comparison, type Effort } from './comparison.ts'
import type { Change, PageDifference } from './model.ts'
import { below } from './path.ts'
import { fixed } from './rules-anywhere.ts'
import { page } from './rules-document.ts'

/** Which pages look otherwise. Nothing is compared as long as all changes are of a harmless class. */
export function pageDifference(
  before: PdfView, after: PdfView, changes: readonly Change[], effort: Effort,
): Omit<PageDifference, 'overlapped'> {
  if (!changes.some(({ level }) => level === 'OTHER')) return { counts: undefined, different: [], unpaired: [] }
  const counts = { before: before.pages.length, after: after.pages.length }
  const numbers = Array.from({ length: Math.max(counts.before, counts.after) }, (_, index) => index + 1)
  const unpaired = numbers.slice(Math.min(counts.before, counts.after))
  return { counts, different: numbers.filter((number) => differs(before, after, number, effort)), unpaired }
}

/** Each page is walked anew, so that what several share is told of each of them. */
function differs(before: PdfView, after: PdfView, number: number, effort: Effort): boolean {
  const one = before.pages[number - 1]
  const other = after.pages[number - 1]
  if (one === undefined || other === undefined) return true
  const walk = new Comparison(before, after, effort)
  for (const key of new Set([...one.inherited.keys(), ...other.inherited.keys()])) {
    walk.run(one.inherited.get(key) ?? null, other.inherited.get(key) ?? null, fixed, below(undefined, key))
  }
  walk.run(one.dictionary, other.dictionary, page, below(undefined, 'Page'))
  return walk.changes.length > 0
}
