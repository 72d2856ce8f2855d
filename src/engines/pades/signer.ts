import { constants, sign, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { signatureBuilder, type SignatureBuilder, type SigningAlgorithm } from '../cms/index.ts'
import { publicKeyOf, readCertificate, type Certificate } from '../x509/index.ts'
import type { HashName } from './model.ts'

/** One key with its chain and all that is the same in its signatures: made once for a batch, so that a document pays for what differs. */
export type Signer = {
  readonly algorithm: SigningAlgorithm & { readonly digest: HashName }
  readonly builder: SignatureBuilder
  /** Bytes a signature needs at most; `stamped` leaves room for a time-stamp token with the chain of its authority. */
  readonly room: (stamped: boolean) => number
}

/** A token with four certificates of the larger kind. */
export const roomOfToken = 9000

/** Certificates in DER, the signer's own first; refused when the key is of a kind we do not sign with. */
export function signerOf([own, ...others]: readonly Uint8Array[]): Result<Signer, 'malformed' | 'unsupported-key'> {
  const certificate = readCertificate(own ?? new Uint8Array(0))
  if (!certificate.ok) return certificate
  const chain: Certificate[] = []
  for (const other of others) {
    const read = readCertificate(other)
    if (!read.ok) return read
    chain.push(read.value)
  }
  const algorithm = algorithmOf(certificate.value)
  if (algorithm === undefined) return refuse('unsupported-key')
  const builder = signatureBuilder({ certificate: certificate.value, chain, algorithm })
  return accept({ algorithm, builder, room: (stamped) => builder.estimate + (stamped ? roomOfToken : 0) })
}

const curves: Readonly<Record<string, HashName>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' }

/** The hash follows the key: SHA-256 for RSA, as strong as the curve for ECDSA, SHA-512 for Ed25519 (RFC 8419 § 2.3). */
function algorithmOf(certificate: Certificate): Signer['algorithm'] | undefined {
  const key = publicKeyOf(certificate)
  switch (key?.asymmetricKeyType) {
    case 'rsa': return { scheme: 'rsa', digest: 'sha256' }
    case 'rsa-pss': return { scheme: 'rsa-pss', digest: 'sha256' }
    case 'ed25519': return { scheme: 'ed25519', digest: 'sha512' }
    case 'ec': {
      const digest = curves[key.asymmetricKeyDetails?.namedCurve ?? '']
      return digest && { scheme: 'ecdsa', digest }
    }
    default: return undefined
  }
}

/** Signs with a key that is at hand. */
export function signWith(key: KeyObject, { algorithm: { scheme, digest } }: Signer, bytes: Uint8Array): Uint8Array {
  if (scheme === 'rsa-pss') return sign(digest, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST })
  return sign(scheme === 'ed25519' ? null : digest, bytes, key)
}
