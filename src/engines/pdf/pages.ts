import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isArray, isCount, isKind, isName, type PdfDictionary, type PdfReference, type PdfValue } from './values.ts'
import type { PdfView } from './view.ts'

export type Page = {
  readonly reference: PdfReference
  readonly dictionary: PdfDictionary
  /** Resources, MediaBox, CropBox and Rotate, its own or inherited. */
  readonly inherited: ReadonlyMap<string, PdfValue>
}

const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const

/** Walks the page tree. A node met twice, or one that is neither a page nor pages, is refused. */
export function readPages(view: PdfView, source: Source): readonly Page[] {
  const pages: Page[] = []
  const met = new Set<number>()
  const bad = () => new PdfProblem('malformed-page-tree', 0)
  const walk = (item: PdfValue | undefined, above: ReadonlyMap<string, PdfValue>, depth: number): void => {
    if (!isKind(item, 'reference') || met.has(item.number) || depth > source.budget.limits.depth) throw bad()
    met.add(item.number)
    const node = view.resolve(item)
    if (!isKind(node, 'dictionary') || pages.length >= source.budget.limits.pages) throw bad()
    const inherited = new Map(above)
    for (const key of inheritable) if (node.entries.has(key)) inherited.set(key, view.get(node, key))
    const kids = view.get(node, 'Kids')
    if (isName(view.get(node, 'Type'), 'Page') || kids === null) pages.push({ reference: item, dictionary: node, inherited })
    else if (isArray(kids)) for (const kid of kids) walk(kid, inherited, depth + 1)
    else throw bad()
  }
  const root = view.catalog.entries.get('Pages')
  walk(root, new Map(), 0)
  const counted = isKind(root, 'reference') ? view.resolve(root) : null
  const count = isKind(counted, 'dictionary') ? view.get(counted, 'Count') : null
  if (!isCount(count) || count !== pages.length) source.odd('page-count-differs', 0)
  return pages
}
