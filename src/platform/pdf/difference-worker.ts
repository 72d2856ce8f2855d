import { diffArrays } from 'diff'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { differingBoxes, type Box } from './differing-boxes.ts'
import { openPdf, type PdfDocument } from './pdfium.ts'

/** As in `PageDifference`; a pair beyond the pictured ones has `boxes: null`. */
interface Compared {
  readonly before: number | null
  readonly after: number | null
  readonly textBefore: string
  readonly textAfter: string
  readonly boxes: readonly Box[] | null
}

/** Compares two foreign PDFs page by page. Runs in the sandbox, where it may fail in any way it likes. */
export default async function compare({ before, after }: { before: Uint8Array; after: Uint8Array }): Promise<Result<readonly Compared[], 'encrypted' | 'damaged' | 'too-large'>> {
  const [one, other] = [await openPdf(before, memoryMb), await openPdf(after, memoryMb)]
  if (!one.ok) return one
  if (!other.ok) return other
  if (Math.max(one.value.pages, other.value.pages) > mostPages) return refuse('too-large')
  const [texts, newTexts] = [textsOf(one.value), textsOf(other.value)]
  return accept(pairs(texts, newTexts).map(([left, right], index) => ({
    before: left, after: right, textBefore: textAt(texts, left), textAfter: textAt(newTexts, right),
    boxes: left === null || right === null ? [] : index < mostPictured ? boxesOf(one.value, left - 1, other.value, right - 1) : null,
  })))
}

const memoryMb = 448
const mostPages = 500
const mostPictured = 100
const widthPx = 420

type Pair = readonly [before: number | null, after: number | null]

/** Pages with the same text belong together, and between them one after another; the rest came or went. Pages count from 1. */
function pairs(texts: readonly string[], newTexts: readonly string[]): Pair[] {
  const made: Pair[] = []
  let [left, right] = [0, 0]
  let gone: number[] = []
  for (const { value, added, removed } of diffArrays([...texts], [...newTexts])) {
    const pages = value.map(() => (added ? (right += 1) : (left += 1)))
    if (removed) gone = pages
    else if (added) made.push(...sideBySide(gone.splice(0), pages))
    else made.push(...gone.splice(0).map((page): Pair => [page, null]), ...pages.map((page): Pair => [page, (right += 1)]))
  }
  return [...made, ...gone.map((page): Pair => [page, null])]
}

const sideBySide = (gone: readonly number[], come: readonly number[]): Pair[] =>
  Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => [gone[index] ?? null, come[index] ?? null])

const textAt = (texts: readonly string[], page: number | null) => (page === null ? '' : texts[page - 1] ?? '')

const textsOf = (pdf: PdfDocument) => Array.from({ length: pdf.pages }, (_, page) => pdf.textOf(page).slice(0, longestText))
const longestText = 100_000

const everything: Box = { left: 0, top: 0, width: 1, height: 1 }

function boxesOf(one: PdfDocument, page: number, other: PdfDocument, newPage: number): readonly Box[] {
  const [size, newSize] = [one.sizeOf(page), other.sizeOf(newPage)]
  const height = Math.round((widthPx * size[1]) / size[0])
  if (!(height > 0 && height < 4 * widthPx) || size.some((length, axis) => Math.abs(length - (newSize[axis] ?? 0)) > 1)) return [everything]
  const [picture, newPicture] = [one.pixelsOf(page, widthPx, height), other.pixelsOf(newPage, widthPx, height)]
  return picture && newPicture ? differingBoxes(picture, newPicture, widthPx, height) : [everything]
}
