/** What a page shows, coarsely: boxes in points from its lower left corner that together hold everything that is not white. */
export interface Ink {
  /** From 0 on. */
  readonly page: number
  readonly widthPt: number
  readonly heightPt: number
  readonly boxes: readonly (readonly [left: number, bottom: number, right: number, top: number])[]
}

const cell = 6

/** Boxes of a picture of one pixel a point (4 bytes each): of every band of six points the stretches in which something shows. */
export function inkOf(pixels: Uint8Array, width: number, height: number): Ink['boxes'] {
  const boxes: (readonly [number, number, number, number])[] = []
  const columns = Math.ceil(width / cell)
  for (let top = 0; top < height; top += cell) {
    const shows = new Uint8Array(columns)
    for (let y = top; y < Math.min(top + cell, height); y++) for (let x = 0; x < width; x++) if (isInked(pixels, (y * width + x) * 4)) shows[Math.floor(x / cell)] = 1
    for (let from = shows.indexOf(1); from >= 0;) {
      const to = shows.indexOf(0, from) < 0 ? columns : shows.indexOf(0, from)
      boxes.push([from * cell, height - top - cell, to * cell, height - top])
      from = shows.indexOf(1, to)
    }
  }
  return boxes
}

/** Nearly white is paper: the softened edges of letters reach no further than their cell. */
const isInked = (pixels: Uint8Array, at: number): boolean => (pixels[at] ?? 0) < 250 || (pixels[at + 1] ?? 0) < 250 || (pixels[at + 2] ?? 0) < 250
