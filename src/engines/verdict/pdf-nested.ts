import type { Pdf } from '../pdf/index.ts'

/**
 * Whether the file has a whole other PDF within, as it is: header, cross-reference and end mark. Readers that look for the end mark
 * of a saving stop inside it and see another document.
 */
export function hasNestedPdf({ bytes, base, revisions }: Pdf): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = text.indexOf('%PDF-', base + 1); at >= 0; at = text.indexOf('%PDF-', at + 1)) {
    const end = text.indexOf('%%EOF', at)
    const start = end < 0 ? -1 : text.lastIndexOf('startxref', end)
    const isRevisions = revisions.some((revision) => end < revision.end && revision.end - end <= 16)
    if (end >= 0 && start > at && !isRevisions) return true
  }
  return false
}
