import type { KeyObject } from 'node:crypto'
import type { Result } from '../../kernel/result.ts'
import { bitOctetsOf, decoding, fail, inner, integerOctets, isContext, readElement, sequenceOf, smallIntegerOf, timeOf } from '../asn1/index.ts'
import { readPublicKey, readSignatureAlgorithm, verifies, type SignatureAlgorithm } from './algorithms.ts'
import { readExtensions, type Extensions } from './extensions.ts'
import { readName, type Name } from './name.ts'
import { remembered } from './remembered.ts'

/** An X.509 certificate as it was read; whether it is to be believed is for a path to say. */
export interface Certificate {
  readonly der: Uint8Array
  /** What was signed. */
  readonly tbs: Uint8Array
  /** Octets of the number, sign octet included, as they stand. */
  readonly serial: Uint8Array
  readonly issuer: Name
  readonly subject: Name
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
  readonly extensions: Extensions
  /** `undefined` for one that is not known here. */
  readonly algorithm: SignatureAlgorithm | undefined
  readonly signature: Uint8Array
}

/** Reads the DER of one certificate. What it says twice (the algorithm) must be the same. */
export function readCertificate(bytes: Uint8Array): Result<Certificate, 'malformed'> {
  return decoding(() => {
    const root = readElement(bytes, { ber: true })
    const [tbs, outer, signature] = sequenceOf(root)
    if (!tbs || !outer) return fail('no certificate')
    const fields = [...sequenceOf(tbs)]
    const version = isContext(fields[0], 0) ? smallIntegerOf(inner(fields.shift() ?? fail('no version'))) : 0
    const [serial, algorithm, issuer, validity, subject, spki, ...rest] = fields
    if (version > 2 || !algorithm || !issuer || !subject || !spki) return fail('no certificate of a known version')
    if (Buffer.compare(algorithm.whole, outer.whole) !== 0) return fail('two algorithms that are not one')
    const [notBefore, notAfter] = sequenceOf(validity)
    const extensions = rest.find((field) => isContext(field, 3))
    return {
      der: root.whole, tbs: tbs.whole, serial: integerOctets(serial), issuer: readName(issuer), subject: readName(subject), notBefore: timeOf(notBefore), notAfter: timeOf(notAfter), spki: spki.whole,
      extensions: extensions ? readExtensions(inner(extensions)) : new Map(), algorithm: readSignatureAlgorithm(outer), signature: bitOctetsOf(signature),
    }
  })
}

const keys = new WeakMap<Certificate, KeyObject | false>()

/** The key of the certificate, made once; `undefined` when its kind is not known. */
export function publicKeyOf(certificate: Certificate): KeyObject | undefined {
  const before = keys.get(certificate)
  if (before !== undefined) return before || undefined
  const key = readPublicKey(certificate.spki)
  keys.set(certificate, key ?? false)
  return key
}

/** Whether the issuer's key signed the certificate. Says nothing of whether the issuer may. */
export const isSignedBy = remembered((certificate: Certificate, issuer: Certificate): boolean => {
  const key = publicKeyOf(issuer)
  return key !== undefined && certificate.algorithm !== undefined && verifies(certificate.algorithm, key, certificate.tbs, certificate.signature)
})

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

export const isSelfIssued = ({ issuer, subject }: Certificate): boolean => issuer.key === subject.key
