import { dictionary, isKind, name, type Pdf, type PdfDictionary, type PdfValue } from '../pdf/index.ts'

/** Extensions of PDF 1.7 a file must name when it uses them; PDF 2.0 has them in itself. */
export type Extension = 'signature' | 'evidence'

/** By the prefix of who registered it. EN 319 142-1 § 5.6 and ISO 32000-2 Annex E for ESIC; Adobe's supplement to ISO 32000 has the store as ADBE. */
const wanted: Readonly<Record<Extension, Readonly<Record<string, number>>>> = {
  signature: { ESIC: 2 },
  evidence: { ESIC: 5, ADBE: 5 },
}

/** What the catalogue says when it does not say so yet; nothing for PDF 2.0. */
export function extended(pdf: Pdf, extension: Extension): Readonly<Record<string, PdfValue>> {
  const view = pdf.latest
  if (isVersionTwo(pdf)) return {}
  const before = view.dictionary(view.catalog, 'Extensions')
  const missing = Object.entries(wanted[extension]).filter(([prefix, level]) => !has(before, prefix, level, pdf))
  if (missing.length === 0) return {}
  const entries = new Map<string, PdfValue>(before?.entries)
  for (const [prefix, level] of missing) entries.set(prefix, dictionary({ BaseVersion: name('1.7'), ExtensionLevel: level }))
  return { Extensions: dictionary(entries) }
}

function has(before: PdfDictionary | undefined, prefix: string, level: number, pdf: Pdf): boolean {
  const own = before === undefined ? undefined : pdf.latest.dictionary(before, prefix)
  const known = own === undefined ? null : pdf.latest.get(own, 'ExtensionLevel')
  return typeof known === 'number' && known >= level
}

function isVersionTwo(pdf: Pdf): boolean {
  const said = pdf.latest.get(pdf.latest.catalog, 'Version')
  const later = isKind(said, 'name') ? said.name : ''
  return pdf.version >= '2.0' || later >= '2.0'
}
