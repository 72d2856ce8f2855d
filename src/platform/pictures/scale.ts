/** Four bytes a pixel, red first. */
export interface Picture { readonly pixels: Uint8Array; readonly width: number; readonly height: number }

/** At most so wide, by the average of the pixels that fall into one; what is transparent shows white. */
export function scaledDown({ pixels, width, height }: Picture, most: number): Picture {
  const newWidth = Math.max(1, Math.min(width, Math.round(most)))
  const newHeight = Math.max(1, Math.round((height * newWidth) / width))
  const scaled = new Uint8Array(4 * newWidth * newHeight)
  for (let y = 0; y < newHeight; y += 1) {
    const [top, bottom] = span(y, newHeight, height)
    for (let x = 0; x < newWidth; x += 1) {
      const [left, right] = span(x, newWidth, width)
      average(pixels, width, { left, right, top, bottom }, scaled, 4 * (y * newWidth + x))
    }
  }
  return { pixels: scaled, width: newWidth, height: newHeight }
}

function span(at: number, count: number, of: number): [number, number] {
  const from = Math.min(of - 1, Math.floor((at * of) / count))
  return [from, Math.max(from + 1, Math.floor(((at + 1) * of) / count))]
}

interface Box { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

function average(pixels: Uint8Array, width: number, { left, right, top, bottom }: Box, into: Uint8Array, to: number) {
  let [red, green, blue] = [0, 0, 0]
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const from = 4 * (y * width + x)
      const alpha = pixels[from + 3] ?? 255
      const white = 255 * (255 - alpha)
      red += (pixels[from] ?? 0) * alpha + white
      green += (pixels[from + 1] ?? 0) * alpha + white
      blue += (pixels[from + 2] ?? 0) * alpha + white
    }
  }
  const parts = 255 * (right - left) * (bottom - top)
  into.set([red / parts, green / parts, blue / parts, 255], to)
}
