import { accept, refuse, type Result } from '../../kernel/result.ts'
import { openPdf, type PdfDocument } from './pdfium.ts'
import { pngOf } from '../pictures/index.ts'
import { inkOf, type Ink } from './ink.ts'

export type Question =
  | { readonly ask: 'sizes' }
  | { readonly ask: 'text' }
  /** The first page is 1. */
  | { readonly ask: 'png'; readonly page: number; readonly widthPx: number }
  /** Of the last page. */
  | { readonly ask: 'ink' }

type Refusal = 'encrypted' | 'damaged' | 'too-large' | 'no-such-page'

/** Answers one question about one foreign PDF. Runs in the sandbox, where it may fail in any way it likes. */
export default async function answer(
  { bytes, question }: { bytes: Uint8Array; question: Question },
): Promise<Result<readonly (readonly [number, number])[] | readonly string[] | Uint8Array | Ink, Refusal>> {
  const opened = await openPdf(bytes, memoryMb)
  if (!opened.ok) return opened
  const pdf = opened.value
  if (pdf.pages < 1) return refuse('damaged')
  if (question.ask === 'png') return pictureOf(pdf, question.page, question.widthPx)
  if (question.ask === 'ink') return lastInk(pdf)
  if (pdf.pages > mostPages) return refuse('too-large')
  const pages = Array.from({ length: pdf.pages }, (_, page) => page)
  if (question.ask === 'sizes') return accept(pages.map(page => pdf.sizeOf(page)))
  return textsOf(pdf, pages)
}

const memoryMb = 512
const mostPages = 5_000
const mostPixels = 12_000_000
const mostCharacters = 8_000_000

function pictureOf(pdf: PdfDocument, page: number, widthPx: number): Result<Uint8Array, Refusal> {
  if (!Number.isInteger(page) || page < 1 || page > pdf.pages) return refuse('no-such-page')
  const [widthPt, heightPt] = pdf.sizeOf(page - 1)
  if (!(widthPt > 0 && heightPt > 0)) return refuse('damaged')
  const width = Math.max(1, Math.round(widthPx))
  const height = Math.max(1, Math.round((width * heightPt) / widthPt))
  if (!(width * height <= mostPixels)) return refuse('too-large')
  const pixels = pdf.pixelsOf(page - 1, width, height)
  return pixels === undefined ? refuse('damaged') : accept(pngOf(pixels, width, height))
}

function lastInk(pdf: PdfDocument): Result<Ink, Refusal> {
  const page = pdf.pages - 1
  const [widthPt, heightPt] = pdf.sizeOf(page)
  if (!(widthPt > 0 && heightPt > 0)) return refuse('damaged')
  const [width, height] = [Math.ceil(widthPt), Math.ceil(heightPt)]
  if (!(width * height <= mostPixels)) return refuse('too-large')
  const pixels = pdf.pixelsOf(page, width, height)
  return pixels === undefined ? refuse('damaged') : accept({ page, widthPt, heightPt, boxes: inkOf(pixels, width, height) })
}

function textsOf(pdf: PdfDocument, pages: readonly number[]): Result<readonly string[], Refusal> {
  const texts: string[] = []
  let characters = 0
  for (const page of pages) {
    const text = pdf.textOf(page)
    characters += text.length
    if (characters > mostCharacters) return refuse('too-large')
    texts.push(text)
  }
  return accept(texts)
}
