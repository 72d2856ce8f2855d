import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isArray, isCount, isKind, isName, type PdfDictionary, type PdfReference, type PdfValue } from './values.ts'

export type Page = {
  readonly reference: PdfReference
  readonly dictionary: PdfDictionary
  /** Resources, MediaBox, CropBox and Rotate, its own or inherited. */
  readonly inherited: ReadonlyMap<string, PdfValue>
}

/** What the walk needs of a view. */
type Reader = {
  readonly catalog: PdfDictionary
  readonly resolve: (value: PdfValue | undefined) => PdfValue
  readonly get: (dictionary: PdfDictionary, key: string) => PdfValue
}

const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const

/** Walks the page tree as far as it is asked. A node met twice, or one that is neither a page nor pages, is refused. */
export function* walkPages(view: Reader, source: Source): Generator<Page> {
  const root = view.catalog.entries.get('Pages')
  const limits = source.budget.limits
  const met = new Set<number>()
  const bad = () => new PdfProblem('malformed-page-tree', 0)
  let count = 0
  function* walk(item: PdfValue | undefined, above: ReadonlyMap<string, PdfValue>, depth: number): Generator<Page> {
    if (!isKind(item, 'reference') || met.has(item.number) || depth > limits.depth) throw bad()
    met.add(item.number)
    const node = view.resolve(item)
    if (!isKind(node, 'dictionary')) throw bad()
    const inherited = new Map(above)
    for (const key of inheritable) if (node.entries.has(key)) inherited.set(key, view.get(node, key))
    const kids = view.get(node, 'Kids')
    if (isName(view.get(node, 'Type'), 'Page') || kids === null) {
      if (++count > limits.pages) throw bad()
      yield { reference: item, dictionary: node, inherited }
    } else if (isArray(kids)) for (const kid of kids) yield* walk(kid, inherited, depth + 1)
    else throw bad()
  }
  yield* walk(root, new Map(), 0)
  const top = view.resolve(root)
  const counted = isKind(top, 'dictionary') ? view.get(top, 'Count') : null
  if (!isCount(counted) || counted !== count) source.odd('page-count-differs', 0)
}
