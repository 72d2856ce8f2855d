import { isArray, isKind, isName, type PdfValue, type PdfView } from '../pdf/index.ts'
import { entries, type Meeting, type Place } from './comparison.ts'
import { below } from './path.ts'
import { fixed, frozen } from './rules-anywhere.ts'

/** The structure for assistive readers: what describes a new field of a signature may be added, the rest says what it said. */
export const structureTree: Place = { name: 'structure', judge: (met) => {
  const { before, after, walk } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return walk.refuse(met, 'structure-changed')
  entries(met, before, after, (key) => ofTree[key] ?? unchanged)
} }

const unchanged = frozen('structure-part', 'structure-changed')

const counter: Place = { name: 'structure-counter', judge: (met) => {
  if (met.before === met.after) return
  const { before, after, walk } = met
  if (typeof before === 'number' && typeof after === 'number' && after > before) walk.allow(met, 'structure-of-widget', 'LTA_UPDATES')
  else walk.refuse(met, 'structure-changed')
} }

/** The kids of an element, in their order, with new ones for widgets among them. */
const kids: Place = { name: 'structure-kids', judge: (met) => {
  const { walk, path, object } = met
  const before = items(met.before)
  const after = items(met.after)
  let next = 0
  for (const [index, item] of after.entries()) {
    const old = before[next]
    if (old !== undefined && isSameItem(old, item)) {
      walk.meet(old, item, element, below(path, index), object)
      next++
    } else if (describesWidget(met, item)) walk.allow({ ...met, path: below(path, index) }, 'structure-of-widget', 'LTA_UPDATES')
    else return walk.refuse(met, 'structure-changed')
  }
  if (next < before.length) walk.refuse(met, 'structure-changed')
} }

const items = (value: PdfValue): readonly PdfValue[] => value === null ? [] : isArray(value) ? value : [value]

function isSameItem(before: PdfValue, after: PdfValue): boolean {
  if (isKind(before, 'reference')) return isKind(after, 'reference') && before.number === after.number
  if (isKind(after, 'reference')) return false
  return isKind(after, 'dictionary') === isKind(before, 'dictionary')
}

const element: Place = { name: 'structure-element', judge: (met) => {
  const { before, after } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return unchanged.judge(met)
  if (before !== after && after.repeated.length > 0) met.walk.refuse(met, 'repeated-key')
  entries(met, before, after, (key) => key === 'K' ? kids : key === 'P' ? parent : unchanged)
} }

/** The element above is judged from above. */
const parent: Place = { name: 'structure-parent', judge: (met) => {
  const { references } = met
  if (references === undefined || references[0].number !== references[1].number) met.walk.refuse(met, 'structure-changed')
} }

/** A new element of the form, or a bare reference to a new annotation; it must lead to nothing but annotations and bring no words. */
const describesWidget = ({ walk: { after: view } }: Meeting, item: PdfValue): boolean => holdsObjectsOnly(view, item, 0)

function holdsObjectsOnly(view: PdfView, item: PdfValue, depth: number): boolean {
  const value = view.resolve(item)
  if (!isKind(value, 'dictionary') || depth > 8 || value.repeated.length > 0) return false
  if (isName(view.get(value, 'Type'), 'OBJR')) return isKind(view.get(value, 'Obj'), 'dictionary')
  if (value.entries.has('ActualText') || value.entries.has('E')) return false
  return items(view.get(value, 'K')).every((kid) => holdsObjectsOnly(view, kid, depth + 1))
}

/** A number tree: entries may be added, and nodes for them. */
const parentTree: Place = { name: 'parent-tree', judge: (met) => {
  const { walk, path, object } = met
  const before = numbersOf(walk.before, met.before)
  const after = numbersOf(walk.after, met.after)
  if (before === undefined || after === undefined) return walk.refuse(met, 'structure-changed')
  for (const [key, value] of before) walk.meet(value, after.get(key) ?? null, parentEntry, below(path, key), object)
  for (const key of after.keys()) if (!before.has(key)) walk.allow({ ...met, path: below(path, key) }, 'structure-of-widget', 'LTA_UPDATES')
} }

/** An element, or those of the marked content of a page; the elements themselves are judged in their tree. */
const parentEntry: Place = { name: 'parent-entry', judge: (met) => {
  const { before, after, references, walk, path, object } = met
  if (isArray(before) && isArray(after) && before.length === after.length) {
    for (const [index, item] of before.entries()) walk.meet(item, after[index], parentEntry, below(path, index), object)
  } else if (before !== after && references?.[0].number !== (references?.[1].number ?? null)) walk.refuse(met, 'structure-changed')
} }

/** Undefined when it is no number tree, or one too deep. */
function numbersOf(view: PdfView, root: PdfValue): ReadonlyMap<number, PdfValue> | undefined {
  const found = new Map<number, PdfValue>()
  const collect = (item: PdfValue, depth: number): boolean => {
    const node = view.resolve(item)
    if (!isKind(node, 'dictionary') || depth > 32) return false
    const pairs = view.array(node, 'Nums') ?? []
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      const key = view.resolve(pairs[index])
      if (typeof key !== 'number' || found.has(key)) return false
      found.set(key, pairs[index + 1] ?? null)
    }
    return (view.array(node, 'Kids') ?? []).every((kid) => collect(kid, depth + 1))
  }
  return root === null || collect(root, 0) ? found : undefined
}

const ofTree: Readonly<Record<string, Place>> = { K: kids, ParentTree: parentTree, ParentTreeNextKey: counter, Type: fixed }

