import { accept, refuse, type Result } from '../../kernel/result.ts'
import { decoding, fail, isContext, isUniversal, integerOctets, octetsOf, oidOf, readElement, sequenceOf, smallIntegerOf, smallIntegerOfContent, timeOf, type Element } from '../asn1/index.ts'
import { readDigest, type Digest } from '../x509/index.ts'
import { contentTypes } from './oids.ts'
import { readSignedData, type SignedData } from './signed-data.ts'

/** What a time stamp says (TSTInfo, RFC 3161 § 2.4.2). */
export interface TimestampInfo {
  readonly policy: string
  readonly digest: Digest | undefined
  readonly digestOid: string
  readonly imprint: Uint8Array
  readonly serial: Uint8Array
  readonly time: Date
  /** How far off the time may be, to either side; 0 when it does not say. */
  readonly accuracyMs: number
  readonly nonce: Uint8Array | undefined
}

/** A token as read; nothing is verified. */
export interface TimestampToken extends TimestampInfo {
  readonly data: SignedData
}

export function readTimestampToken(bytes: Uint8Array): Result<TimestampToken, 'malformed'> {
  const data = readSignedData(bytes)
  if (!data.ok) return data
  const { contentType, content } = data.value
  if (contentType !== contentTypes.timestampInfo || !content) return refuse('malformed')
  const info = decoding(() => readTimestampInfo(readElement(content, { ber: true })))
  return info.ok ? accept({ ...info.value, data: data.value }) : info
}

function readTimestampInfo(element: Element): TimestampInfo {
  const [version, policy, imprint, serial, time, ...rest] = sequenceOf(element)
  if (smallIntegerOf(version) !== 1) fail('a time stamp of an unknown version')
  const accuracy = rest.find((field) => isUniversal(field, 'sequence'))
  const nonce = rest.find((field) => isUniversal(field, 'integer'))
  return {
    policy: oidOf(policy), ...readImprint(imprint), serial: integerOctets(serial), time: timeOf(time),
    accuracyMs: accuracy ? accuracyOf(accuracy) : 0, nonce: nonce && integerOctets(nonce),
  }
}

export function readImprint(element: Element | undefined): Pick<TimestampInfo, 'digest' | 'digestOid' | 'imprint'> {
  const [algorithm, hash] = sequenceOf(element)
  if (!algorithm) return fail('an imprint without an algorithm')
  return { digest: readDigest(algorithm), digestOid: oidOf(sequenceOf(algorithm)[0]), imprint: octetsOf(hash) }
}

function accuracyOf(element: Element): number {
  const fields = sequenceOf(element)
  const seconds = fields.find((field) => isUniversal(field, 'integer'))
  const part = (tag: number) => {
    const field = fields.find((each) => isContext(each, tag))
    return field ? smallIntegerOfContent(field) : 0
  }
  return (seconds ? smallIntegerOf(seconds) * 1000 : 0) + part(0) + part(1) / 1000
}
