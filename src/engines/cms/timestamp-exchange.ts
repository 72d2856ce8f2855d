import type { Result } from '../../kernel/result.ts'
import { bitNumbersOf, booleanOf, childrenOf, decoding, der, fail, integerOctets, isUniversal, octetsOf, oidOf, readElement, sequenceOf, smallIntegerOf, textOf } from '../asn1/index.ts'
import { digestOids, readDigest, type Digest } from '../x509/index.ts'

export interface TimestampRequest { readonly digest: Digest; readonly imprint: Uint8Array; readonly nonce?: Uint8Array; readonly policy?: string }

/** TimeStampReq that asks for the certificate within. The nonce is octets of a positive number. */
export function timestampRequest({ digest, imprint, nonce, policy }: TimestampRequest): Uint8Array {
  return der.sequence(
    der.integer(1), der.sequence(der.sequence(der.oid(oidOfDigest(digest)), der.nothing), der.octets(imprint)), ...(policy ? [der.oid(policy)] : []), ...(nonce ? [positive(nonce)] : []), der.boolean(true),
  )
}

const positive = (octets: Uint8Array) => der.integer(BigInt(`0x${Buffer.from(octets).toString('hex') || '0'}`))

export const oidOfDigest = (digest: Digest): string => Object.entries(digestOids).find(([, name]) => name === digest)?.[0] ?? fail(`no identifier of ${digest}`)

/** What an authority is asked: for one that answers. */
export function readTimestampRequest(bytes: Uint8Array): Result<Required<Pick<TimestampRequest, 'digest' | 'imprint'>> & Pick<TimestampRequest, 'nonce' | 'policy'> & { readonly wantsCertificate: boolean }, 'malformed'> {
  return decoding(() => {
    const [version, imprint, ...rest] = sequenceOf(readElement(bytes))
    if (smallIntegerOf(version) !== 1) return fail('a request of an unknown version')
    const [algorithm, hash] = sequenceOf(imprint)
    const digest = (algorithm && readDigest(algorithm)) ?? fail('a digest that is not known')
    const [policy, nonce, wants] = [rest.find((field) => isUniversal(field, 'oid')), rest.find((field) => isUniversal(field, 'integer')), rest.find((field) => isUniversal(field, 'boolean'))]
    return {
      digest, imprint: octetsOf(hash), wantsCertificate: wants !== undefined && booleanOf(wants),
      ...(policy ? { policy: oidOf(policy) } : {}), ...(nonce ? { nonce: integerOctets(nonce) } : {}),
    }
  })
}

export interface TimestampRefusal {
  /** PKIStatus: 2 rejection, 3 waiting, 4 and 5 revocation of the authority. */
  readonly status: number
  readonly text: string
  /** Numbers of PKIFailureInfo (RFC 3161 § 2.4.2): 0 badAlg, 2 badRequest, 14 timeNotAvailable, 25 systemFailure… */
  readonly reasons: readonly number[]
}

/** The token of a TimeStampResp, or why the authority gave none. */
export function readTimestampResponse(bytes: Uint8Array): Result<{ readonly token: Uint8Array } | TimestampRefusal, 'malformed'> {
  return decoding(() => {
    const [info, token] = sequenceOf(readElement(bytes, { ber: true }))
    const [status, ...rest] = sequenceOf(info)
    const number = smallIntegerOf(status)
    if (number <= 1) return { token: (token ?? fail('granted, but no token')).whole }
    const [texts, reasons] = [rest.find((field) => isUniversal(field, 'sequence')), rest.find((field) => isUniversal(field, 'bitString'))]
    return { status: number, text: texts ? childrenOf(texts).map(textOf).join(' ') : '', reasons: reasons ? [...bitNumbersOf(reasons)] : [] }
  })
}

export interface TimestampGrant extends TimestampRequest { readonly policy: string; readonly serial: bigint; readonly time: Date; readonly accuracyMs?: number }

/** TSTInfo, the content of a token; the authority signs it as SignedData (`signerOf` with `contentType: timestampInfo`). Time is in whole seconds. */
export function timestampInfo({ digest, imprint, nonce, policy, serial, time, accuracyMs }: TimestampGrant): Uint8Array {
  const accuracy = accuracyMs === undefined ? [] : [der.sequence(der.integer(Math.floor(accuracyMs / 1000)), ...(accuracyMs % 1000 ? [der.retagged(0x80, der.integer(accuracyMs % 1000))] : []))]
  return der.sequence(
    der.integer(1), der.oid(policy), der.sequence(der.sequence(der.oid(oidOfDigest(digest)), der.nothing), der.octets(imprint)), der.integer(serial), der.generalizedTime(time), ...accuracy,
    ...(nonce ? [der.element(0x02, nonce)] : []),
  )
}

export const timestampResponse = (token: Uint8Array): Uint8Array => der.sequence(der.sequence(der.integer(0)), token)
export const timestampRefusal = ({ status, text, reasons }: TimestampRefusal): Uint8Array => der.sequence(der.sequence(der.integer(status), der.sequence(der.utf8(text)), der.bits(...reasons)))

