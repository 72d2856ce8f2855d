import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { runSandboxed } from '../sandbox/index.ts'
import type { Box } from './differing-boxes.ts'
import type { PdfRefusal } from './reading.ts'

/** How a page of one wording differs from the page of another that it belongs to. Pages count from 1. */
export interface PageDifference {
  /** `null`: the page came. */
  readonly before: number | null
  /** `null`: the page went. */
  readonly after: number | null
  readonly textBefore: string
  readonly textAfter: string
  /** Where the two look different; empty where they look the same; `null` beyond the first hundred pages, of which no pictures are compared. */
  readonly boxes: readonly Box[] | null
}

/**
 * All pages of two PDFs side by side, those with the same text together. Both are read in the sandbox. At most 500 pages and 60 MB in all,
 * else `too-large`.
 */
export async function pdfDifference(before: Uint8Array, after: Uint8Array): Promise<Result<readonly PageDifference[], PdfRefusal>> {
  if (![before, after].every((bytes) => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'))) return refuse('not-a-pdf')
  if (before.length + after.length > largest) return refuse('too-large')
  const run = await runSandboxed<{ before: Uint8Array; after: Uint8Array }, unknown>(comparer, { before, after }, limits)
  if (!run.ok) return refuse(run.refusal)
  const answer = Answer.parse(run.value)
  return answer.ok ? accept(answer.value) : refuse(answer.refusal)
}

/** Whether anything is to be seen or read of the difference. */
export const isSame = ({ before, after, textBefore, textAfter, boxes }: PageDifference) =>
  before !== null && after !== null && textBefore === textAfter && (boxes === null || boxes.length === 0)

const comparer = new URL('difference-worker.ts', import.meta.url)
const limits = { timeoutMs: 60_000, memoryMb: 1536 }
const largest = 60 * 2 ** 20

const fraction = z.number().min(0).max(1)
const page = z.number().int().positive().nullable()
/** The process has read hostile bytes: what it says is checked as at any other door. */
const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.array(z.object({
    before: page, after: page, textBefore: z.string(), textAfter: z.string(),
    boxes: z.array(z.object({ left: fraction, top: fraction, width: fraction, height: fraction })).nullable(),
  })) }),
  z.object({ ok: z.literal(false), refusal: z.enum(['encrypted', 'damaged', 'too-large']) }),
])
