import type { Rectangle } from './model.ts'

const step = 6

/**
 * The lowest place on a page where a block of this size covers nothing, the rightmost of these; undefined when there is none. `occupied` are the
 * boxes of what the page shows, `page` its visible box.
 */
export function freePlace(page: Rectangle, occupied: readonly Rectangle[], { width, height, margin = 36, gap = 4 }: BlockSize): Rectangle | undefined {
  const [left, bottom, right, top] = page
  for (let low = bottom + margin; low + height <= top - margin; low += step) {
    for (let from = right - margin - width; from >= left + margin; from -= step) {
      const place: Rectangle = [from, low, from + width, low + height]
      if (occupied.every((other) => !overlap(place, other, gap))) return place
    }
  }
  return undefined
}

export interface BlockSize { readonly width: number; readonly height: number; readonly margin?: number; readonly gap?: number }

/** Up to `most` places of one size, one beside another from the lower right on: the first has whoever signs first. */
export function freePlaces(page: Rectangle, occupied: readonly Rectangle[], size: BlockSize, most: number): Rectangle[] {
  const found: Rectangle[] = []
  while (found.length < most) {
    const place = freePlace(page, [...occupied, ...found], size)
    if (place === undefined) break
    found.push(place)
  }
  return found
}

const overlap = (one: Rectangle, other: Rectangle, gap: number): boolean =>
  one[0] < other[2] + gap && other[0] < one[2] + gap && one[1] < other[3] + gap && other[1] < one[3] + gap
