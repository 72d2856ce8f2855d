import type { Result } from '../../kernel/result.ts'
import { decoding, der, inner, integerOctets, isContext, octetsOf, readElement, sequenceOf } from '../asn1/index.ts'
import { readDigest } from './algorithms.ts'
import { readExtensions } from './extensions.ts'
import { hashOf, keyOctetsOf } from './ocsp.ts'
import { sameBytes, type Certificate } from './certificate.ts'

/** What a responder is asked about (RFC 6960 § 4.1): the first certificate of the request, as clients ask about one. */
export interface OcspQuestion {
  readonly serial: Uint8Array
  /** As it was sent, to be sent back. */
  readonly nonce: Uint8Array | undefined
  isOf(issuer: Certificate): boolean
}

export function readOcspRequest(bytes: Uint8Array): Result<OcspQuestion, 'malformed'> {
  return decoding(() => {
    const fields = sequenceOf(sequenceOf(readElement(bytes))[0]).filter((field) => !isContext(field, 0) && !isContext(field, 1))
    const [requests, extensions] = fields
    const [algorithm, nameHash, keyHash, serial] = sequenceOf(sequenceOf(sequenceOf(requests)[0])[0])
    const digest = algorithm && readDigest(algorithm)
    const [name, key] = [octetsOf(nameHash), octetsOf(keyHash)]
    const given = extensions && isContext(extensions, 2) ? readExtensions(inner(extensions)) : undefined
    return {
      serial: integerOctets(serial), nonce: given?.get('1.3.6.1.5.5.7.48.1.2')?.value,
      isOf: (issuer) => digest !== undefined && sameBytes(name, hashOf(digest, issuer.subject.der)) && sameBytes(key, hashOf(digest, keyOctetsOf(issuer))),
    }
  })
}

/** An answer that is none: 1 the request cannot be read, 6 nothing is said about this certificate (RFC 6960 § 2.3). */
export const ocspRefusal = (status: 1 | 6): Uint8Array => der.sequence(der.enumerated(status))
