import { isArray, isKind, isName, type Page, type PdfDictionary, type PdfStream, type PdfValue, type PdfView } from '../pdf/index.ts'
import { operationsOf, stringsIn, type Operation } from './content.ts'
import { combined, identity, matrixAt, moved, type Box, type Matrix } from './geometry.ts'

/**
 * Something a content stream leaves on the page, and roughly where; text as the bytes that are shown, whatever their encoding. A mask is a
 * picture one can see through.
 */
export type Mark = { readonly kind: 'text' | 'image' | 'mask' | 'fill' | 'line'; readonly box: Box; readonly text: string }

type State = { readonly matrix: Matrix; readonly size: number; readonly leading: number }
type Walk = { readonly view: PdfView; readonly marks: Mark[]; depth: number; readonly within: Set<PdfStream> }

/** More marks than this say no more about what is covered. */
const enough = 20_000

/** What a page shows by its content, annotations aside. */
export function marksOfPage(view: PdfView, page: Pick<Page, 'dictionary' | 'inherited'>): readonly Mark[] {
  const contents = view.get(page.dictionary, 'Contents')
  const streams = (isArray(contents) ? contents.map((item) => view.resolve(item)) : [contents]).filter((item) => isKind(item, 'stream'))
  const resources = view.resolve(page.inherited.get('Resources'))
  const bytes = Buffer.concat(streams.flatMap((item) => [decodedText(view, item), Buffer.from('\n')]))
  const walk: Walk = { view, marks: [], depth: 0, within: new Set() }
  run(walk, bytes, isKind(resources, 'dictionary') ? resources : undefined, identity)
  return walk.marks
}

/** What a form XObject or an appearance shows, in its own coordinates. */
export function marksOfForm(view: PdfView, form: PdfStream): readonly Mark[] {
  const walk: Walk = { view, marks: [], depth: 0, within: new Set([form]) }
  run(walk, decodedText(view, form), view.dictionary(form.dictionary, 'Resources'), identity)
  return walk.marks
}

function decodedText(view: PdfView, stream: PdfStream): Uint8Array {
  const { bytes, left } = view.decoded(stream)
  return left.length > 0 ? new Uint8Array() : bytes
}

function run(walk: Walk, bytes: Uint8Array, resources: PdfDictionary | undefined, outer: Matrix): void {
  let state: State = { matrix: outer, size: 12, leading: 0 }
  const saved: State[] = []
  let line: Matrix = identity
  let path: Box | undefined
  for (const operation of operationsOf(bytes)) {
    if (walk.marks.length >= enough) return
    const { operator, operands } = operation
    const [a = 0, b = 0, c = 0, d = 0] = numbers(operands)
    if (operator === 'q' && saved.length < 1000) saved.push(state)
    else if (operator === 'Q') state = saved.pop() ?? state
    else if (operator === 'cm') state = { ...state, matrix: combined(matrixOf(operands), state.matrix) }
    else if (operator === 'Tf') state = { ...state, size: numbers(operands).at(-1) ?? 12 }
    else if (operator === 'TL') state = { ...state, leading: a }
    else if (operator === 'BT') line = identity
    else if (operator === 'Tm') line = matrixOf(operands)
    else if (operator === 'Td' || operator === 'TD') line = combined([1, 0, 0, 1, a, b], line)
    else if (operator === 'T*') line = combined([1, 0, 0, 1, 0, -state.leading], line)
    else if (operator === 're') path = around(path, [Math.min(a, a + c), Math.min(b, b + d), Math.max(a, a + c), Math.max(b, b + d)])
    else if (drawing.has(operator)) path = extended(path, operands)
    else if (operator === 'n') path = undefined
    else if (painting.has(operator)) {
      const kind = operator === 'S' || operator === 's' ? 'line' : 'fill'
      if (path !== undefined) walk.marks.push({ kind, box: moved(path, state.matrix), text: '' })
      path = undefined
    } else if (showing.has(operator)) {
      if (operator !== 'Tj' && operator !== 'TJ') line = combined([1, 0, 0, 1, 0, -state.leading], line)
      line = show(walk, operation, state, line)
    } else if (operator === 'BI') walk.marks.push({ kind: 'image', box: moved([0, 0, 1, 1], state.matrix), text: '' })
    else if (operator === 'sh') walk.marks.push({ kind: 'fill', box: [-Infinity, -Infinity, Infinity, Infinity], text: '' })
    else if (operator === 'Do') paint(walk, operands, resources, state.matrix)
  }
}

