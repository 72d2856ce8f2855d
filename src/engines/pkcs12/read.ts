import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { Asn1Error, fail, inner, isContext, octetsOf, octetsOfContent, oidOf, readElement, sequenceOf, type Element } from '../asn1/index.ts'
import { isSignedBy, isSelfIssued, readCertificate, readDigest, sameBytes, type Certificate } from '../x509/index.ts'
import { decrypt, UnknownCipher } from './decrypt.ts'
import { derivePbkdf2, derivePkcs12, iterationsOf } from './derive.ts'

export interface Pkcs12 {
  readonly key: KeyObject
  readonly certificate: Certificate
  /** The issuer of the certificate, its issuer and so on, as far as the file has them. */
  readonly chain: readonly Certificate[]
}

export type Pkcs12Refusal = 'malformed' | 'wrong-password' | 'unknown-cipher' | 'no-key' | 'no-certificate'

const bags = { key: '1.2.840.113549.1.12.10.1.1', lockedKey: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3', nested: '1.2.840.113549.1.12.10.1.6' } as const
const data = '1.2.840.113549.1.7.1'
const encryptedData = '1.2.840.113549.1.7.6'
const x509Certificate = '1.2.840.113549.1.9.22.1'
const pbmac1 = '1.2.840.113549.1.5.14'

/** The key of a file with its certificate and chain. Of several keys the first that has a certificate. */
export function readPkcs12(bytes: Uint8Array, password: string): Result<Pkcs12, Pkcs12Refusal> {
  try {
    const [version, safe, mac] = sequenceOf(readElement(bytes, { ber: true }))
    if (!version) return refuse('malformed')
    const contents = octetsOf(inner(sequenceOf(safe)[1] ?? fail('no contents')))
    if (mac && !isMacRight(mac, password, contents)) return refuse('wrong-password')
    const found = sequenceOf(readElement(contents, { ber: true })).flatMap((info) => bagsOf(openContents(info, password), 0))
    return matched(found.flatMap((bag) => keyOf(bag, password)), found.flatMap(certificateOf))
  } catch (error) {
    if (error instanceof UnknownCipher) return refuse('unknown-cipher')
    if (error instanceof Asn1Error) return refuse('malformed')
    throw error
  }
}

function isMacRight(mac: Element, password: string, contents: Uint8Array): boolean {
  const [info, salt, iterations] = sequenceOf(mac)
  const [algorithm, expected] = sequenceOf(info)
  const [identifier, parameters] = sequenceOf(algorithm)
  if (oidOf(identifier) === pbmac1) {
    const [derivation] = sequenceOf(parameters)
    const key = derivePbkdf2(sequenceOf(derivation)[1], password, 32)
    return sameBytes(createHmac('sha256', key).update(contents).digest(), octetsOf(expected))
  }
  const hash = readDigest(algorithm ?? fail('no digest')) ?? fail('an unknown digest')
  const expectedOctets = octetsOf(expected)
  const key = derivePkcs12(hash, password, octetsOf(salt), iterations ? iterationsOf(iterations) : 1, 'mac', expectedOctets.length)
  return sameBytes(createHmac(hash, key).update(contents).digest(), expectedOctets)
}

function openContents(info: Element, password: string): Element {
  const [type, wrapped] = sequenceOf(info)
  const content = inner(wrapped ?? fail('no contents'))
  if (oidOf(type) === data) return readElement(octetsOf(content), { ber: true })
  if (oidOf(type) !== encryptedData) throw new UnknownCipher(oidOf(type))
  const [, encrypted] = sequenceOf(content)
  const [, algorithm, locked] = sequenceOf(encrypted)
  return readElement(decrypt(algorithm, password, octetsOfContent(locked ?? fail('nothing locked'))), { ber: true })
}

interface Bag { readonly type: string; readonly value: Element }

function bagsOf(contents: Element, depth: number): Bag[] {
  if (depth > 4) return fail('bags in bags')
  return sequenceOf(contents).flatMap((bag) => {
    const [type, wrapped] = sequenceOf(bag)
    const value = wrapped && isContext(wrapped, 0) ? inner(wrapped) : fail('an empty bag')
    return oidOf(type) === bags.nested ? bagsOf(value, depth + 1) : [{ type: oidOf(type), value }]
  })
}

function keyOf({ type, value }: Bag, password: string): KeyObject[] {
  if (type !== bags.key && type !== bags.lockedKey) return []
  const [algorithm, locked] = type === bags.lockedKey ? sequenceOf(value) : []
  const clear = locked ? decrypt(algorithm, password, octetsOf(locked)) : value.whole
  try {
    return [createPrivateKey({ key: Buffer.from(clear), format: 'der', type: 'pkcs8' })]
  } catch {
    return fail('no private key')
  }
}

function certificateOf({ type, value }: Bag): Certificate[] {
  if (type !== bags.certificate) return []
  const [kind, wrapped] = sequenceOf(value)
  if (oidOf(kind) !== x509Certificate || !wrapped) return []
  const certificate = readCertificate(octetsOf(inner(wrapped)))
  return certificate.ok ? [certificate.value] : []
}

function matched(keys: readonly KeyObject[], certificates: readonly Certificate[]): Result<Pkcs12, Pkcs12Refusal> {
  if (keys.length === 0) return refuse('no-key')
  for (const key of keys) {
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
    const certificate = certificates.find((each) => sameBytes(each.spki, spki))
    if (certificate) return accept({ key, certificate, chain: chainOf(certificate, certificates) })
  }
  return refuse('no-certificate')
}

function chainOf(certificate: Certificate, certificates: readonly Certificate[]): Certificate[] {
  const chain: Certificate[] = []
  for (let last = certificate; !isSelfIssued(last);) {
    const issuer = certificates.find((each) => each !== last && !chain.includes(each) && each.subject.key === last.issuer.key && isSignedBy(last, each))
    if (!issuer) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}
