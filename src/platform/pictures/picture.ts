import { z } from 'zod'
import { refuse, type Result } from '../../kernel/result.ts'
import { runSandboxed, type SandboxRefusal } from '../sandbox/index.ts'
import type { DrawingInput } from './draw-inside.ts'

export type PictureRefusal = 'not-a-picture' | 'damaged' | 'too-large' | SandboxRefusal

const inside = new URL('draw-inside.ts', import.meta.url)
const largestFile = 50 * 2 ** 20

/** The picture as a PNG at most so wide, on white. */
export async function pictureAsPng(bytes: Uint8Array, { widthPx }: { readonly widthPx: number }): Promise<Result<Uint8Array, PictureRefusal>> {
  if (bytes.byteLength > largestFile) return refuse('too-large')
  const drawn = await runSandboxed<DrawingInput, unknown>(inside, { bytes, widthPx }, { timeoutMs: 20_000, memoryMb: 1_024 })
  if (!drawn.ok) return refuse(drawn.refusal)
  // The process has read hostile bytes: what it says is checked as at any other door.
  const told = answer.safeParse(drawn.value)
  return told.success ? told.data : refuse('crashed')
}

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.instanceof(Uint8Array) }),
  z.object({ ok: z.literal(false), refusal: z.enum(['not-a-picture', 'damaged', 'too-large']) }),
])
