import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { runSandboxed, type SandboxRefusal } from '../sandbox/index.ts'
import type { Ink } from './ink.ts'
import type { Question } from './reading-worker.ts'

export type PdfRefusal = 'not-a-pdf' | 'encrypted' | 'damaged' | 'too-large' | SandboxRefusal

/** Width and height as displayed (rotation included), in points of 1/72 inch; 0 × 0 for a page that cannot be read. */
export interface PageSize {
  readonly widthPt: number
  readonly heightPt: number
}

/** How many pages a foreign PDF has and how large they are. At most 5,000 pages. */
export async function pdfPages(bytes: Uint8Array): Promise<Result<{ pages: number; sizes: readonly PageSize[] }, PdfRefusal>> {
  const answer = await ask(bytes, { ask: 'sizes' }, z.array(z.tuple([z.number().nonnegative(), z.number().nonnegative()])), ofFile)
  if (!answer.ok) return answer
  return accept({ pages: answer.value.length, sizes: answer.value.map(([widthPt, heightPt]) => ({ widthPt, heightPt })) })
}

/**
 * A picture of one page (the first is 1), on white, with annotations and what is filled in forms, as PNG of the given
 * width. `too-large` when it would have more than 12 million pixels.
 */
export async function pdfPagePng(
  bytes: Uint8Array, page: number, { widthPx }: { readonly widthPx: number },
): Promise<Result<Uint8Array, PdfRefusal | 'no-such-page'>> {
  return ask(bytes, { ask: 'png', page, widthPx }, z.instanceof(Uint8Array), ofPage)
}

const InkAnswer = z.object({
  page: z.number().int().nonnegative(), widthPt: z.number(), heightPt: z.number(), boxes: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
})

/** Where the last page shows anything, so that something new can be put where it covers nothing. */
export async function pdfInk(bytes: Uint8Array): Promise<Result<Ink, PdfRefusal | 'no-such-page'>> {
  return ask(bytes, { ask: 'ink' }, InkAnswer, ofPage)
}

/** The text of each page, for search and for reading aloud; a scan has empty texts. At most 5,000 pages and 8 million characters. */
export async function pdfText(bytes: Uint8Array): Promise<Result<readonly string[], PdfRefusal>> {
  return ask(bytes, { ask: 'text' }, z.array(z.string()), ofFile)
}

const reader = new URL('reading-worker.ts', import.meta.url)
const limits = { timeoutMs: 20_000, memoryMb: 1024 }
const largestFile = 100 * 2 ** 20

async function ask<Value, Refusal extends string>(
  bytes: Uint8Array, question: Question, value: z.ZodType<Value>, refusal: z.ZodType<Refusal>,
): Promise<Result<Value, Refusal | 'not-a-pdf' | 'too-large' | SandboxRefusal>> {
  // Readers look for the header in the first 1024 bytes (ISO 32000-1, annex H.3, note 13).
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return refuse('not-a-pdf')
  if (bytes.length > largestFile) return refuse('too-large')
  const run = await runSandboxed<{ bytes: Uint8Array; question: Question }, unknown>(reader, { bytes, question }, limits)
  if (!run.ok) return refuse(run.refusal)
  // The process has read hostile bytes: what it says is checked as at any other door.
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), refusal }),
  ]).parse(run.value)
}

const refusals = ['encrypted', 'damaged', 'too-large'] as const
const ofFile = z.enum(refusals)
const ofPage = z.enum([...refusals, 'no-such-page'])
