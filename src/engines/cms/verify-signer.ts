import { createHash } from 'node:crypto'
import { attributeOf, hashOf, sameBytes, publicKeyOf, subjectKeyIdOf, verifies, readName, type Certificate, type Digest } from '../x509/index.ts'
import { childrenOf, decoding, inner, integerOctets, isContext, octetsOf, oidOf, sequenceOf, type Element } from '../asn1/index.ts'
import { certificateRefs, onlyValue, valuesOf, type CertificateRef } from './attributes.ts'
import { attributeOids } from './oids.ts'
import type { SignedData, Signer } from './signed-data.ts'

/** Words of EN 319 102-1 § 5 for what a signature by itself can fail in. */
export type SignerFailure = 'HASH_FAILURE' | 'SIG_CRYPTO_FAILURE' | 'NO_SIGNING_CERTIFICATE_FOUND' | 'SIG_CONSTRAINTS_FAILURE' | 'FORMAT_FAILURE'

export type SignerProblem =
  | 'malformed' | 'unknown-algorithm' | 'no-signed-digest' | 'other-content' | 'wrong-content-type' | 'signature-wrong' | 'no-certificate' | 'other-certificate' | 'attribute-repeated' | 'algorithms-disagree'

export interface SignerVerdict {
  /** `null`: the signature is right by this key over this content. */
  readonly failure: SignerFailure | null
  readonly problem: SignerProblem | null
  readonly certificate: Certificate | undefined
  /** Whether the certificate is named by what is signed (ESS), so that it cannot be exchanged for another of the same key. */
  readonly isCertificateSigned: boolean
  /** Whether the content is the one whose digest was signed. */
  readonly isIntact: boolean
  /** Whether the key made the signature. */
  readonly isValid: boolean
  readonly digest: Digest | undefined
}

/** What a signature is over. */
export interface Content {
  digest(digest: Digest): Uint8Array
  /** Whole; asked for only by signatures without signed attributes. */
  bytes(): Uint8Array
}

/** Content in pieces, as the two that a signature in PDF leaves around itself; hashed once for each digest. */
export function contentOf(...pieces: readonly Uint8Array[]): Content {
  const digests = new Map<Digest, Uint8Array>()
  return {
    digest(digest) {
      const known = digests.get(digest)
      if (known) return known
      const hash = createHash(digest)
      for (const piece of pieces) hash.update(piece)
      const made = hash.digest()
      digests.set(digest, made)
      return made
    },
    bytes: () => (pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)),
  }
}

/**
 * Whether a signer signed the content (RFC 5652 § 5.6, EN 319 102-1 § 5.2.7): nothing is said of whether the certificate is to be believed.
 * `others` are certificates known from elsewhere, as from the DSS of a PDF.
 */
export function verifySigner(data: SignedData, signer: Signer, content: Content, others: readonly Certificate[] = []): SignerVerdict {
  const judged = decoding(() => judgeSigner(data, signer, content, others))
  return judged.ok ? judged.value : { failure: 'FORMAT_FAILURE', problem: 'malformed', certificate: undefined, isCertificateSigned: false, isIntact: false, isValid: false, digest: signer.digest }
}

function judgeSigner(data: SignedData, signer: Signer, content: Content, others: readonly Certificate[]): SignerVerdict {
  const { certificate, isSigned, isOther } = certificateOf(signer, [...data.certificates, ...others])
  const digest = signer.digest ?? signer.algorithm?.digest ?? undefined
  const says = (failure: SignerFailure | null, problem: SignerProblem | null, isIntact: boolean, isValid: boolean): SignerVerdict =>
    ({ failure, problem, certificate, isCertificateSigned: isSigned, isIntact, isValid, digest })
  const { algorithm } = signer
  if (!digest || !algorithm) return says('FORMAT_FAILURE', 'unknown-algorithm', false, false)
  const intact = isIntact(signer, content, digest)
  if (!certificate) return says(isOther ? 'SIG_CONSTRAINTS_FAILURE' : 'NO_SIGNING_CERTIFICATE_FOUND', isOther ? 'other-certificate' : 'no-certificate', intact === null, false)
  if (intact) return says(intact === 'other-content' ? 'HASH_FAILURE' : 'SIG_CONSTRAINTS_FAILURE', intact, false, isSignatureRight(signer, certificate, digest, content))
  const isValid = isSignatureRight(signer, certificate, digest, content)
  if (!isValid) return says('SIG_CRYPTO_FAILURE', 'signature-wrong', true, false)
  if (isOther) return says('SIG_CONSTRAINTS_FAILURE', 'other-certificate', true, true)
  const problem = attributeProblem(data, signer)
  return says(problem && 'SIG_CONSTRAINTS_FAILURE', problem, true, true)
}

