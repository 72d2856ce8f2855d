import { attributeOids, valuesOf } from '../cms/index.ts'
import type { PdfItem, StoredEvidence } from './pdf-item.ts'
import type { ReadSignature } from './pdf-signature.ts'
import type { Level } from './report.ts'

/** Which profile a signature meets by what it holds (EN 319 142), whether or not that is any good. */
export function pdfLevel({ assessment: { signature, signedLength }, read }: PdfItem, covering: readonly PdfItem[], store: StoredEvidence): Level {
  const { signer, data, checked } = read
  if (!signer || !data || data.content !== undefined && signature.subFilter !== 'adbe.pkcs7.sha1') return 'PDF_NOT_ETSI'
  const genuine = covering.filter((item) => item.assessment.signature.type !== 'Sig' && item.read.token?.intact === true)
  const isStamped = read.stamps.some(({ token }) => token.intact === true) || genuine.length > 0
  const isPkcs7 = signature.subFilter === 'adbe.pkcs7.detached' || signature.subFilter === 'adbe.pkcs7.sha1'
  const hasEvidence = store.crls.length + store.ocsps.length > 0 || (isPkcs7 && read.own.crls.length + read.own.ocsps.length > 0)
  const archive = genuine.some(({ assessment }) => (assessment.revision ?? 0) >= (store.revisions.at(-1) ?? Infinity) || isOnlyOwnEvidence(store, read))
  const suffix = !isStamped ? 'B' : !hasEvidence ? 'T' : archive && signedLength > 0 ? 'LTA' : 'LT'
  const has = (oid: string) => valuesOf(signer.signed, oid).length > 0
  if (isPkcs7) return has(attributeOids.messageDigest) ? `PKCS7_${suffix}` : 'PDF_NOT_ETSI'
  const isBes = cadesFilters.has(signature.subFilter ?? '') && has(attributeOids.messageDigest) && (has(attributeOids.signingCertificate) || has(attributeOids.signingCertificateV2))
  if (!isBes) return 'PDF_NOT_ETSI'
  const isBaseline = signature.signedAt !== undefined && !has(attributeOids.signingTime) && has(attributeOids.contentType) && checked.isNamed && signature.filter !== undefined
    && data.certificates.some((der) => Buffer.from(der).equals(checked.certificate?.der ?? new Uint8Array())) && !signature.dictionary.entries.has('Cert')
  if (isBaseline) return `PAdES_BASELINE_${suffix}`
  if (genuine.length > 0 && hasEvidence) return 'PAdES_LTV'
  return has(attributeOids.signaturePolicy) ? 'PAdES_EPES' : 'PAdES_BES'
}

const isOnlyOwnEvidence = (store: StoredEvidence, read: ReadSignature) => store.revisions.length === 0 && read.own.crls.length + read.own.ocsps.length > 0

/** That of the standard, and that of the Brazilian one after it. */
const cadesFilters = new Set(['ETSI.CAdES.detached', 'PBAD.PAdES'])
