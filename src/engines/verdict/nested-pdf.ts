import { isArray, isKind, type Pdf, type PdfDictionary, type PdfValue, type Span } from '../pdf/index.ts'

/**
 * Whether the file has a whole other PDF within, as it is: header, cross-reference and end mark. Readers that look for the end mark
 * of a saving stop inside it and see another document. A file that says openly which attachment stands in which relation to it (PDF/A-3,
 * ISO 32000-2 § 14.13) may have one there: its own savings are told from it by whoever reads it at all.
 */
export function hasNestedPdf(pdf: Pdf): boolean {
  const { bytes, base, revisions } = pdf
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let declared: readonly Span[] | undefined
  // Of the headers before one end mark the first decides for all, so that no byte is looked at more than a few times.
  for (let at = text.indexOf('%PDF-', base + 1); at >= 0;) {
    const end = text.indexOf('%%EOF', at)
    if (end < 0) return false
    const isRevisions = revisions.some((revision) => end < revision.end && revision.end - end <= 16)
    if (!isRevisions && text.subarray(at, end).includes('startxref')) {
      declared ??= declaredFiles(pdf)
      const [from, to] = [at, end]
      if (!declared.some((span) => span.start <= from && to < span.end)) return true
    }
    at = text.indexOf('%PDF-', end)
  }
  return false
}

/** Where the bytes of attachments stand whose relation to the document is said. */
function declaredFiles({ latest }: Pdf): readonly Span[] {
  const spans: Span[] = []
  for (const number of latest.numbers()) for (const specification of specificationsIn(latest.object(number))) {
    const files = latest.dictionary(specification, 'EF')
    for (const value of files?.entries.values() ?? []) {
      const stream = latest.resolve(value)
      if (isKind(stream, 'stream')) spans.push({ start: stream.start, end: stream.start + stream.raw.length })
    }
  }
  return spans
}

function specificationsIn(value: PdfValue): PdfDictionary[] {
  if (isArray(value)) return value.flatMap(specificationsIn)
  if (!isKind(value, 'dictionary')) return []
  const within = [...value.entries.values()].flatMap(specificationsIn)
  return value.entries.has('EF') && value.entries.has('AFRelationship') ? [value, ...within] : within
}
