import { createHash } from 'node:crypto'
import { decoding, octetsOf, oidOf } from '../../asn1/index.ts'
import { publicKeyOf, subjectKeyIdOf, verifies, type Certificate } from '../../x509/index.ts'
import type { UsedAlgorithm } from '../constraints.ts'
import { problem, type Problem } from '../problems.ts'
import type { SubIndication } from '../report.ts'
import { attributeOids, namedCertificateOf, onlyValueOf, signingTimeOf, type NamedCertificate } from './attributes.ts'
import type { SignerId, SignerInfo } from './signed-data.ts'

/** What a signer's signature is worth by itself, whoever is trusted. */
export interface CheckedSigner {
  readonly certificate: Certificate | undefined
  /** The certificate is named by its hash among what was signed. */
  readonly isNamed: boolean
  /** The signed bytes are as they were; nothing when they are not at hand. */
  readonly intact: boolean | undefined
  readonly valid: boolean
  readonly claimedAt: Date | undefined
  readonly algorithms: readonly UsedAlgorithm[]
  /** The first of these decides. */
  readonly failures: readonly { readonly subIndication: SubIndication; readonly problem: Problem }[]
}

/** What was signed, hashed on demand; nothing when it is not at hand. */
export type Hashed = (digest: string) => Uint8Array | undefined

export const hashing = (...parts: readonly Uint8Array[]): Hashed => (digest) => {
  const hash = createHash(digest)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The content whole, for signatures without attributes. */
export interface SignedContent {
  readonly hashed: Hashed
  readonly whole: () => Uint8Array | undefined
  readonly type: string
}

/**
 * Checks the hash and the value. Attributes are signed as DER, sorted (RFC 5652 § 5.4); `asWritten` lets those pass that were hashed
 * in the order in which they stand, as PKCS #7 in PDF often was.
 */
export function checkSigner(signer: SignerInfo, content: SignedContent, certificates: readonly Certificate[], asWritten = false): CheckedSigner {
  const named = decodedOr('several', () => namedCertificateOf(signer.signed))
  const certificate = certificates.find((candidate) => isOf(signer.id, candidate) && (typeof named !== 'object' || hashesTo(candidate, named))) ?? certificates.find((candidate) => isOf(signer.id, candidate))
  const key = certificate && publicKeyOf(certificate)
  const failures: { subIndication: SubIndication; problem: Problem }[] = []
  const fails = (subIndication: SubIndication, what: Problem) => { failures.push({ subIndication, problem: what }) }
  const intact = isIntact(signer, content)
  const { algorithm, digest } = signer
  if (!algorithm || !digest) fails('SIG_CRYPTO_FAILURE', problem('unknown-algorithm', algorithm ? signer.digestOid : signer.algorithmOid))
  else if (algorithm.digest !== null && algorithm.digest !== digest) fails('SIG_CRYPTO_FAILURE', problem('algorithms-disagree'))
  if (intact === undefined) fails('SIGNED_DATA_NOT_FOUND', problem('data-missing'))
  else if (!intact) fails('HASH_FAILURE', problem('hash-differs'))
  if (typeof named === 'object' && certificate && !hashesTo(certificate, named)) fails('NO_SIGNING_CERTIFICATE_FOUND', problem('other-certificate-named'))
  // Without attributes nothing says which certificate, time and kind of content the signer meant.
  if (named === 'several' || !signer.signed) fails('SIG_CONSTRAINTS_FAILURE', problem('certificate-not-named'))
  if (!certificate) fails('NO_SIGNING_CERTIFICATE_FOUND', problem('no-signing-certificate'))
  const isBy = (bytes: Uint8Array | undefined) => algorithm !== undefined && digest !== undefined && key !== undefined && bytes !== undefined
    && (algorithm.digest === null || algorithm.digest === digest) && verifies(algorithm, key, bytes, signer.signature, digest)
  const inOrder = isBy(signer.signedBytes ?? content.whole())
  const valid = inOrder || (isBy(signer.writtenBytes) && asWritten)
  if (certificate && !valid && intact !== undefined) {
    if (isBy(signer.writtenBytes)) fails('HASH_FAILURE', problem('not-der'))
    else fails('SIG_CRYPTO_FAILURE', problem('signature-wrong'))
  }
  return {
    certificate, isNamed: typeof named === 'object' && certificate !== undefined && hashesTo(certificate, named), intact, valid, failures,
    claimedAt: decodedOr(undefined, () => signingTimeOf(signer.signed)), algorithms: algorithmsOf(signer, certificate),
  }
}

/** Attributes must name the content's type and hash, each once; without attributes the value itself is the proof. */
function isIntact(signer: SignerInfo, content: SignedContent): boolean | undefined {
  if (!signer.digest) return false
  const hash = hashedBy(content.hashed, signer.digest)
  if (!signer.signed) return hash === undefined ? undefined : true
  const said = onlyValueOf(signer.signed, attributeOids.messageDigest)
  const type = onlyValueOf(signer.signed, attributeOids.contentType)
  if (!said || said === 'several' || type === 'several') return false
  if (type && decodedOr('', () => oidOf(type)) !== content.type) return false
  return hash && decodedOr(false, () => Buffer.from(octetsOf(said)).equals(hash))
}

function hashedBy(hashed: Hashed, digest: string): Uint8Array | undefined {
  try {
    return hashed(digest)
  } catch {
    // A digest that this OpenSSL has switched off.
    return undefined
  }
}

const isOf = (id: SignerId, certificate: Certificate): boolean => id.kind === 'key'
  ? Buffer.from(decodedOr(undefined, () => subjectKeyIdOf(certificate.extensions)) ?? []).equals(id.ski)
  : certificate.issuer.key === id.issuer.key && Buffer.from(certificate.serial).equals(id.serial)

function hashesTo({ der, issuer, serial }: Certificate, { digest, hash, issued }: NamedCertificate): boolean {
  if (issued && (!Buffer.from(serial).equals(issued.serial) || (issued.issuer && issued.issuer.key !== issuer.key))) return false
  return digest !== undefined && Buffer.from(hashedBy(hashing(der), digest) ?? []).equals(hash)
}

/** The digest, and the key with its size. */
export function algorithmsOf({ digest }: Pick<SignerInfo, 'digest'>, certificate: Certificate | undefined): UsedAlgorithm[] {
  const key = certificate && publicKeyOf(certificate)
  return [...digest ? [{ name: digest }] : [], ...key ? [keyAlgorithmOf(key)] : []]
}

const curves: Readonly<Record<string, number>> = { prime256v1: 256, secp256k1: 256, secp384r1: 384, secp521r1: 521, secp224r1: 224, prime192v1: 192 }

export function keyAlgorithmOf({ asymmetricKeyType = '', asymmetricKeyDetails }: { readonly asymmetricKeyType?: string; readonly asymmetricKeyDetails?: { readonly modulusLength?: number; readonly namedCurve?: string } }): UsedAlgorithm {
  const { modulusLength, namedCurve = '' } = asymmetricKeyDetails ?? {}
  const bits = modulusLength ?? curves[namedCurve] ?? Number(/\d{3}/.exec(namedCurve)?.[0] ?? 0)
  return bits > 0 ? { name: asymmetricKeyType, bits } : { name: asymmetricKeyType }
}

function decodedOr<Value, Otherwise>(otherwise: Otherwise, decode: () => Value): Value | Otherwise {
  const decoded = decoding(decode)
  return decoded.ok ? decoded.value : otherwise
}
