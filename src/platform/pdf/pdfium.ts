import { PDFiumModule } from '@hyzyla/pdfium'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { accept, refuse, type Result } from '../../kernel/result.ts'

export interface PdfDocument {
  readonly pages: number
  /** Width and height of a page in points (1/72 inch) as displayed, rotation included. Pages count from 0. */
  sizeOf(page: number): readonly [width: number, height: number]
  /** The page on white, 4 bytes a pixel, red first. Nothing when the page cannot be loaded. */
  pixelsOf(page: number, width: number, height: number): Uint8Array | undefined
  /** The words of a page in the order of the file, lines ended by a newline. */
  textOf(page: number): string
}

/**
 * Opens a foreign PDF. To be called only inside a sandbox, once per run: the document is not closed, the run ends instead,
 * and hostile files may throw, trap or never return.
 */
export async function openPdf(bytes: Uint8Array, memoryMb: number): Promise<Result<PdfDocument, 'encrypted' | 'damaged'>> {
  const pdfium = (await PDFiumModule({ locateFile: () => '', instantiateWasm: limitedTo(memoryMb) as never })) as Pdfium
  pdfium._FPDF_InitLibraryWithConfig({ version: 2 })
  const memory = () => new DataView(pdfium.HEAPU8.buffer)
  const allocate = (size: number) => {
    const at = pdfium.wasmExports.malloc(size)
    if (at === 0) throw new Error(`no memory for ${size} bytes`)
    return at
  }
  const file = allocate(bytes.length)
  pdfium.HEAPU8.set(bytes, file)
  const document = pdfium._FPDF_LoadMemDocument(file, bytes.length, 0)
  if (document === 0) return refuse(locked.has(pdfium._FPDF_GetLastError()) ? 'encrypted' : 'damaged')
  const form = formOf(pdfium, document, allocate)

  return accept({
    pages: pdfium._FPDF_GetPageCount(document),
    sizeOf(page) {
      const at = allocate(16)
      if (pdfium._FPDF_GetPageSizeByIndex(document, page, at, at + 8) === 0) return [0, 0]
      return [memory().getFloat64(at, true), memory().getFloat64(at + 8, true)]
    },
    pixelsOf(page, width, height) {
      const loaded = pdfium._FPDF_LoadPage(document, page)
      if (loaded === 0) return undefined
      const at = allocate(4 * width * height)
      const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, bgra, at, 4 * width)
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
      pdfium._FPDF_RenderPageBitmap(bitmap, loaded, 0, 0, width, height, 0, annotations | redFirst)
      // What people have filled in is a layer of its own.
      pdfium._FPDF_FFLDraw(form, bitmap, loaded, 0, 0, width, height, 0, redFirst)
      const pixels = pdfium.HEAPU8.slice(at, at + 4 * width * height)
      pdfium._FPDFBitmap_Destroy(bitmap)
      pdfium._FPDF_ClosePage(loaded)
      pdfium.wasmExports.free(at)
      return pixels
    },
    textOf(page) {
      const loaded = pdfium._FPDF_LoadPage(document, page)
      const text = loaded === 0 ? 0 : pdfium._FPDFText_LoadPage(loaded)
      const length = text === 0 ? 0 : pdfium._FPDFText_CountChars(text)
      if (length <= 0) return ''
      const at = allocate(2 * (length + 1))
      const written = pdfium._FPDFText_GetText(text, 0, length, at)
      const words = utf16.decode(pdfium.HEAPU8.slice(at, at + 2 * Math.max(0, written - 1)))
      pdfium._FPDFText_ClosePage(text)
      pdfium._FPDF_ClosePage(loaded)
      pdfium.wasmExports.free(at)
      return words.replaceAll('\r\n', '\n').replace(hyphen, '').replace(control, '')
    },
  })
}

/** A hyphen that only the end of a line put into a word, as the library marks it. */
const hyphen = /\ufffe[ \n]?/g
const control = /(?!\n)\p{Cc}/gu
const utf16 = new TextDecoder('utf-16le')
// Numbers of the PDFium C interface: fpdfview.h.
const bgra = 4
const annotations = 0x01
const redFirst = 0x10
const locked = new Set([4, 5])

/** Functions the library exports but its types leave out. */
type Pdfium = Awaited<ReturnType<typeof PDFiumModule>> & {
  _FPDF_GetPageSizeByIndex(document: number, page: number, widthAt: number, heightAt: number): number
}

/** A form environment with no callbacks (struct FPDF_FORMFILLINFO, version 2): scripts have nothing to call. */
function formOf(pdfium: Pdfium, document: number, allocate: (size: number) => number): number {
  const size = 256
  const at = allocate(size)
  pdfium.HEAPU8.fill(0, at, at + size)
  pdfium.HEAPU8[at] = 2
  return pdfium._FPDFDOC_InitFormFillEnvironment(document, at)
}

/** The little of WebAssembly used here; Node has it, its types do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

/** Compiled when the module is loaded: a sandbox does that before it has a file to read. */
const wasm = new WebAssembly.Module(readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))))

/** Starts the library with a ceiling on its memory: beyond it an allocation fails as on a full machine. */
function limitedTo(memoryMb: number) {
  return (imports: { env: Record<string, unknown> }, started: (instance: object, module: object) => void) => {
    const grow = imports.env['emscripten_resize_heap']
    const growWithin = (size: number) => (size >>> 0 <= memoryMb * 2 ** 20 && typeof grow === 'function' ? grow(size) : 0)
    const instance = new WebAssembly.Instance(wasm, { ...imports, env: { ...imports.env, emscripten_resize_heap: growWithin } })
    started(instance, wasm)
    return instance.exports
  }
}
