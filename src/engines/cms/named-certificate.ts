import { fail, inner, integerOctets, isUniversal, octetsOf, sequenceOf, type Element } from '../asn1/index.ts'
import { readDigest, readName, sameBytes, type Certificate, type Digest, type Name } from '../x509/index.ts'
import { onlyValueOf, type Attribute } from './attributes.ts'
import { contentOf, type Content } from './content.ts'
import { attributeOids } from './oids.ts'

/** The certificate a signer names by its hash among what is signed (ESS, RFC 5035). */
export interface NamedCertificate {
  readonly version: 1 | 2
  readonly digest: Digest | undefined
  readonly hash: Uint8Array
  readonly issuer: Name | undefined
  readonly serial: Uint8Array | undefined
}

/** The first of the list alone: the others are of its path. `several`: against the rule that there is one attribute with one value. */
export function namedCertificateOf(attributes: readonly Attribute[] | undefined): NamedCertificate | 'several' | undefined {
  const v2 = onlyValueOf(attributes, attributeOids.signingCertificateV2)
  const v1 = onlyValueOf(attributes, attributeOids.signingCertificate)
  if (v1 === 'several' || v2 === 'several') return 'several'
  const value = v2 ?? v1
  return value && readNamed(sequenceOf(sequenceOf(value)[0])[0] ?? fail('no certificate named'), v2 ? 2 : 1)
}

function readNamed(element: Element, version: 1 | 2): NamedCertificate {
  const fields = [...sequenceOf(element)]
  const hasAlgorithm = version === 2 && isUniversal(fields[0], 'sequence')
  const digest = hasAlgorithm ? readDigest(fields.shift() ?? fail('no digest')) : version === 2 ? 'sha256' : 'sha1'
  const [hash, issuerSerial] = fields
  const [names, serial] = issuerSerial ? sequenceOf(issuerSerial) : []
  const directory = names && sequenceOf(names).find(({ tagClass, tag }) => tagClass === 'context' && tag === 4)
  return { version, digest, hash: octetsOf(hash), issuer: directory && readName(inner(directory)), serial: serial && integerOctets(serial) }
}

const contents = new WeakMap<Certificate, Content>()

/** A certificate as content, whose hashes are remembered. */
function contentFor(certificate: Certificate): Content {
  const content = contents.get(certificate) ?? contentOf(certificate.der)
  contents.set(certificate, content)
  return content
}

/** Whether the hash is that of this certificate, and the number, where given, is its own. */
export function names({ digest, hash, serial }: NamedCertificate, certificate: Certificate): boolean {
  const own = digest && contentFor(certificate).digest(digest)
  return own !== undefined && sameBytes(own, hash) && (!serial || sameBytes(serial, certificate.serial))
}
