import type { Actor } from '../../kernel/actor.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { detectFormat } from '../../platform/formats/index.ts'
import { isSame, pdfDifference, type PageDifference } from '../../platform/pdf/index.ts'
import type { ContentAddress } from './service-preview.ts'
import { openContent, readContent, type RecordsDeps } from './service-read.ts'

/** What differs between two versions of a component: of PDFs the pages that read or look otherwise, of texts the whole of both. */
export type Difference =
  | { readonly kind: 'pages'; readonly pages: number; readonly changed: readonly PageDifference[] }
  | { readonly kind: 'text'; readonly before: string; readonly after: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'none'; readonly reason: string }

/** Compares a version with another of the same component. That the newer one was looked at is logged. */
export async function differenceOf(
  deps: RecordsDeps, actor: Actor, at: ContentAddress, from: number,
): Promise<Result<Difference, 'not-found' | 'content-gone' | 'key-reused'>> {
  const before = await readContent(deps, actor, at.documentId, at.componentId, from)
  if (!before.ok) return before
  const after = await openContent(deps, actor, at.documentId, at.componentId, at.version, 'Zobrazeni')
  if (!after.ok) return after
  if (before.value.version.sha256 === after.value.version.sha256) return accept({ kind: 'same' })
  return accept(await between(before.value.bytes, after.value.bytes))
}

async function between(before: Buffer, after: Buffer): Promise<Difference> {
  const formats = [detectFormat(before), detectFormat(after)]
  if (formats.every((format) => format === 'text')) return { kind: 'text', before: before.toString('utf8').slice(0, textLimit), after: after.toString('utf8').slice(0, textLimit) }
  if (!formats.every((format) => format === 'pdf')) return { kind: 'none', reason: 'other-format' }
  const pages = await pdfDifference(before, after)
  if (!pages.ok) return { kind: 'none', reason: pages.refusal }
  const changed = pages.value.filter((page) => !isSame(page))
  return changed.length === 0 ? { kind: 'same' } : { kind: 'pages', pages: pages.value.length, changed }
}

/** Characters of text that are compared at most. */
const textLimit = 200_000
