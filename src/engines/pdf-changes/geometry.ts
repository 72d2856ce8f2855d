import type { PdfDictionary, PdfValue, PdfView } from '../pdf/index.ts'

/** Left, bottom, right, top in points. */
export type Box = readonly [number, number, number, number]
/** a b c d e f of ISO 32000-2 § 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export const combined = (inner: Matrix, outer: Matrix): Matrix => [
  inner[0] * outer[0] + inner[1] * outer[2], inner[0] * outer[1] + inner[1] * outer[3],
  inner[2] * outer[0] + inner[3] * outer[2], inner[2] * outer[1] + inner[3] * outer[3],
  inner[4] * outer[0] + inner[5] * outer[2] + outer[4], inner[4] * outer[1] + inner[5] * outer[3] + outer[5],
]

/** The upright box around a box after a transformation. */
export function moved([left, bottom, right, top]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [[left, bottom], [left, top], [right, bottom], [right, top]] as const
  const xs = corners.map(([x, y]) => a * x + c * y + e)
  const ys = corners.map(([x, y]) => b * x + d * y + f)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

export const overlaps = (one: Box, other: Box): boolean => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]

/** The rectangle under a key, its corners in order; undefined when there is none. */
export function boxAt(view: PdfView, dictionary: PdfDictionary, key: string): Box | undefined {
  const sides = numbersAt(view, dictionary, key, 4)
  if (sides === undefined) return undefined
  const [one = 0, two = 0, three = 0, four = 0] = sides
  return [Math.min(one, three), Math.min(two, four), Math.max(one, three), Math.max(two, four)]
}

export function matrixAt(view: PdfView, dictionary: PdfDictionary, key: string): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersAt(view, dictionary, key, 6) ?? []
  return [a, b, c, d, e, f]
}

function numbersAt(view: PdfView, dictionary: PdfDictionary, key: string, count: number): readonly number[] | undefined {
  const numbers = (view.array(dictionary, key) ?? []).map((item) => numeric(view.resolve(item)))
  return numbers.length >= count ? numbers : undefined
}

const numeric = (value: PdfValue): number => typeof value === 'number' ? value : 0
