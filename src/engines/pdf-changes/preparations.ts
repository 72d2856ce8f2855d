import { isKind, isName, type PdfDictionary, type PdfView } from '../pdf/index.ts'
import { readable } from './effects.ts'
import { boxAt, overlaps, type Box } from './geometry.ts'
import { appearanceOf, marksOfForm, marksOfPage, type Mark } from './marks.ts'
import { reachable } from './reachable.ts'
import { valuesNotShown } from './shown-values.ts'
import { isVisible } from './signature-values.ts'

/**
 * What lets a document show something else later, or elsewhere, than its signer sees (shadow attacks prepare it before the signature).
 * Each is a reason not to sign; in a signed file it is a warning, as it may be there in good faith.
 */
export type Preparation = {
  readonly kind:
    | 'dynamic-form' | 'script' | 'launch' | 'external-content' | 'hidden-layer' | 'font-not-embedded'
    | 'picture-over-text' | 'field-over-text' | 'fields-over-each-other' | 'value-not-shown' | 'unused-page' | 'missing-object'
  /** From 1 on, where it is on a page. */
  readonly page?: number
  /** The object or the field it is about. */
  readonly object?: number
  readonly field?: string
}

/** Everything of the kind that can be found in one view of a file; each kind at most a hundred times. */
export function preparations(view: PdfView): readonly Preparation[] {
  const fields = valuesNotShown(view).map((field) => ({ kind: 'value-not-shown', field } as const))
  const all = [...ofDocument(view), ...ofObjects(view), ...fields, ...view.pages.flatMap((_, index) => ofPage(view, index))]
  const counts = new Map<string, number>()
  return all.filter(({ kind }) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    return (counts.get(kind) ?? 0) <= 100
  })
}

function ofDocument(view: PdfView): readonly Preparation[] {
  const form = view.dictionary(view.catalog, 'AcroForm')
  const layers = view.dictionary(view.catalog, 'OCProperties')
  const usual = layers === undefined ? undefined : view.dictionary(layers, 'D')
  const base = usual === undefined ? null : view.get(usual, 'BaseState')
  const isOn = base === null || isName(base, 'ON')
  const hidden = usual !== undefined && (!isOn || ['OFF', 'AS'].some((key) => (view.array(usual, key) ?? []).length > 0))
  return [...form?.entries.has('XFA') === true ? [{ kind: 'dynamic-form' } as const] : [], ...hidden ? [{ kind: 'hidden-layer' } as const] : []]
}

const launching = new Set(['Launch', 'GoToR', 'GoToE', 'ImportData', 'SubmitForm'])

function ofObjects(view: PdfView): readonly Preparation[] {
  const { numbers, dictionaries, missing } = reachable(view)
  const found = dictionaries.flatMap(({ dictionary, object, stream }): Preparation[] => {
    const kind = actionOf(view, dictionary, stream)
    return kind === undefined ? [] : [{ kind, object }]
  })
  const unused = view.numbers().filter((number) => !numbers.has(number)).filter((number) => isPage(view, number))
  const awaited = [...missing].filter(([, key]) => shown.has(key)).map(([object]) => ({ kind: 'missing-object', object } as const))
  return [...found, ...unused.map((object) => ({ kind: 'unused-page', object } as const)), ...awaited]
}

function actionOf(view: PdfView, dictionary: PdfDictionary, isStream: boolean): Preparation['kind'] | undefined {
  const action = view.get(dictionary, 'S')
  if (isName(action, 'JavaScript') || dictionary.entries.has('JS')) return 'script'
  if (isKind(action, 'name') && launching.has(action.name)) return 'launch'
  if (isStream && (dictionary.entries.has('F') || isKind(view.get(dictionary, 'Ref'), 'dictionary'))) return 'external-content'
  return isForeignFont(view, dictionary) ? 'font-not-embedded' : undefined
}

function isForeignFont(view: PdfView, { entries }: PdfDictionary): boolean {
  const is = (key: string, wanted: string) => isName(view.resolve(entries.get(key)), wanted)
  if (is('Type', 'FontDescriptor')) return !['FontFile', 'FontFile2', 'FontFile3'].some((key) => entries.has(key))
  // The fourteen standard fonts need no descriptor: every viewer takes its own.
  return is('Type', 'Font') && entries.has('BaseFont') && !is('Subtype', 'Type0') && !is('Subtype', 'Type3') && !entries.has('FontDescriptor')
}

/** Whoever gives such an object later makes something appear. */
const shown = new Set(['Annots', 'Kids', 'Contents', 'Fields', 'AP', 'N'])

/** A page or tree of pages that no page of the document is; a later revision needs only to point to it. */
function isPage(view: PdfView, number: number): boolean {
  const value = view.object(number)
  if (!isKind(value, 'dictionary') || isEmptyTree(view, value)) return false
  return ['Page', 'Pages', 'Catalog'].some((type) => isName(view.get(value, 'Type'), type))
}

const isEmptyTree = (view: PdfView, node: PdfDictionary): boolean =>
  isName(view.get(node, 'Type'), 'Pages') && (view.array(node, 'Kids') ?? []).length === 0

function ofPage(view: PdfView, index: number): readonly Preparation[] {
  const page = view.pages[index]
  const marks = page === undefined ? [] : readable(() => marksOfPage(view, page)) ?? []
  const items = page === undefined ? [] : view.array(page.dictionary, 'Annots') ?? []
  const fields = items.slice(0, 1000).map((item) => view.resolve(item)).filter((item) => isKind(item, 'dictionary'))
  const boxes = fields.filter((item) => isOpaqueField(view, item)).map((item) => boxAt(view, item, 'Rect')).filter((box) => box !== undefined)
  const isOverText = boxes.some((box) => marks.some((mark) => mark.kind === 'text' && contains(box, mark.box)))
  const isOverEachOther = boxes.some((box, at) => boxes.slice(at + 1).some((other) => overlaps(inner(box), inner(other))))
  const number = index + 1
  return [
    ...hidesText(marks) ? [{ kind: 'picture-over-text', page: number } as const] : [],
    ...isOverText ? [{ kind: 'field-over-text', page: number } as const] : [],
    ...isOverEachOther ? [{ kind: 'fields-over-each-other', page: number } as const] : [],
  ]
}

/** A picture or area drawn later, wholly over a text that was there. */
function hidesText(marks: readonly Mark[]): boolean {
  const texts: Box[] = []
  for (const { kind, box } of marks.slice(0, 5000)) {
    if (kind === 'text') texts.push(box)
    else if (kind === 'image' && texts.some((text) => contains(box, text))) return true
  }
  return false
}

/** A widget whose look paints an area or a picture, or whose background has a colour. */
function isOpaqueField(view: PdfView, item: PdfDictionary): boolean {
  if (!isName(view.get(item, 'Subtype'), 'Widget') || !isVisible(view, item)) return false
  const colours = view.dictionary(item, 'MK')
  if (colours !== undefined && (view.array(colours, 'BG') ?? []).length > 0) return true
  const look = appearanceOf(view, item)
  const marks = look === undefined ? [] : readable(() => marksOfForm(view, look)) ?? []
  return marks.some(({ kind }) => kind === 'fill' || kind === 'image')
}

const contains = (outer: Box, [left, bottom, right, top]: Box): boolean =>
  outer[0] <= left + 1 && outer[1] <= bottom + 3 && outer[2] >= Math.min(right, left + 10) && outer[3] >= top - 6

/** Fields that merely touch are neighbours. */
const inner = ([left, bottom, right, top]: Box): Box => [left + 1, bottom + 1, right - 1, top - 1]