const drawing = new Set(['m', 'l', 'c', 'v', 'y'])
const painting = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's'])
const showing = new Set(['Tj', 'TJ', '\'', '"'])

/** Glyphs are taken for half as wide as high: enough to know where a text is. */
function show(walk: Walk, { operands }: Operation, { matrix, size }: State, line: Matrix): Matrix {
  const text = Buffer.concat(stringsIn(operands)).toString('latin1')
  const width = text.length * size / 2
  if (text.trim() !== '') walk.marks.push({ kind: 'text', box: moved([0, -size / 4, width, size], combined(line, matrix)), text })
  return combined([1, 0, 0, 1, width, 0], line)
}

/** An image fills the unit square; a form is run in its own coordinates, unless it contains itself. */
function paint(walk: Walk, [operand]: readonly PdfValue[], resources: PdfDictionary | undefined, matrix: Matrix): void {
  const { view } = walk
  const objects = resources === undefined ? undefined : view.dictionary(resources, 'XObject')
  const object = objects !== undefined && isKind(operand, 'name') ? view.get(objects, operand.name) : null
  if (!isKind(object, 'stream')) return
  if (isName(view.get(object.dictionary, 'Subtype'), 'Image')) {
    walk.marks.push({ kind: isSeenThrough(object.dictionary) ? 'mask' : 'image', box: moved([0, 0, 1, 1], matrix), text: '' })
  }
  if (!isName(view.get(object.dictionary, 'Subtype'), 'Form') || walk.within.has(object) || walk.depth > 12) return
  walk.depth++
  walk.within.add(object)
  const own = view.dictionary(object.dictionary, 'Resources') ?? resources
  run(walk, decodedText(view, object), own, combined(matrixAt(view, object.dictionary, 'Matrix'), matrix))
  walk.within.delete(object)
  walk.depth--
}

/** A picture with holes, such as a signature by hand, hides little. */
const isSeenThrough = ({ entries }: PdfDictionary): boolean => ['SMask', 'Mask', 'ImageMask'].some((key) => entries.has(key))

const numbers = (operands: readonly PdfValue[]): readonly number[] => operands.filter((item) => typeof item === 'number')

function matrixOf(operands: readonly PdfValue[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers(operands)
  return [a, b, c, d, e, f]
}

function extended(path: Box | undefined, operands: readonly PdfValue[]): Box | undefined {
  const points = numbers(operands)
  let box = path
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x = 0, y = 0] = points.slice(at, at + 2)
    box = around(box, [x, y, x, y])
  }
  return box
}

const around = (path: Box | undefined, other: Box): Box => path === undefined ? other : [
  Math.min(path[0], other[0]), Math.min(path[1], other[1]), Math.max(path[2], other[2]), Math.max(path[3], other[3]),
]

/** The appearance a viewer shows now: /N, or of its states the one /AS names. */
export function appearanceOf(view: PdfView, annotation: PdfDictionary): PdfStream | undefined {
  const appearances = view.dictionary(annotation, 'AP')
  const normal = appearances === undefined ? null : view.get(appearances, 'N')
  if (isKind(normal, 'stream')) return normal
  const state = view.get(annotation, 'AS')
  const chosen = isKind(normal, 'dictionary') && isKind(state, 'name') ? view.get(normal, state.name) : null
  return isKind(chosen, 'stream') ? chosen : undefined
}

