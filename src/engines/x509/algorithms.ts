import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { childrenOf, fail, inner, isContext, oidOf, sequenceOf, smallIntegerOf, type Element } from '../asn1/index.ts'

/** Names of digests as node:crypto has them. */
export type Digest = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha3-224' | 'sha3-256' | 'sha3-384' | 'sha3-512' | 'ripemd160'

export const digestOids: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.5': 'md5', '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.4': 'sha224', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.7': 'sha3-224', '2.16.840.1.101.3.4.2.8': 'sha3-256', '2.16.840.1.101.3.4.2.9': 'sha3-384', '2.16.840.1.101.3.4.2.10': 'sha3-512', '1.3.36.3.2.1': 'ripemd160',
}

/** How a signature was made. `digest: null`: the scheme brings its own (EdDSA), or the signed data names it (plain `rsaEncryption` in CMS). */
export interface SignatureAlgorithm {
  readonly oid: string
  readonly scheme: 'rsa' | 'rsa-pss' | 'ecdsa' | 'plain-ecdsa' | 'dsa' | 'ed25519' | 'ed448'
  readonly digest: Digest | null
  /** Octets of salt, RSA-PSS alone. */
  readonly saltLength?: number
}

const rsa = (digest: Digest) => ({ scheme: 'rsa', digest } as const)
const ecdsa = (digest: Digest) => ({ scheme: 'ecdsa', digest } as const)
const plain = (digest: Digest) => ({ scheme: 'plain-ecdsa', digest } as const)
const dsa = (digest: Digest) => ({ scheme: 'dsa', digest } as const)

const known: Readonly<Record<string, Omit<SignatureAlgorithm, 'oid'>>> = {
  '1.2.840.113549.1.1.1': { scheme: 'rsa', digest: null }, '1.2.840.113549.1.1.4': rsa('md5'), '1.2.840.113549.1.1.5': rsa('sha1'), '1.3.14.3.2.29': rsa('sha1'), '1.2.840.113549.1.1.14': rsa('sha224'),
  '1.2.840.113549.1.1.11': rsa('sha256'), '1.2.840.113549.1.1.12': rsa('sha384'), '1.2.840.113549.1.1.13': rsa('sha512'), '1.3.36.3.3.1.2': rsa('ripemd160'),
  '2.16.840.1.101.3.4.3.13': rsa('sha3-224'), '2.16.840.1.101.3.4.3.14': rsa('sha3-256'), '2.16.840.1.101.3.4.3.15': rsa('sha3-384'), '2.16.840.1.101.3.4.3.16': rsa('sha3-512'),
  '1.2.840.10045.2.1': { scheme: 'ecdsa', digest: null }, '1.2.840.10045.4.1': ecdsa('sha1'), '1.2.840.10045.4.3.1': ecdsa('sha224'), '1.2.840.10045.4.3.2': ecdsa('sha256'), '1.2.840.10045.4.3.3': ecdsa('sha384'),
  '1.2.840.10045.4.3.4': ecdsa('sha512'), '2.16.840.1.101.3.4.3.10': ecdsa('sha3-256'), '2.16.840.1.101.3.4.3.11': ecdsa('sha3-384'), '2.16.840.1.101.3.4.3.12': ecdsa('sha3-512'),
  '0.4.0.127.0.7.1.1.4.1.1': plain('sha1'), '0.4.0.127.0.7.1.1.4.1.2': plain('sha224'), '0.4.0.127.0.7.1.1.4.1.3': plain('sha256'), '0.4.0.127.0.7.1.1.4.1.4': plain('sha384'), '0.4.0.127.0.7.1.1.4.1.5': plain('sha512'),
  '1.2.840.10040.4.1': { scheme: 'dsa', digest: null }, '1.2.840.10040.4.3': dsa('sha1'), '2.16.840.1.101.3.4.3.1': dsa('sha224'), '2.16.840.1.101.3.4.3.2': dsa('sha256'),
  '1.3.101.112': { scheme: 'ed25519', digest: null }, '1.3.101.113': { scheme: 'ed448', digest: null },
}

const pss = '1.2.840.113549.1.1.10'

/** An AlgorithmIdentifier of a signature; `undefined` for one that is not known. */
export function readSignatureAlgorithm(element: Element): SignatureAlgorithm | undefined {
  const [identifier, parameters] = sequenceOf(element)
  const oid = oidOf(identifier)
  if (oid === pss) return readPss(oid, parameters)
  const found = known[oid]
  return found && { oid, ...found }
}

export function readDigest(element: Element): Digest | undefined {
  return digestOids[oidOf(sequenceOf(element)[0])]
}

/** RSASSA-PSS-params (RFC 4055 § 3.1); what is not said is SHA-1 and twenty octets. Another digest for the mask is not known to OpenSSL here. */
function readPss(oid: string, parameters: Element | undefined): SignatureAlgorithm | undefined {
  const given = parameters ? childrenOf(parameters) : []
  const field = (tag: number) => given.find((element) => isContext(element, tag))
  const [digestField, maskField, saltField] = [field(0), field(1), field(2)]
  const digest = digestField ? readDigest(inner(digestField)) : 'sha1'
  const maskDigest = maskField ? readDigest(sequenceOf(inner(maskField))[1] ?? fail('a mask without its digest')) : 'sha1'
  if (!digest || digest !== maskDigest) return undefined
  return { oid, scheme: 'rsa-pss', digest, saltLength: saltField ? smallIntegerOf(inner(saltField)) : 20 }
}

/** The key of a SubjectPublicKeyInfo; `undefined` when OpenSSL does not know its kind. */
export function readPublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

const keyKinds: Readonly<Record<SignatureAlgorithm['scheme'], readonly string[]>> = {
  'rsa': ['rsa'], 'rsa-pss': ['rsa', 'rsa-pss'], 'ecdsa': ['ec'], 'plain-ecdsa': ['ec'], 'dsa': ['dsa'], 'ed25519': ['ed25519'], 'ed448': ['ed448'],
}

/** Whether the key made this signature over these bytes. `digest` stands in where the algorithm names none. */
export function verifies(algorithm: SignatureAlgorithm, key: KeyObject, data: Uint8Array, signature: Uint8Array, digest: Digest | null = null): boolean {
  const { scheme, saltLength } = algorithm
  const used = algorithm.digest ?? digest
  const brings = scheme === 'ed25519' || scheme === 'ed448'
  if (!keyKinds[scheme].includes(key.asymmetricKeyType ?? '') || (!brings && used === null)) return false
  try {
    // A bare key where nothing is to be said of it: node looks twice at one within options.
    const asked = scheme === 'rsa-pss' ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLength ?? 20 }
      : scheme === 'plain-ecdsa' ? { key, dsaEncoding: 'ieee-p1363' as const } : key
    return verify(brings ? null : used, data, asked, signature)
  } catch {
    // A digest or curve that this OpenSSL has switched off, or a signature that is no number.
    return false
  }
}
