import { octetsOf, oidOf } from '../asn1/index.ts'
import { publicKeyOf, sameBytes, subjectKeyIdOf, verifies, type Certificate } from '../x509/index.ts'
import { onlyValueOf } from './attributes.ts'
import { isProtected } from './algorithm-protection.ts'
import { contentOf, looksLikeAttributes, type Content } from './content.ts'
import { decodedOr } from './lenient.ts'
import { names, namedCertificateOf, type NamedCertificate } from './named-certificate.ts'
import { attributeOids, contentTypes } from './oids.ts'
import type { SignedData, SignerId, SignerInfo } from './signed-data.ts'

/** Sub-indications of EN 319 102-1 that a signature by itself can give. */
export type SignerSubIndication = 'HASH_FAILURE' | 'SIG_CRYPTO_FAILURE' | 'SIG_CONSTRAINTS_FAILURE' | 'NO_SIGNING_CERTIFICATE_FOUND' | 'SIGNED_DATA_NOT_FOUND' | 'FORMAT_FAILURE'

export type SignerFault =
  | 'unknown-algorithm' | 'algorithms-disagree' | 'hash-differs' | 'data-missing' | 'no-signing-certificate' | 'other-certificate-named' | 'certificate-named-twice'
  | 'signature-wrong' | 'not-der' | 'attribute-missing' | 'attribute-repeated' | 'other-content-type' | 'attributes-as-content' | 'malformed-attribute'

export interface SignerFailure {
  readonly subIndication: SignerSubIndication
  readonly fault: SignerFault
  /** The identifier of the algorithm or attribute. */
  readonly about?: string
}

/** What a signer's signature is worth by itself, whoever is trusted. It holds when there is no failure. */
export interface CheckedSigner {
  readonly certificate: Certificate | undefined
  /** The certificate is named by its hash among what was signed. */
  readonly isNamed: boolean
  /** The content is as it was; nothing when it is not at hand. */
  readonly intact: boolean | undefined
  /** The value is one of this key over these attributes. */
  readonly valid: boolean
  /** The first decides. */
  readonly failures: readonly SignerFailure[]
}

/** A signer's content with its type, which the signed attributes must name; a countersignature has none (RFC 5652 § 11.4). */
interface Typed extends Content {
  readonly type: string | undefined
}

/** Checks hash, attributes and value. `certificates` are candidates from anywhere, those of `data` among them; whom to trust is judged elsewhere. */
export function verifySigner({ contentType }: Pick<SignedData, 'contentType'>, signer: SignerInfo, { digest, bytes }: Content, certificates: readonly Certificate[]): CheckedSigner {
  return checked(signer, { type: contentType, digest, bytes }, certificates)
}

/** The same of a signature in the unsigned attributes of another, over the value of that. */
export const verifyCountersigner = (signer: SignerInfo, of: SignerInfo, certificates: readonly Certificate[]): CheckedSigner =>
  checked(signer, { type: undefined, ...contentOf(of.signature) }, certificates)

function checked(signer: SignerInfo, content: Typed, certificates: readonly Certificate[]): CheckedSigner {
  const named = decodedOr('several', () => namedCertificateOf(signer.signed))
  const certificate = certificateOf(signer, typeof named === 'object' ? named : undefined, certificates)
  const isNamed = typeof named === 'object' && certificate !== undefined && names(named, certificate)
  const intact = isIntact(signer, content)
  const value = certificate ? valueOf(signer, content, certificate) : 'signature-wrong'
  const failures = [
    ...algorithmFailures(signer), ...attributeFailures(signer, content),
    ...intact === undefined ? [failure('SIGNED_DATA_NOT_FOUND', 'data-missing')] : intact ? [] : [failure('HASH_FAILURE', 'hash-differs')],
    ...certificate ? [] : [failure('NO_SIGNING_CERTIFICATE_FOUND', 'no-signing-certificate')],
    ...named === 'several' ? [failure('SIG_CONSTRAINTS_FAILURE', 'certificate-named-twice')] : [],
    ...typeof named === 'object' && certificate && !isNamed ? [failure('NO_SIGNING_CERTIFICATE_FOUND', 'other-certificate-named')] : [],
    ...certificate && value === 'signature-wrong' ? [failure('SIG_CRYPTO_FAILURE', value)] : [],
    ...value === 'not-der' ? [failure('HASH_FAILURE', value)] : [],
  ]
  return { certificate, isNamed, intact, valid: value === 'right' && failures.every(({ subIndication }) => subIndication !== 'SIG_CRYPTO_FAILURE'), failures }
}

