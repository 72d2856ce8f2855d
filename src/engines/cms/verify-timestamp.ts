import { decoding } from '../asn1/index.ts'
import { extensionOids, purposes, purposesOf, readCertificate, sameBytes, type Certificate } from '../x509/index.ts'
import { contentOf, type Content } from './content.ts'
import type { TimestampToken } from './timestamp.ts'
import { verifySigner, type CheckedSigner, type SignerFailure } from './verify-signer.ts'

export type TimestampFault = 'several-signers' | 'imprint-differs' | 'unknown-digest' | 'stamped-data-missing' | 'certificate-not-named' | 'not-for-time-stamping' | 'other-nonce'

/** What a token is worth by itself, whoever made it. It holds when there is no failure. */
export interface CheckedTimestamp {
  readonly signer: CheckedSigner | undefined
  readonly certificate: Certificate | undefined
  /** The stamped data are as they were; nothing when they are not at hand. */
  readonly intact: boolean | undefined
  readonly failures: readonly (TimestampFailure | SignerFailure)[]
}

export interface TimestampFailure {
  readonly subIndication: 'HASH_FAILURE' | 'SIG_CONSTRAINTS_FAILURE' | 'FORMAT_FAILURE' | 'CHAIN_CONSTRAINTS_FAILURE' | 'SIGNED_DATA_NOT_FOUND'
  readonly fault: TimestampFault
}

/** Checks the imprint over the stamped data, the authority's signature, and that its certificate is named and for nothing but time stamps (RFC 3161 § 2.3). */
export function verifyTimestamp(token: TimestampToken, stamped: Content, others: readonly Certificate[] = [], nonce?: Uint8Array): CheckedTimestamp {
  const [first, ...more] = token.data.signers
  const certificates = [...readableCertificates(token.data.certificates), ...others]
  const content = token.data.content ?? new Uint8Array()
  const signer = first && verifySigner(token.data, first, contentOf(content), certificates)
  const certificate = signer?.certificate
  const imprint = imprintFailure(token, stamped)
  const failures = [
    ...!first || more.length > 0 ? [failure('FORMAT_FAILURE', 'several-signers')] : [], ...imprint ? [imprint] : [], ...signer?.failures ?? [],
    ...signer && certificate && !signer.isNamed && signer.failures.length === 0 ? [failure('SIG_CONSTRAINTS_FAILURE', 'certificate-not-named')] : [],
    ...certificate && !isForTimeStamping(certificate) ? [failure('CHAIN_CONSTRAINTS_FAILURE', 'not-for-time-stamping')] : [],
    ...nonce && !(token.nonce && sameBytes(token.nonce, nonce)) ? [failure('SIG_CONSTRAINTS_FAILURE', 'other-nonce')] : [],
  ]
  return { signer, certificate, intact: imprint?.fault === 'stamped-data-missing' ? undefined : imprint === undefined, failures }
}

const failure = (subIndication: TimestampFailure['subIndication'], fault: TimestampFault): TimestampFailure => ({ subIndication, fault })

function imprintFailure({ digest, imprint }: TimestampToken, stamped: Content): TimestampFailure | undefined {
  if (!digest) return failure('HASH_FAILURE', 'unknown-digest')
  const hash = stamped.digest(digest)
  if (!hash) return failure('SIGNED_DATA_NOT_FOUND', 'stamped-data-missing')
  return sameBytes(hash, imprint) ? undefined : failure('HASH_FAILURE', 'imprint-differs')
}

/** One purpose alone, and critical. */
function isForTimeStamping({ extensions }: Certificate): boolean {
  const decoded = decoding(() => purposesOf(extensions))
  return decoded.ok && decoded.value?.length === 1 && decoded.value[0] === purposes.timeStamping && extensions.get(extensionOids.extendedKeyUsage)?.isCritical === true
}

/** Of foreign certificates those that can be read, each once. */
export function readableCertificates(ders: readonly Uint8Array[]): Certificate[] {
  const unique = new Map(ders.map((der) => [Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1'), der]))
  return [...unique.values()].flatMap((der) => {
    const read = readCertificate(der)
    return read.ok ? [read.value] : []
  })
}
