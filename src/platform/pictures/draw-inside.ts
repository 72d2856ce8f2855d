import { accept, refuse, type Result } from '../../kernel/result.ts'
import { pngOf } from './png.ts'
import { decoderOf } from './decoders.ts'
import { scaledDown } from './scale.ts'

export interface DrawingInput { readonly bytes: Uint8Array; readonly widthPx: number }

/** Draws a foreign picture anew; runs within the sandbox. */
export default async function drawInside({ bytes, widthPx }: DrawingInput): Promise<Result<Uint8Array, 'not-a-picture' | 'damaged' | 'too-large'>> {
  const decode = decoderOf(bytes)
  if (!decode) return refuse('not-a-picture')
  const picture = await Promise.resolve().then(() => decode(bytes)).catch(() => 'damaged' as const)
  if (typeof picture === 'string') return refuse(picture)
  const { pixels, width, height } = scaledDown(picture, widthPx)
  return accept(pngOf(pixels, width, height))
}