const failure = (subIndication: SignerSubIndication, fault: SignerFault, about?: string): SignerFailure => about === undefined ? { subIndication, fault } : { subIndication, fault, about }

/** The named one before another of the same issuer and number, which would be a forgery or a renewal. */
function certificateOf({ id }: SignerInfo, named: NamedCertificate | undefined, certificates: readonly Certificate[]): Certificate | undefined {
  const own = certificates.filter((candidate) => isOf(id, candidate))
  return (named && own.find((candidate) => names(named, candidate))) ?? own[0]
}

function isOf(id: SignerId, certificate: Certificate): boolean {
  if (id.kind === 'serial') return certificate.issuer.key === id.issuer.key && sameBytes(certificate.serial, id.serial)
  const ski = decodedOr(undefined, () => subjectKeyIdOf(certificate.extensions))
  return ski !== undefined && sameBytes(ski, id.ski)
}

function algorithmFailures(signer: SignerInfo): SignerFailure[] {
  const { algorithm, algorithmOid, digest, digestOid } = signer
  if (!algorithm) return [failure('SIG_CRYPTO_FAILURE', 'unknown-algorithm', algorithmOid)]
  if (!digest) return [failure('SIG_CRYPTO_FAILURE', 'unknown-algorithm', digestOid)]
  // Two digests would let one be weak while the other is shown.
  const agrees = (algorithm.digest === null || algorithm.digest === digest) && isProtected(signer)
  return agrees ? [] : [failure('SIG_CRYPTO_FAILURE', 'algorithms-disagree', algorithmOid)]
}

/** Attributes that must stand once with one value (RFC 5652 § 11, RFC 5035 § 3, EN 319 122-1 § 5). */
const once = [
  attributeOids.contentType, attributeOids.messageDigest, attributeOids.signingTime, attributeOids.contentHints, attributeOids.signaturePolicy,
  attributeOids.mimeType, attributeOids.signerLocation, attributeOids.algorithmProtection,
]

function attributeFailures({ signed }: SignerInfo, content: Typed): SignerFailure[] {
  if (!signed) return withoutAttributes(content)
  const repeated = once.filter((oid) => onlyValueOf(signed, oid) === 'several').map((oid) => failure('SIG_CONSTRAINTS_FAILURE', 'attribute-repeated', oid))
  const wanted = [attributeOids.messageDigest, ...content.type === undefined ? [] : [attributeOids.contentType]]
  const missing = wanted.filter((oid) => onlyValueOf(signed, oid) === undefined)
  const type = onlyValueOf(signed, attributeOids.contentType)
  const said = type && type !== 'several' ? decodedOr('', () => oidOf(type)) : undefined
  return [
    ...repeated, ...missing.map((oid) => failure('SIG_CONSTRAINTS_FAILURE', 'attribute-missing', oid)),
    ...said !== undefined && content.type !== undefined && said !== content.type ? [failure('SIG_CONSTRAINTS_FAILURE', 'other-content-type', said)] : [],
  ]
}

/** Without attributes only plain data may be signed (RFC 5652 § 5.3), and not such as are attributes themselves. */
function withoutAttributes({ type, bytes }: Typed): SignerFailure[] {
  if (type !== undefined && type !== contentTypes.data) return [failure('SIG_CONSTRAINTS_FAILURE', 'attribute-missing', attributeOids.contentType)]
  const signed = bytes()
  return signed && looksLikeAttributes(signed) ? [failure('FORMAT_FAILURE', 'attributes-as-content')] : []
}

/** Without attributes the value alone says whether the content is as it was. */
function isIntact({ digest, signed }: SignerInfo, content: Typed): boolean | undefined {
  if (!signed) return content.bytes() ? true : undefined
  const said = onlyValueOf(signed, attributeOids.messageDigest)
  if (!digest || !said || said === 'several') return false
  const hash = content.digest(digest)
  return hash && decodedOr(false, () => sameBytes(octetsOf(said), hash))
}

/** A value over attributes in the order of the file, not of DER, is told apart: EU DSS finds its hash to fail, and so do we. */
function valueOf(signer: SignerInfo, content: Typed, certificate: Certificate): 'right' | 'not-der' | 'signature-wrong' {
  const { algorithm, digest, signature, signed, signedBytes, writtenBytes } = signer
  const key = publicKeyOf(certificate)
  if (!algorithm || !digest || !key) return 'signature-wrong'
  const isOver = (bytes: Uint8Array | undefined) => bytes !== undefined && verifies(algorithm, key, bytes, signature, digest)
  if (isOver(signed ? signedBytes : content.bytes())) return 'right'
  return signed && isOver(writtenBytes) ? 'not-der' : 'signature-wrong'
}
