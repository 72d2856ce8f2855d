import type { Result } from '../../kernel/result.ts'
import { childrenOf, decoding, der, fail, integerOctets, isContext, isUniversal, octetsOf, oidOf, readElement, sequenceOf, smallIntegerOf, smallIntegerOfContent, bitNumbersOf, textOf, timeOf } from '../asn1/index.ts'
import { digestOids, purposes, purposesOf, readDigest, sameBytes, extensionOids, type Certificate, type Digest } from '../x509/index.ts'
import { contentTypes } from './oids.ts'
import { readSignedData, type SignedData } from './signed-data.ts'
import { contentOf, verifySigner, type Content, type SignerFailure, type SignerProblem } from './verify-signer.ts'

/** A time stamp (RFC 3161 § 2.4.2): that these bytes existed at this time, said by an authority. */
export interface TimestampToken {
  readonly data: SignedData
  readonly policy: string
  readonly digest: Digest | undefined
  readonly imprint: Uint8Array
  readonly serial: Uint8Array
  readonly time: Date
  /** How far off the time may be. */
  readonly accuracyMs: number
  readonly nonce: Uint8Array | undefined
}

export function readTimestampToken(bytes: Uint8Array): Result<TimestampToken, 'malformed'> {
  const data = readSignedData(bytes)
  if (!data.ok) return data
  return decoding(() => {
    const { content, contentType } = data.value
    if (contentType !== contentTypes.timestampInfo || !content) return fail('no time stamp')
    const [version, policy, imprint, serial, time, ...rest] = sequenceOf(readElement(content, { ber: true }))
    if (smallIntegerOf(version) !== 1) return fail('a time stamp of an unknown version')
    const [algorithm, hash] = sequenceOf(imprint)
    const accuracy = rest.find((field) => isUniversal(field, 'sequence'))
    const nonce = rest.find((field) => isUniversal(field, 'integer'))
    return {
      data: data.value, policy: oidOf(policy), digest: algorithm && readDigest(algorithm), imprint: octetsOf(hash), serial: integerOctets(serial), time: timeOf(time),
      accuracyMs: accuracy ? accuracyOf(childrenOf(accuracy)) : 0, nonce: nonce && integerOctets(nonce),
    }
  })
}

function accuracyOf(fields: ReturnType<typeof childrenOf>): number {
  const [seconds, millis] = [fields.find((field) => isUniversal(field, 'integer')), fields.find((field) => isContext(field, 0))]
  return (seconds ? smallIntegerOf(seconds) * 1000 : 0) + (millis ? smallIntegerOfContent(millis) : 0)
}

export type TimestampProblem = SignerProblem | 'other-imprint' | 'not-a-time-stamping-certificate' | 'not-one-signer' | 'unknown-digest'

export interface TimestampVerdict {
  readonly failure: SignerFailure | null
  readonly problem: TimestampProblem | null
  readonly certificate: Certificate | undefined
  /** Whether it is about these bytes. */
  readonly isImprintRight: boolean
}

/** Whether a token is about this content and signed by a certificate made for time stamping (RFC 3161 § 2.3). The path is not judged. */
export function verifyTimestamp(token: TimestampToken, content: Content, others: readonly Certificate[] = []): TimestampVerdict {
  const [signer, ...more] = token.data.signers
  if (!signer || more.length > 0) return { failure: 'FORMAT_FAILURE', problem: 'not-one-signer', certificate: undefined, isImprintRight: false }
  if (!token.digest) return { failure: 'FORMAT_FAILURE', problem: 'unknown-digest', certificate: undefined, isImprintRight: false }
  const isImprintRight = sameBytes(content.digest(token.digest), token.imprint)
  const signed = verifySigner(token.data, signer, contentOf(token.data.content ?? new Uint8Array()), others)
  const { certificate } = signed
  if (signed.failure) return { failure: signed.failure, problem: signed.problem, certificate, isImprintRight }
  if (!isImprintRight) return { failure: 'HASH_FAILURE', problem: 'other-imprint', certificate, isImprintRight }
  const made = decoding(() => certificate !== undefined && isForTimeStamping(certificate))
  return made.ok && made.value ? { failure: null, problem: null, certificate, isImprintRight } : { failure: 'SIG_CONSTRAINTS_FAILURE', problem: 'not-a-time-stamping-certificate', certificate, isImprintRight }
}

/** Time stamping as the only purpose; that it be critical is against the letter where it is not, and common. */
const isForTimeStamping = ({ extensions }: Certificate) => (purposesOf(extensions) ?? []).includes(purposes.timeStamping)

export const isPurposeCritical = ({ extensions }: Certificate): boolean => extensions.get(extensionOids.extendedKeyUsage)?.isCritical ?? false

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
      digest, imprint: octetsOf(hash), wantsCertificate: wants?.content[0] === 0xff,
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

