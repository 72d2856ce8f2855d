import { constants, verify, type KeyObject } from 'node:crypto'

/** The digests of XML signatures by their URI, as node:crypto calls them. */
export const digestNames: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha224', 'sha224'],
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha3-256', 'sha3-256'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha3-384', 'sha3-384'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha3-512', 'sha3-512'],
])

export interface SignatureAlgorithm {
  readonly digest: string
  readonly key: 'rsa' | 'rsa-pss' | 'ec'
}

/** Signature algorithms by their URI. HMAC is none: it proves nothing to a third person. */
export const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map<string, SignatureAlgorithm>([
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', { digest: 'sha1', key: 'rsa' }],
  ...['sha224', 'sha256', 'sha384', 'sha512'].flatMap((digest): [string, SignatureAlgorithm][] => [
    [`http://www.w3.org/2001/04/xmldsig-more#rsa-${digest}`, { digest, key: 'rsa' }],
    [`http://www.w3.org/2001/04/xmldsig-more#ecdsa-${digest}`, { digest, key: 'ec' }],
    [`http://www.w3.org/2007/05/xmldsig-more#${digest}-rsa-MGF1`, { digest, key: 'rsa-pss' }],
  ]),
])

const digestUris = new Map([...digestNames].map(([uri, name]) => [name, uri]))
const signatureUris = new Map([...signatureAlgorithms].map(([uri, { digest, key }]) => [`${key} ${digest}`, uri]))

/** How XML names a digest of node:crypto. Throws on one it has no name for. */
export const digestUriOf = (digest: string): string => uriIn(digestUris, digest)

/** The same of a signature. */
export const signatureUriOf = ({ key, digest }: SignatureAlgorithm): string => uriIn(signatureUris, `${key} ${digest}`)

function uriIn(uris: ReadonlyMap<string, string>, name: string): string {
  const uri = uris.get(name)
  if (uri === undefined) throw new RangeError(`XML has no name for ${name}`)
  return uri
}

export function verifyXmlValue({ digest, key: kind }: SignatureAlgorithm, key: KeyObject, signed: Uint8Array, value: Uint8Array): boolean {
  if (key.asymmetricKeyType !== (kind === 'ec' ? 'ec' : 'rsa')) return false
  try {
    if (kind === 'ec') return verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, value)
    if (kind === 'rsa') return verify(digest, signed, key, value)
    return verify(digest, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, value)
  } catch {
    return false
  }
}
