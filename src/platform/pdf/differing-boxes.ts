/** A part of a page, as fractions of its width and height from the top left corner. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Where two pictures of one size (4 bytes a pixel) look different: a few boxes that together hold every pixel which does, each of them
 * begun and ended on a grid of six pixels. The same drawer gives the same pixels, so there is nothing to be lenient about.
 */
export function differingBoxes(one: Uint8Array, other: Uint8Array, width: number, height: number): Box[] {
  const columns = Math.ceil(width / cell)
  const rows = Math.ceil(height / cell)
  const differs = new Uint8Array(columns * rows)
  const [pixels, others] = [wordsOf(one), wordsOf(other)]
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (pixels[at] !== others[at]) differs[Math.floor(y / cell) * columns + Math.floor(x / cell)] = 1
    }
  }
  const boxes = joined(differs, columns, rows)
  const shown = boxes.length > mostBoxes ? [boundsOf(boxes)] : boxes
  return shown.map(({ left, top, right, bottom }) => ({
    left: (left * cell) / width, top: (top * cell) / height,
    width: (Math.min(right * cell, width) - left * cell) / width, height: (Math.min(bottom * cell, height) - top * cell) / height,
  }))
}

const cell = 6
const mostBoxes = 40

const wordsOf = (bytes: Uint8Array) => (bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : new Uint32Array(bytes.slice().buffer))

/** In cells; right and bottom are the first outside. */
interface Bounds { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const boundsOf = (boxes: readonly Bounds[]): Bounds => ({
  left: Math.min(...boxes.map(({ left }) => left)), top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
})

/** A box for each group of cells that touch, also over a gap of one cell: the letters of a word are one change. */
function joined(differs: Uint8Array, columns: number, rows: number): Bounds[] {
  const boxes: Bounds[] = []
  const seen = new Uint8Array(differs.length)
  for (let start = 0; start < differs.length; start++) {
    if (!differs[start] || seen[start]) continue
    const group: Bounds[] = []
    const waiting = [start]
    seen[start] = 1
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [column, row] = [at % columns, Math.floor(at / columns)]
      group.push({ left: column, top: row, right: column + 1, bottom: row + 1 })
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x++) {
          const next = y * columns + x
          if (!differs[next] || seen[next]) continue
          seen[next] = 1
          waiting.push(next)
        }
      }
    }
    boxes.push(group.reduce((whole, one) => boundsOf([whole, one])))
  }
  return boxes
}