/** Why the content is not the one that was signed; `null` when it is, or when the signature itself covers it. */
function isIntact({ signedBytes, signed }: Signer, content: Content, digest: Digest): SignerProblem | null {
  if (!signedBytes) return null
  const value = onlyValue(signed, attributeOids.messageDigest)
  const read = value && decoding(() => octetsOf(value))
  if (!read?.ok) return valuesOf(signed, attributeOids.messageDigest).length > 1 ? 'attribute-repeated' : 'no-signed-digest'
  return sameBytes(read.value, content.digest(digest)) ? null : 'other-content'
}

/** Signed attributes stand for the content; without them the content itself is signed. */
function isSignatureRight({ algorithm, signedBytes, signature }: Signer, certificate: Certificate, digest: Digest, content: Content): boolean {
  const key = publicKeyOf(certificate)
  return key !== undefined && algorithm !== undefined && verifies(algorithm, key, signedBytes ?? content.bytes(), signature, digest)
}

const single = [attributeOids.contentType, attributeOids.messageDigest, attributeOids.signingTime, attributeOids.signingCertificate, attributeOids.signingCertificateV2, attributeOids.policy]

function attributeProblem({ contentType }: SignedData, { signedBytes, signed, algorithm, digest }: Signer): SignerProblem | null {
  if (algorithm?.digest && digest && algorithm.digest !== digest && algorithm.scheme !== 'rsa-pss') return 'algorithms-disagree'
  if (!signedBytes) return null
  if (single.some((oid) => signed.repeated.has(oid) || valuesOf(signed, oid).length > 1)) return 'attribute-repeated'
  const type = onlyValue(signed, attributeOids.contentType)
  return type && oidOf(type) === contentType ? null : 'wrong-content-type'
}

interface Found { readonly certificate: Certificate | undefined; readonly isSigned: boolean; readonly isOther: boolean }

/** By the hash that is signed when there is one; else by what the signer's identifier says, which nobody signed. */
function certificateOf(signer: Signer, candidates: readonly Certificate[]): Found {
  const refs = certificateRefs(signer.signed)
  const named = candidates.filter((candidate) => isNamed(signer, candidate))
  if (refs.length === 0) return { certificate: named[0], isSigned: false, isOther: false }
  const meant = candidates.find((candidate) => refs.every((ref) => isMeant(ref, candidate)))
  if (meant) return { certificate: meant, isSigned: true, isOther: !named.includes(meant) && named.length > 0 }
  return { certificate: named[0], isSigned: false, isOther: named.length > 0 }
}

function isNamed({ id }: Signer, candidate: Certificate): boolean {
  if ('issuer' in id) return id.issuer === candidate.issuer.key && sameBytes(id.serial, candidate.serial)
  const keyId = subjectKeyIdOf(candidate.extensions)
  return keyId !== undefined && sameBytes(keyId, id.keyId)
}

function isMeant({ digest, hash, issuerSerial }: CertificateRef, candidate: Certificate): boolean {
  return digest !== undefined && sameBytes(hashOf(digest, candidate.der), hash) && (!issuerSerial || isIssuerSerial(issuerSerial, candidate))
}

/** IssuerSerial: general names of which a directory name is the issuer, and the number. */
function isIssuerSerial(element: Element, { issuer, serial }: Certificate): boolean {
  const read = decoding(() => {
    const [names, number] = sequenceOf(element)
    const directory = childrenOf(names ?? element).find((name) => isContext(name, 4))
    return { key: directory && readName(inner(directory)).key, number: integerOctets(number) }
  })
  return read.ok && read.value.key === issuer.key && sameBytes(read.value.number, serial)
}

/** How a signer is called in reports. */
export const signerName = ({ subject }: Certificate): string => attributeOf(subject, 'CN') ?? attributeOf(subject, 'O') ?? ''
