import type { Problem } from './problems.ts'
import type { QualificationReason, SignatureQualification } from '../trust/index.ts'

/** The words of ETSI EN 319 102-1. */
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE'

/** Sub-indications of ETSI EN 319 102-1 that are given here. */
export type SubIndication =
  | 'FORMAT_FAILURE' | 'HASH_FAILURE' | 'SIG_CRYPTO_FAILURE' | 'SIG_CONSTRAINTS_FAILURE' | 'CHAIN_CONSTRAINTS_FAILURE' | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE' | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' | 'NO_SIGNING_CERTIFICATE_FOUND' | 'NO_CERTIFICATE_CHAIN_FOUND' | 'SIGNED_DATA_NOT_FOUND'
  | 'REVOKED' | 'REVOKED_NO_POE' | 'REVOKED_CA_NO_POE' | 'NOT_YET_VALID' | 'EXPIRED' | 'OUT_OF_BOUNDS_NO_POE' | 'OUT_OF_BOUNDS_NOT_REVOKED' | 'TIMESTAMP_ORDER_FAILURE'
  | 'TRY_LATER' | 'NO_POE'

/** What the signed bytes are of the file: all, a whole older saving of it, only its beginning, or nobody can say. */
export type Coverage = 'WHOLE_FILE' | 'WHOLE_REVISION' | 'PREFIX' | 'UNCLEAR'

export type ChangeLevel = 'NONE' | 'LTA_UPDATES' | 'FORM_FILLING' | 'ANNOTATIONS' | 'OTHER'

/** Levels as the ETSI baseline profiles and EU DSS name them; what is none of them is named by its sub-filter. */
export type Level =
  | `${'PAdES' | 'CAdES' | 'XAdES'}_BASELINE_${'B' | 'T' | 'LT' | 'LTA'}` | 'PAdES_BES' | 'PAdES_EPES' | 'PAdES_LTV' | 'CAdES_BES' | 'CAdES_EPES' | 'CAdES_T' | 'CAdES_C'
  | 'CAdES_X' | 'CAdES_XL' | 'CAdES_A' | 'CAdES_ERS' | 'XAdES_BES' | `PKCS7_${'B' | 'T' | 'LT' | 'LTA'}` | 'PDF_NOT_ETSI' | 'CMS_NOT_ETSI' | 'XML_NOT_ETSI' | 'TIMESTAMP_TOKEN'

export type DocumentKind = 'pdf' | 'cms' | 'asic-e' | 'asic-s' | 'opendocument' | 'xml' | 'unknown'

export interface CertificateTold {
  readonly subject: string
  readonly issuer: string
  /** Hexadecimal. */
  readonly serial: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** One outcome, of a signature or of a timestamp. */
export interface Outcome {
  readonly indication: Indication
  readonly subIndication?: SubIndication
}

export interface TimestampReport extends Outcome {
  readonly kind: 'signature' | 'archive' | 'document' | 'content'
  /** What the token says, whoever made it. */
  readonly at: Date
  readonly by: string | null
  /** The stamped bytes are those of this file. */
  readonly intact: boolean
  readonly cryptographicallyValid: boolean
  readonly qualified: boolean
  /** Until when it proves anything by itself: its certificate ends, or an algorithm it was made with. */
  readonly provesUntil?: Date
  /** Of a document timestamp. */
  readonly coverage?: Coverage
  readonly changesAfter?: ChangeLevel
  readonly problems: readonly Problem[]
}

export interface SignatureReport extends Outcome {
  /** The field of a PDF, the file of a container, the place in a CMS. */
  readonly id: string
  readonly level: Level
  /** The name in the certificate, null when the certificate is not known. */
  readonly signer: string | null
  /** As the signer claims; only a timestamp proves it. */
  readonly signedAt: Date | null
  /** The earliest trusted proof that the signature existed. */
  readonly timestamp?: TimestampReport
  readonly coverage: Coverage
  readonly changesAfter: ChangeLevel
  readonly docMdp?: { readonly permission: 1 | 2 | 3; readonly ok: boolean }
  readonly problems: readonly Problem[]
  /** The signed bytes are as they were. True also where nobody is trusted. */
  readonly intact: boolean
  /** The signature over them is that of the certificate's key. */
  readonly cryptographicallyValid: boolean
  readonly qualification: SignatureQualification
  readonly qualificationReason: QualificationReason
  readonly bestSignatureTime: Date
  /** Whether that time is proven by a timestamp or is merely now. */
  readonly timeSource: 'timestamp' | 'now'
  readonly certificate: CertificateTold | null
  /** From the signer's up to the anchor, as far as found. */
  readonly chain: readonly CertificateTold[]
  readonly algorithms: readonly string[]
  readonly timestamps: readonly TimestampReport[]
  /** Of a PDF: which of its savings was signed, counted from 1, of how many. */
  readonly revision?: { readonly number: number; readonly of: number; readonly length: number }
  readonly changes?: readonly string[]
  readonly changedPages?: readonly number[]
  readonly reason?: string
  readonly location?: string
  /** Of a container: what the signature covers. */
  readonly files?: readonly string[]
}

/** What a verdict lacked: whoever can ask the network brings it and asks again. */
export interface Wanted {
  readonly kind: 'crl' | 'ocsp' | 'issuer'
  readonly url: string | null
  readonly certificate: string
  /** Of OCSP: what to send, in base64. */
  readonly request?: string
}

export interface DocumentReport {
  readonly kind: DocumentKind
  readonly verdict: Indication | 'NO_SIGNATURE_FOUND'
  readonly signatures: readonly SignatureReport[]
  /** Document timestamps of a PDF and of containers: no signatures, yet tampering with them counts. */
  readonly timestamps: readonly TimestampReport[]
  readonly problems: readonly Problem[]
  readonly wanted: readonly Wanted[]
}

const severity: readonly DocumentReport['verdict'][] = ['NO_SIGNATURE_FOUND', 'TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED']

/** The worst of all; a timestamp of the document that is broken is as bad as a signature. */
export function verdictOf(signatures: readonly Outcome[], timestamps: readonly Outcome[]): DocumentReport['verdict'] {
  const broken = timestamps.filter(({ indication }) => indication === 'TOTAL_FAILED')
  const all = signatures.length > 0 ? [...signatures, ...broken] : broken
  return all.reduce<DocumentReport['verdict']>((worst, { indication }) => severity.indexOf(indication) > severity.indexOf(worst) ? indication : worst, 'NO_SIGNATURE_FOUND')
}

/** Each want once, however many signatures have it. */
export const distinct = (wanted: readonly Wanted[]): Wanted[] => [...new Map(wanted.map((one) => [`${one.kind} ${one.url ?? ''} ${one.certificate}`, one])).values()]
