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

/** Walks the page tree until `meet` has enough and says so. A node met twice, or one that is neither a page nor pages, is refused. */
export function walkPages(view: Reader, source: Source, meet: (page: Page) => 'go-on' | 'enough'): void {
  const root = view.catalog.entries.get('Pages')
  const limits = source.budget.limits
  const met = new Set<number>()
  const bad = () => new PdfProblem('malformed-page-tree', 0)
  let count = 0
  const walk = (item: PdfValue | undefined, above: ReadonlyMap<string, PdfValue>, depth: number): 'go-on' | 'enough' => {
    if (!isKind(item, 'reference') || met.has(item.number) || depth > limits.depth) throw bad()
    met.add(item.number)
    const node = view.resolve(item)
    if (!isKind(node, 'dictionary')) throw bad()
    const inherited = new Map(above)
    for (const key of inheritable) if (node.entries.has(key)) inherited.set(key, view.get(node, key))
    const kids = view.get(node, 'Kids')
    if (kids === null || isName(view.get(node, 'Type'), 'Page')) {
      if (++count > limits.pages) throw bad()
      return meet({ reference: item, dictionary: node, inherited })
    }
    if (!isArray(kids)) throw bad()
    return kids.some((kid) => walk(kid, inherited, depth + 1) === 'enough') ? 'enough' : 'go-on'
  }
  if (walk(root, new Map(), 0) === 'enough') return
  const top = view.resolve(root)
  const counted = isKind(top, 'dictionary') ? view.get(top, 'Count') : null
  if (!isCount(counted) || counted !== count) source.odd('page-count-differs', 0)
}
