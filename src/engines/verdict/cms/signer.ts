import type { KeyObject } from 'node:crypto'
import { signingTimeOf, verifySigner, type Content, type SignedData, type SignerFailure, type SignerInfo, type TimestampFailure } from '../../cms/index.ts'
import { publicKeyOf, sameBytes, wasChanged, type Certificate } from '../../x509/index.ts'
import type { UsedAlgorithm } from '../constraints.ts'
import { once } from '../once.ts'
import { problem, type Problem, type ProblemCode } from '../problems.ts'
import type { SubIndication } from '../report.ts'

/** What a signer's signature of any format is worth by itself, whoever is trusted. */
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
  readonly failures: readonly Failure[]
}

export interface Failure {
  readonly subIndication: SubIndication
  readonly problem: Problem
}

/**
 * Checks a signer of a CMS. Attributes are signed as DER, sorted (RFC 5652 § 5.4); `asWritten` lets those pass that were hashed in the
 * order in which they stand, as PKCS #7 in PDF often was.
 */
export function checkSigner(data: SignedData, signer: SignerInfo, content: Content, certificates: readonly Certificate[], asWritten = false): CheckedSigner {
  const { certificate, isNamed, intact, valid, failures } = verifySigner(data, signer, content, certificates)
  const isOnlyWritten = asWritten && failures.some(({ fault }) => fault === 'not-der')
  const left = failures.filter(({ fault }) => !isOnlyWritten || fault !== 'not-der').map(failureOf)
  // Without attributes nothing says which certificate, time and kind of content the signer meant.
  const unnamed: Failure[] = signer.signed ? [] : [{ subIndication: 'SIG_CONSTRAINTS_FAILURE', problem: problem('certificate-not-named') }]
  return {
    certificate, isNamed, intact, valid: valid || (isOnlyWritten && intact === true), failures: [...left, ...unnamed], claimedAt: signingTimeOf(signer.signed ?? []),
    algorithms: algorithmsOf(signer, certificate),
  }
}

/** Nobody signs the certificates that come along: one that cannot be read, or is not as its issuer signed it, was put there or changed since. */
export function withWholeCertificates({ certificates }: SignedData, pool: readonly Certificate[], checked: CheckedSigner): CheckedSigner {
  const isWhole = certificates.every((der) => pool.some((one) => sameBytes(one.der, der) && !wasChanged(one, pool)))
  return isWhole ? checked : { ...checked, failures: [...checked.failures, { subIndication: 'SIG_CONSTRAINTS_FAILURE', problem: problem('malformed-signature', 'certificates') }] }
}

const codes: Readonly<Record<(SignerFailure | TimestampFailure)['fault'], ProblemCode>> = {
  'unknown-algorithm': 'unknown-algorithm', 'algorithms-disagree': 'algorithms-disagree', 'hash-differs': 'hash-differs', 'data-missing': 'data-missing', 'no-signing-certificate': 'no-signing-certificate',
  'other-certificate-named': 'other-certificate-named', 'certificate-named-twice': 'certificate-not-named', 'signature-wrong': 'signature-wrong', 'not-der': 'not-der', 'attribute-missing': 'malformed-signature',
  'attribute-repeated': 'malformed-signature', 'other-content-type': 'malformed-signature', 'attributes-as-content': 'content-inside-signature', 'malformed-attribute': 'malformed-signature',
  'several-signers': 'timestamp-broken', 'imprint-differs': 'timestamp-for-other-data', 'unknown-digest': 'unknown-algorithm', 'stamped-data-missing': 'data-missing', 'certificate-not-named': 'certificate-not-named',
  'not-for-time-stamping': 'not-for-signing', 'other-nonce': 'timestamp-broken',
}

export const failureOf = (failure: SignerFailure | TimestampFailure): Failure =>
  ({ subIndication: failure.subIndication, problem: problem(codes[failure.fault], 'about' in failure ? failure.about : undefined) })

/** The digest, and the key with its size. */
export function algorithmsOf({ digest }: Pick<SignerInfo, 'digest'>, certificate: Certificate | undefined): UsedAlgorithm[] {
  const key = certificate && publicKeyOf(certificate)
  return [...digest ? [{ name: digest }] : [], ...key ? [keyAlgorithmOf(key)] : []]
}

const curves: Readonly<Record<string, number>> = { prime256v1: 256, secp256k1: 256, secp384r1: 384, secp521r1: 521, secp224r1: 224, prime192v1: 192 }

/** Details of a key are asked for once: node:crypto makes them anew each time. */
export const keyAlgorithmOf = once(({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): UsedAlgorithm => {
  const { modulusLength, namedCurve = '' } = asymmetricKeyDetails ?? {}
  const bits = modulusLength ?? curves[namedCurve] ?? Number(/\d{3}/.exec(namedCurve)?.[0] ?? 0)
  const name = asymmetricKeyType ?? ''
  return bits > 0 ? { name, bits } : { name }
})
