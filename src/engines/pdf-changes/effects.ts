import { isArray, isKind, isName, reading, type PdfDictionary, type PdfStream, type PdfView } from '../pdf/index.ts'
import { boxAt, combined, matrixAt, moved, overlaps, type Box, type Matrix } from './geometry.ts'
import { appearanceOf, marksOfForm, marksOfPage, type Mark } from './marks.ts'
import type { ChangeEffect } from './model.ts'
import { isVisible } from './signature-values.ts'

/**
 * What a comment does to what was signed. Some kinds of annotations can show any text or picture as if it belonged to the document, others
 * can be drawn over it (the evil annotation attack); lines, marks on text and small notes can do neither.
 */
export function effectOf(view: PdfView, annotation: PdfDictionary, before: PageFace): ChangeEffect | undefined {
  const kind = view.get(annotation, 'Subtype')
  const type = isKind(kind, 'name') ? kind.name : ''
  const box = boxAt(view, annotation, 'Rect')
  if (type === 'Popup' || box === undefined || !isVisible(view, annotation)) return undefined
  if (showsAnything.has(type) || !known.has(type)) return 'shows'
  const appearance = appearanceOf(view, annotation)
  const marks = appearance === undefined ? [] : readable(() => marksOfForm(view, appearance))
  if (marks === undefined || marks.some((mark) => mark.kind === 'text' || mark.kind === 'image' || mark.kind === 'mask')) return 'shows'
  if (notes.has(type) && box[2] - box[0] <= 36 && box[3] - box[1] <= 36) return undefined
  const filled = appearance === undefined ? isFilled(view, annotation)
    : marks.some((mark) => mark.kind === 'fill') && !isTransparent(view, appearance, 0)
  return filled && before.isCovered(box) ? 'covers' : undefined
}

/** Free text, stamps, redactions and players show what their author likes. */
const showsAnything = new Set(['FreeText', 'Stamp', 'Redact', 'Watermark', 'Screen', 'Movie', 'RichMedia', '3D', 'Widget'])
const notes = new Set(['Text', 'FileAttachment', 'Sound', 'Caret'])
const known = new Set([
  ...notes, 'Link', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut', 'Ink',
])

/**
 * What a new field for a signature does to its page. A signature may show its signer, who answers for it; an empty field has nothing to say
 * (the sneaky signature attack). Neither needs to hide what was there; a line of the form or a label may show through.
 */
export function effectOfField(view: PdfView, widget: PdfDictionary, before: PageFace, isSigned: boolean): ChangeEffect | undefined {
  const box = boxAt(view, widget, 'Rect')
  const look = appearanceOf(view, widget)
  if (box === undefined || look === undefined || !isVisible(view, widget)) return undefined
  const marks = readable(() => marksOfForm(view, look))
  if (marks === undefined) return 'shows'
  if (!isSigned && marks.some(({ kind }) => kind !== 'fill' && kind !== 'line')) return 'shows'
  const onto = placement(view, look, box)
  const areas = marks.filter(({ kind }) => kind === 'image' || kind === 'fill').map((mark) => moved(mark.box, onto))
  return areas.length > 0 && !isTransparent(view, look, 0) && before.hasAnythingUnder(areas) ? 'covers' : undefined
}

/** How an appearance comes to lie in its rectangle (ISO 32000-2 § 12.5.5). */
function placement(view: PdfView, look: PdfStream, [left, bottom, right, top]: Box): Matrix {
  const matrix = matrixAt(view, look.dictionary, 'Matrix')
  const [x, y, x2, y2] = moved(boxAt(view, look.dictionary, 'BBox') ?? [0, 0, 1, 1], matrix)
  const [across, up] = [(right - left) / (x2 - x || 1), (top - bottom) / (y2 - y || 1)]
  return combined(matrix, [across, 0, 0, up, left - x * across, bottom - y * up])
}

/** Drawn by the viewer: an interior colour and nothing that says it can be seen through. */
function isFilled(view: PdfView, annotation: PdfDictionary): boolean {
  const opacity = view.get(annotation, 'CA')
  return isArray(view.get(annotation, 'IC')) && (typeof opacity !== 'number' || opacity >= 1)
}

/** Some graphics state it uses mixes with what lies below. */
function isTransparent(view: PdfView, form: PdfStream, depth: number): boolean {
  const resources = view.dictionary(form.dictionary, 'Resources')
  if (resources === undefined || depth > 8) return false
  const states = view.dictionary(resources, 'ExtGState')
  for (const item of states?.entries.values() ?? []) {
    const state = view.resolve(item)
    if (!isKind(state, 'dictionary')) continue
    const opacity = view.get(state, 'ca')
    if (typeof opacity === 'number' && opacity <= 0.6) return true
    if (isName(view.get(state, 'BM'), 'Multiply') || isName(view.get(state, 'BM'), 'Darken')) return true
  }
  const forms = view.dictionary(resources, 'XObject')
  return [...forms?.entries.values() ?? []].map((item) => view.resolve(item))
    .some((item) => isKind(item, 'stream') && isTransparent(view, item, depth + 1))
}

/** Large areas are backgrounds, lines are frames; small areas may be letters drawn as shapes. */
const isWorthSeeing = ({ kind, box: [, bottom, , top] }: Mark): boolean => kind === 'fill' ? top - bottom <= 72 : kind !== 'line'

const everywhere: Mark = { kind: 'text', box: [-1e9, -1e9, 1e9, 1e9], text: '' }

/** What a page showed before something was laid on it. Looked at only when asked, once. */
export class PageFace {
  readonly #view: PdfView
  readonly #page: number
  #marks: readonly Mark[] | undefined
  #boxes: readonly Box[] | undefined

  constructor(view: PdfView, page: number) {
    this.#view = view
    this.#page = page
  }

  /** Whether text, a picture or a filled area lies there, or what cannot be told. */
  isCovered(box: Box): boolean {
    return this.#read().some((mark) => isWorthSeeing(mark) && overlaps(mark.box, box))
  }

  /** Whether the middle of something lies in one of the areas. */
  hasAnythingUnder(areas: readonly Box[]): boolean {
    return this.#read().some((mark) => {
      const [left, bottom, right, top] = mark.box
      const [x, y] = [(left + right) / 2, (bottom + top) / 2]
      return isWorthSeeing(mark) && areas.some((area) => area[0] <= x && x <= area[2] && area[1] <= y && y <= area[3])
    })
  }

  /** A page nobody can read may show anything anywhere. */
  #read(): readonly Mark[] {
    const page = this.#view.pages[this.#page - 1]
    return this.#marks ??= page === undefined ? [] : readable(() => marksOfPage(this.#view, page)) ?? [everywhere]
  }

  /** Whether an annotation or field that can be seen lies there. */
  isOccupied(box: Box): boolean {
    this.#boxes ??= this.#visibleBoxes()
    return this.#boxes.some((other) => overlaps(other, box))
  }

  #visibleBoxes(): readonly Box[] {
    const page = this.#view.pages[this.#page - 1]
    const items = page === undefined ? [] : this.#view.array(page.dictionary, 'Annots') ?? []
    return items.map((item) => this.#view.resolve(item)).filter((item) => isKind(item, 'dictionary'))
      .filter((item) => isVisible(this.#view, item) && !isName(this.#view.get(item, 'Subtype'), 'Popup'))
      .map((item) => boxAt(this.#view, item, 'Rect')).filter((box) => box !== undefined)
  }
}

/** Undefined when the content cannot be read. */
export function readable<Value>(work: () => Value): Value | undefined {
  const read = reading(work)
  return read.ok ? read.value : undefined
}
