import { isKind, readText, type Pdf, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import type { HashName } from './model.ts'

/** The flags of /Ff of a seed value: these entries bind whoever signs (ISO 32000-2 Table 237). */
const flag = { filter: 1, subFilter: 2, version: 4, reasons: 8, attestation: 16, revocation: 32, digest: 64, lock: 128, appearance: 256 }
const beyondUs = flag.attestation | flag.revocation | flag.lock | flag.appearance

/** Whether the signature we make is one the field was made for. */
export function suits(pdf: Pdf, seed: PdfDictionary, made: { readonly hash: HashName; readonly reason: string | undefined }): boolean {
  const view = pdf.latest
  const flags = view.get(seed, 'Ff')
  const binding = typeof flags === 'number' ? flags : 0
  const certificate = view.dictionary(seed, 'Cert')
  const certificateFlags = certificate === undefined ? null : view.get(certificate, 'Ff')
  if ((binding & beyondUs) !== 0 || (typeof certificateFlags === 'number' && certificateFlags !== 0)) return false
  const allows = (bit: number, key: string, ours: string) => (binding & bit) === 0 || namesAt(pdf, seed, key).includes(ours)
  return allows(flag.filter, 'Filter', 'Adobe.PPKLite') && allows(flag.subFilter, 'SubFilter', 'ETSI.CAdES.detached')
    && allows(flag.digest, 'DigestMethod', made.hash.toUpperCase()) && allows(flag.reasons, 'Reasons', made.reason ?? '.')
}

function namesAt(pdf: Pdf, seed: PdfDictionary, key: string): readonly string[] {
  const value = pdf.latest.get(seed, key)
  const items: readonly PdfValue[] = pdf.latest.array(seed, key) ?? [value]
  return items.map((item) => pdf.latest.resolve(item)).flatMap((item) => (isKind(item, 'name') ? [item.name] : isKind(item, 'string') ? [readText(item.bytes)] : []))
}
