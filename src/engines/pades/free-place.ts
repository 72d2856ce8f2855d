import type { Rectangle } from './model.ts'

const step = 6

/**
 * The lowest place on a page where a block of this size covers nothing, the rightmost of these; undefined when there is none. `occupied` are the
 * boxes of what the page shows, `page` its visible box.
 */
export function freePlace(page: Rectangle, occupied: readonly Rectangle[], { width, height, margin = 36, gap = 4 }: {
  readonly width: number; readonly height: number; readonly margin?: number; readonly gap?: number
}): Rectangle | undefined {
  const [left, bottom, right, top] = page
  for (let low = bottom + margin; low + height <= top - margin; low += step) {
    for (let from = right - margin - width; from >= left + margin; from -= step) {
      const place: Rectangle = [from, low, from + width, low + height]
      if (occupied.every((other) => !overlap(place, other, gap))) return place
    }
  }
  return undefined
}

const overlap = (one: Rectangle, other: Rectangle, gap: number): boolean =>
  one[0] < other[2] + gap && other[0] < one[2] + gap && one[1] < other[3] + gap && other[1] < one[3] + gap
