import { createHash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { der, readElement, sequenceOf, isContext } from '../asn1/index.ts'
import { publicKeyOf, readCertificate } from '../x509/index.ts'
import type { HashName } from './model.ts'

/**
 * What is the same in all signatures of one key, made once: a batch pays for each document only what differs. Enough for PAdES baseline
 * signatures (EN 319 142-1 § 6.3): content type, message digest and signing certificate are signed, the chain goes with them.
 */
export type Signer = {
  readonly hash: HashName
  /** The attributes in DER, whose signature the key makes; the digest is that of the file. */
  readonly attributes: (digest: Uint8Array) => Uint8Array
  /** The CMS of a signature over these attributes, with the time-stamp token over that signature when there is one. */
  readonly wrapped: (attributes: Uint8Array, signature: Uint8Array, token?: Uint8Array) => Uint8Array
  /** How large it may become; `stamped` leaves room for a time-stamp token and the chain of its authority. */
  readonly room: (stamped: boolean) => number
}

const oids = {
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47', timestamp: '1.2.840.113549.1.9.16.2.14',
}
const digests: Readonly<Record<HashName, string>> = { sha256: '2.16.840.1.101.3.4.2.1', sha384: '2.16.840.1.101.3.4.2.2', sha512: '2.16.840.1.101.3.4.2.3' }
const withRsa: Readonly<Record<HashName, string>> = { sha256: '1.2.840.113549.1.1.11', sha384: '1.2.840.113549.1.1.12', sha512: '1.2.840.113549.1.1.13' }
const withEcdsa: Readonly<Record<HashName, string>> = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' }
const ofCurve: Readonly<Record<string, HashName>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' }

/** Certificates in DER, the signer's own first. The hash follows the key: SHA-256 for RSA, as strong as the curve for others. */
export function signerOf(chain: readonly Uint8Array[]): Result<Signer, 'malformed' | 'unsupported-key'> {
  const [own = new Uint8Array(0)] = chain
  const read = readCertificate(own)
  if (!read.ok) return read
  const key = publicKeyOf(read.value)
  const hash = key?.asymmetricKeyType === 'rsa' ? 'sha256' : ofCurve[key?.asymmetricKeyDetails?.namedCurve ?? '']
  if (key === undefined || hash === undefined) return refuse('unsupported-key')
  const algorithm = key.asymmetricKeyType === 'rsa' ? der.sequence(der.oid(withRsa[hash]), der.nothing) : der.sequence(der.oid(withEcdsa[hash]))
  const signatureRoom = key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 4096) / 8 : 160
  return accept(made(chain, own, hash, algorithm, signatureRoom))
}

function made(chain: readonly Uint8Array[], own: Uint8Array, hash: HashName, algorithm: Uint8Array, signatureRoom: number): Signer {
  const template = attributeTemplate(own, hash)
  const digestAlgorithm = der.sequence(der.oid(digests[hash]))
  const identified = [der.integer(1), issuerAndSerial(own), digestAlgorithm]
  const heading = [der.integer(1), der.set(digestAlgorithm), der.sequence(der.oid(oids.data)), certificates(chain)]
  const chainLength = chain.reduce((sum, { length }) => sum + length, 0)
  return {
    hash,
    attributes(digest) {
      const bytes = template.bytes.slice()
      bytes.set(digest, template.at)
      return bytes
    },
    wrapped(attributes, signature, token) {
      // The signed attributes were hashed as a SET; inside they stand under [0] (RFC 5652 § 5.4).
      const inside = [...identified, Uint8Array.of(0xa0), attributes.subarray(1), algorithm, head(0x04, [signature]), signature, ...token === undefined ? [] : [stamped(token)]]
      const info = nested(0x31, nested(0x30, inside))
      return Buffer.concat(nested(0x30, [der.oid(oids.signedData), ...nested(0xa0, nested(0x30, [...heading, ...info]))]))
    },
    room: (isStamped) => chainLength + signatureRoom + 600 + (isStamped ? 9000 : 0),
  }
}

/** The head an element of these pieces has, and the pieces: the bytes are put together once, at the end. */
const nested = (identifier: number, pieces: readonly Uint8Array[]): readonly Uint8Array[] => [head(identifier, pieces), ...pieces]

function head(identifier: number, pieces: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const piece of pieces) length += piece.length
  return Uint8Array.from(der.headOf(identifier, length))
}

function attributeTemplate(own: Uint8Array, hash: HashName): { readonly bytes: Uint8Array; readonly at: number } {
  const empty = Buffer.alloc(createHash(hash).digest().length, 0xee)
  const certificate = der.octets(createHash(hash).update(own).digest())
  // SHA-256 is what a hash without its algorithm is (RFC 5035 § 4).
  const identified = hash === 'sha256' ? der.sequence(certificate) : der.sequence(der.sequence(der.oid(digests[hash])), certificate)
  const bytes = der.set(
    attribute(oids.contentType, der.oid(oids.data)), attribute(oids.messageDigest, der.octets(empty)),
    attribute(oids.signingCertificate, der.sequence(der.sequence(identified))),
  )
  return { bytes, at: Buffer.from(bytes).indexOf(empty) }
}

const attribute = (type: string, value: Uint8Array): Uint8Array => der.sequence(der.oid(type), der.set(value))
const stamped = (token: Uint8Array): Uint8Array => der.tagged(1, attribute(oids.timestamp, token))

/** As DER wants the members of a set. */
const certificates = (chain: readonly Uint8Array[]): Uint8Array => der.tagged(0, ...chain.toSorted((one, other) => Buffer.compare(one, other)))

/** Taken from the certificate byte for byte, as names are compared by their bytes. */
function issuerAndSerial(own: Uint8Array): Uint8Array {
  const [tbs] = sequenceOf(readElement(own, { ber: true }))
  const fields = sequenceOf(tbs)
  const [serial, , issuer] = isContext(fields[0], 0) ? fields.slice(1) : fields
  if (serial === undefined || issuer === undefined) throw new TypeError('a certificate that was read has an issuer')
  return der.sequence(issuer.whole, serial.whole)
}
