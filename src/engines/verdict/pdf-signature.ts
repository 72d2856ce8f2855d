import { attributeOids, carriedEvidence, contentOf, noContent, readSignedData, readTimestampToken, valuesOf, type Content, type SignedData, type SignerInfo } from '../cms/index.ts'
import { isAllZeros, type PdfSignature } from '../pdf/index.ts'
import type { Assessment } from '../pdf-changes/index.ts'
import type { Certificate } from '../x509/index.ts'
import type { OwnEvidence } from './chain.ts'
import { checkSigner, withWholeCertificates, type CheckedSigner } from './cms/signer.ts'
import { checkToken, type CheckedToken } from './cms/token.ts'
import { certificatesOf, revocationsOf, type Evidence } from './evidence.ts'
import { problem, type Problem } from './problems.ts'
import type { Stamp } from './timeline.ts'

/** A signature of a PDF with its cryptography checked. */
export interface ReadSignature {
  readonly checked: CheckedSigner
  readonly data: SignedData | undefined
  readonly signer: SignerInfo | undefined
  readonly stamps: readonly Stamp[]
  /** Of a document timestamp. */
  readonly token: CheckedToken | undefined
  readonly own: OwnEvidence
  readonly faults: readonly Problem[]
}

const nothing: OwnEvidence = { certificates: [], crls: [], ocsps: [] }

/** Space for a signature that was never made. */
export const isPlaceholder = ({ contents }: PdfSignature): boolean => contents !== undefined && isAllZeros(contents.value)

export function readPdfSignature(bytes: Uint8Array, { signature }: Assessment, store: readonly Certificate[], evidence: Evidence): ReadSignature {
  const { known } = evidence
  const parts = signedParts(bytes, signature)
  const whole = parts ? contentOf(...parts) : noContent
  const data = signature.contents && readSignedData(signature.contents.value)
  if (!data?.ok) return unreadable(parts !== undefined)
  const [signer, ...more] = data.value.signers
  if (signature.subFilter === 'ETSI.RFC3161') return readDocumentTimestamp(signature, whole, store)
  if (!signer) return { ...unreadable(false), data: data.value, faults: [problem('no-signers')] }
  const isSha1 = signature.subFilter === 'adbe.pkcs7.sha1'
  const content = data.value.content
  const isForeign = content !== undefined && !isSha1
  const carried = carriedEvidence(signer.signed, signer.unsigned)
  const certificates = certificatesOf([...data.value.certificates, ...carried.certificates], known)
  const own: OwnEvidence = { certificates, ...revocationsOf([...data.value.crls, ...carried.crls], [...data.value.ocsps, ...carried.ocsps], known) }
  const isOfFile = !isSha1 || (content !== undefined && Buffer.from(whole.digest('sha1') ?? []).equals(content))
  const signed = isSha1 ? isOfFile && content ? contentOf(content) : contentOf() : whole
  const isPades = signature.subFilter === 'ETSI.CAdES.detached'
  const named = withName(isPades, signer, checkSigner(data.value, signer, signed, [...certificates, ...store], !isPades))
  const checked = withWholeCertificates(data.value, [...certificates, ...store, ...evidence.certificates, ...evidence.given], named)
  return {
    // What is carried inside was signed, and not this file.
    checked: isForeign || !isOfFile ? { ...checked, intact: false, valid: isForeign ? false : checked.valid } : parts ? checked : { ...checked, intact: false },
    data: data.value, signer, stamps: signatureStamps(signer, certificates), token: undefined, own,
    faults: [...more.length > 0 ? [problem('several-signers')] : [], ...isForeign ? [problem('content-inside-signature')] : [], ...parts ? [] : [problem('coverage-unclear')], ...isOfFile ? [] : [problem('hash-differs')]],
  }
}

/** What says that it is PAdES names its certificate among what is signed (EN 319 142-1 § 6.3): without it another of the same key could be put in. */
function withName(isPades: boolean, { signed }: SignerInfo, checked: CheckedSigner): CheckedSigner {
  const isMissing = isPades && signed !== undefined && valuesOf(signed, attributeOids.signingCertificate).length + valuesOf(signed, attributeOids.signingCertificateV2).length === 0
  return isMissing ? { ...checked, failures: [...checked.failures, { subIndication: 'SIG_CONSTRAINTS_FAILURE', problem: problem('certificate-not-named') }] } : checked
}

/** The timestamps that stand in the signature, over its value. */
export function signatureStamps(signer: SignerInfo, pool: readonly Certificate[]): Stamp[] {
  return valuesOf(signer.unsigned, attributeOids.signatureTimestamp).flatMap((value) => {
    const token = readTimestampToken(value.whole)
    return token.ok ? [{ kind: 'signature' as const, token: checkToken(token.value, contentOf(signer.signature), pool) }] : []
  })
}

function readDocumentTimestamp({ contents }: PdfSignature, content: Content, store: readonly Certificate[]): ReadSignature {
  const token = contents && readTimestampToken(contents.value)
  const read = unreadable(false)
  return token?.ok ? { ...read, data: token.value.data, signer: token.value.data.signers[0], token: checkToken(token.value, content, store), faults: [] } : read
}

function unreadable(isRange: boolean): ReadSignature {
  const checked: CheckedSigner = { certificate: undefined, isNamed: false, intact: false, valid: false, claimedAt: undefined, algorithms: [], failures: [] }
  return { checked, data: undefined, signer: undefined, stamps: [], token: undefined, own: nothing, faults: [problem('malformed-signature'), ...isRange ? [] : [problem('coverage-unclear')]] }
}

/** The bytes of the range, when it lies in the file at all. */
function signedParts(bytes: Uint8Array, { byteRange }: PdfSignature): readonly Uint8Array[] | undefined {
  const numbers = byteRange?.value ?? []
  if (numbers.length < 2 || numbers.length % 2 !== 0 || numbers.length > 64 || numbers.some((number) => !Number.isSafeInteger(number) || number < 0)) return undefined
  const parts: Uint8Array[] = []
  for (let index = 0; index < numbers.length; index += 2) {
    const start = numbers[index] ?? 0
    const end = start + (numbers[index + 1] ?? 0)
    if (end > bytes.length) return undefined
    parts.push(bytes.subarray(start, end))
  }
  return parts
}
