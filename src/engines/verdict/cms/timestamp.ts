import { decoding, fail, octetsOf, readElement, sequenceOf, timeOf, type Element } from '../../asn1/index.ts'
import type { Result } from '../../../kernel/result.ts'
import { readDigest, type Digest } from '../../x509/index.ts'
import { readSignedData, type SignedData } from './signed-data.ts'

/** An RFC 3161 token as read; nothing is verified. */
export interface TimestampToken {
  readonly data: SignedData
  /** What the token says: this was hashed, at this time. */
  readonly at: Date
  readonly digest: Digest | undefined
  readonly imprint: Uint8Array
}

const tstInfo = '1.2.840.113549.1.9.16.1.4'

export function readTimestamp(bytes: Uint8Array): Result<TimestampToken, 'malformed'> {
  const data = readSignedData(bytes)
  if (!data.ok) return data
  return decoding(() => {
    const { contentType, content } = data.value
    if (contentType !== tstInfo || !content) return fail('no time stamp')
    const [, , imprint, , at] = sequenceOf(readElement(content, { ber: true }))
    const [algorithm, hash] = sequenceOf(imprint)
    if (!algorithm) return fail('an imprint without an algorithm')
    return { data: data.value, at: timeOf(at), digest: readDigest(algorithm), imprint: octetsOf(hash) }
  })
}

/** The same of an attribute's value, which is the token itself. */
export const readTimestampValue = (value: Element): Result<TimestampToken, 'malformed'> => readTimestamp(value.whole)
