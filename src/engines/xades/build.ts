import { createHash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { decoding, integerOctets, readElement, sequenceOf } from '../asn1/index.ts'
import { publicKeyOf, sameBytes, type Certificate } from '../x509/index.ts'
import { canonicalise, childOf, digestUriOf, parseXml, pathOf, signatureUriOf, transforms, verifyXmlValue, xmldsig, type SignatureAlgorithm } from '../xml/index.ts'
import { xades132 } from './namespaces.ts'

export interface XadesWish {
  readonly certificate: Certificate
  /** From the issuer up. */
  readonly chain: readonly Certificate[]
  readonly algorithm: SignatureAlgorithm
  readonly signedAt: Date
  readonly mimeType: string
}

/** An enveloping signature before its key signed: what is to be signed, and the text around. */
export interface PreparedXades { readonly toSign: { readonly bytes: Uint8Array; readonly digest: Uint8Array }; readonly wish: XadesWish; readonly skeleton: Skeleton }
interface Skeleton { readonly info: string; readonly properties: string }

/** Signed: `stampable` is what a signature time stamp is over (EN 319 132-1 § 5.3). */
export interface SignedXades { readonly prepared: PreparedXades; readonly value: string; readonly stampable: Uint8Array }

/** What is added without being signed: the time stamp over the signature, and whatever a later verdict needs. */
export interface XadesAddition { readonly token?: Uint8Array; readonly certificates?: readonly Uint8Array[]; readonly crls?: readonly Uint8Array[]; readonly ocsps?: readonly Uint8Array[] }

/** The file is `head`, the signed element as it was given, `foot`. */
export interface Envelope { readonly head: Uint8Array; readonly foot: Uint8Array }

const [contentId, propertiesId, signatureId, referenceId] = ['obsah', 'vlastnosti', 'podpis', 'obsah-odkaz'] as const
const objectHead = (own = '') => `<ds:Object${own} Id="${contentId}">`
const objectFoot = '</ds:Object>'

/**
 * Makes a signature ready that will envelop an element (EN 319 132-1 level B-B): `canonical` are the pieces of the element's exclusive canonical
 * form, so that it may be larger than what one wants to parse. The element is signed with the Object around it; it must not use the prefix `ds`.
 */
export function prepareXades(canonical: Iterable<Uint8Array>, wish: XadesWish): PreparedXades {
  const { digest } = wish.algorithm
  const hash = createHash(digest).update(objectHead(` xmlns:ds="${xmldsig}"`))
  for (const piece of canonical) hash.update(piece)
  const properties = propertiesText(wish)
  const signed = rootOf(envelopeText({ info: '', properties }))
  const qualifying = pathOf(childOf(signed, xmldsig, 'Object'), xades132, 'QualifyingProperties', 'SignedProperties')
  const info = infoText(wish.algorithm, hash.update(objectFoot).digest(), createHash(digest).update(canonicalOf(qualifying)).digest())
  const bytes = canonicalOf(childOf(rootOf(envelopeText({ info, properties })), xmldsig, 'SignedInfo'))
  return { toSign: { bytes, digest: createHash(digest).update(bytes).digest() }, wish, skeleton: { info, properties } }
}

/** Puts the value in; refused when it is not that of the certificate's key. Of curves it comes in DER, as keys give it. */
export function signXades(prepared: PreparedXades, signature: Uint8Array): Result<SignedXades, 'broken-signature'> {
  const { wish: { certificate, algorithm }, skeleton, toSign } = prepared
  const key = publicKeyOf(certificate)
  const bytes = key && (algorithm.key === 'ec' ? plainOf(signature, key.asymmetricKeyDetails?.namedCurve) : signature)
  if (!key || !bytes || !verifyXmlValue(algorithm, key, toSign.bytes, bytes)) return refuse('broken-signature')
  const value = Buffer.from(bytes).toString('base64')
  return accept({ prepared, value, stampable: canonicalOf(childOf(rootOf(envelopeText({ ...skeleton, value })), xmldsig, 'SignatureValue')) })
}

/** The text around the signed element, with what is added: B-B without anything, B-T with a token, B-LT with evidence beside. */
export function envelope({ prepared: { wish, skeleton }, value }: SignedXades, added: XadesAddition): Envelope {
  const text = envelopeText({ ...skeleton, value, certificates: [wish.certificate, ...wish.chain], unsigned: unsignedText(added) })
  const at = text.indexOf(objectHead()) + objectHead().length
  return { head: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text.slice(0, at)}`), foot: Buffer.from(`${text.slice(at)}\n`) }
}

interface Parts extends Skeleton { readonly value?: string; readonly certificates?: readonly Certificate[]; readonly unsigned?: string }

function envelopeText({ info, properties, value = '', certificates = [], unsigned = '' }: Parts): string {
  const keys = certificates.map(({ der }) => `<ds:X509Certificate>${base64Of(der)}</ds:X509Certificate>`).join('')
  return `<ds:Signature xmlns:ds="${xmldsig}" Id="${signatureId}">${info}<ds:SignatureValue>${value}</ds:SignatureValue>`
    + (keys && `<ds:KeyInfo><ds:X509Data>${keys}</ds:X509Data></ds:KeyInfo>`)
    + `<ds:Object><xades:QualifyingProperties xmlns:xades="${xades132}" Target="#${signatureId}">${properties}${unsigned}</xades:QualifyingProperties></ds:Object>`
    + `${objectHead()}${objectFoot}</ds:Signature>`
}

function propertiesText({ certificate, algorithm: { digest }, signedAt, mimeType }: XadesWish): string {
  const named = `<ds:DigestMethod Algorithm="${digestUriOf(digest)}"/><ds:DigestValue>${createHash(digest).update(certificate.der).digest('base64')}</ds:DigestValue>`
  return `<xades:SignedProperties Id="${propertiesId}"><xades:SignedSignatureProperties>`
    + `<xades:SigningTime>${signedAt.toISOString().replace(/\.\d+Z$/, 'Z')}</xades:SigningTime>`
    + `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${named}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>`
    + `<xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#${referenceId}"><xades:MimeType>${mimeType}</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties>`
    + '</xades:SignedProperties>'
}

function infoText(algorithm: SignatureAlgorithm, content: Buffer, properties: Buffer): string {
  const rest = (value: Buffer) => `<ds:Transforms><ds:Transform Algorithm="${transforms.exclusive}"/></ds:Transforms>`
    + `<ds:DigestMethod Algorithm="${digestUriOf(algorithm.digest)}"/><ds:DigestValue>${value.toString('base64')}</ds:DigestValue></ds:Reference>`
  return `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${transforms.exclusive}"/><ds:SignatureMethod Algorithm="${signatureUriOf(algorithm)}"/>`
    + `<ds:Reference Id="${referenceId}" Type="${xmldsig}Object" URI="#${contentId}">${rest(content)}`
    + `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#${propertiesId}">${rest(properties)}</ds:SignedInfo>`
}

function unsignedText({ token, certificates = [], crls = [], ocsps = [] }: XadesAddition): string {
  const all = (name: string, values: readonly Uint8Array[]) => distinct(values).map((value) => `<xades:${name}>${base64Of(value)}</xades:${name}>`).join('')
  const within = (name: string, inner: string) => inner && `<xades:${name}>${inner}</xades:${name}>`
  const stamp = token ? `<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="${transforms.exclusive}"/>${all('EncapsulatedTimeStamp', [token])}</xades:SignatureTimeStamp>` : ''
  const revocations = within('CRLValues', all('EncapsulatedCRLValue', crls)) + within('OCSPValues', all('EncapsulatedOCSPValue', ocsps))
  const properties = stamp + within('CertificateValues', all('EncapsulatedX509Certificate', certificates)) + within('RevocationValues', revocations)
  return within('UnsignedProperties', within('UnsignedSignatureProperties', properties))
}

const distinct = (values: readonly Uint8Array[]) => values.filter((value, index) => values.findIndex((other) => sameBytes(value, other)) === index)
const base64Of = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function rootOf(text: string): Element {
  const parsed = parseXml(Buffer.from(text))
  if (!parsed.ok) throw new Error(`what was just written is ${parsed.refusal}`)
  return parsed.value.documentElement
}

function canonicalOf(element: Element | undefined): Buffer {
  if (!element) throw new Error('what was just written has a part missing')
  return canonicalise(element, transforms.exclusive)
}

const octetsOfCurve: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 }

/** XML has the two numbers of a curve's signature side by side, each as long as the curve (RFC 4050 § 3.3). */
function plainOf(signature: Uint8Array, curve = ''): Uint8Array | undefined {
  const octets = octetsOfCurve[curve]
  if (octets === undefined) return undefined
  const numbers = decoding(() => sequenceOf(readElement(signature)).map((number) => unsigned(integerOctets(number))))
  if (!numbers.ok || numbers.value.length !== 2 || numbers.value.some(({ length }) => length > octets)) return undefined
  return Buffer.concat(numbers.value.flatMap((number) => [new Uint8Array(octets - number.length), number]))
}

const unsigned = (octets: Uint8Array) => (octets[0] === 0 ? octets.subarray(1) : octets)
