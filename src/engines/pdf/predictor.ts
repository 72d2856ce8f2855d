import { PdfProblem } from './problem.ts'
import { isCount, type PdfDictionary } from './values.ts'

/** Undoes the PNG (10–15) and TIFF (2) predictors that may lie under Flate and LZW. */
export function undoPredictor(bytes: Uint8Array, parameters: PdfDictionary | undefined, at: number): Uint8Array {
  const number = (key: string, otherwise: number): number => {
    const value = parameters?.entries.get(key) ?? otherwise
    if (!isCount(value) || value > 2 ** 24) throw new PdfProblem('malformed-stream', at)
    return value
  }
  const predictor = number('Predictor', 1)
  if (predictor <= 1) return bytes
  const colors = number('Colors', 1)
  const bits = number('BitsPerComponent', 8)
  const pixel = Math.max(1, (colors * bits + 7) >> 3)
  const row = Math.ceil((number('Columns', 1) * colors * bits) / 8)
  if (row === 0 || colors > 64 || ![1, 2, 4, 8, 16].includes(bits)) throw new PdfProblem('malformed-stream', at)
  if (predictor === 2) return undoTiff(bytes, row, colors, bits, at)
  if (predictor >= 10 && predictor <= 15) return undoPng(bytes, row, pixel, at)
  throw new PdfProblem('unsupported-filter', at)
}

function undoPng(bytes: Uint8Array, row: number, pixel: number, at: number): Uint8Array {
  const rows = Math.ceil(bytes.length / (row + 1))
  const out = new Uint8Array(Math.max(0, bytes.length - rows))
  for (let line = 0, from = 0, to = 0; line < rows; line++, from += row + 1, to += row) {
    const filter = bytes[from] ?? 0
    const length = Math.min(row, bytes.length - from - 1)
    if (filter > 4) throw new PdfProblem('malformed-stream', at)
    for (let index = 0; index < length; index++) {
      const left = index >= pixel ? out[to + index - pixel] ?? 0 : 0
      const up = line > 0 ? out[to + index - row] ?? 0 : 0
      const corner = line > 0 && index >= pixel ? out[to + index - row - pixel] ?? 0 : 0
      out[to + index] = (bytes[from + 1 + index] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return out
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  return filter === 4 ? paeth(left, up, corner) : 0
}

function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner)
  const byUp = Math.abs(left - corner)
  const byCorner = Math.abs(left + up - 2 * corner)
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

function undoTiff(bytes: Uint8Array, row: number, colors: number, bits: number, at: number): Uint8Array {
  if (bits !== 8) throw new PdfProblem('unsupported-filter', at)
  const out = new Uint8Array(bytes)
  for (let start = 0; start < out.length; start += row) {
    for (let index = start + colors; index < Math.min(start + row, out.length); index++) {
      out[index] = (out[index] ?? 0) + (out[index - colors] ?? 0)
    }
  }
  return out
}
