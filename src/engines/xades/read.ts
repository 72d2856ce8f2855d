import { createHash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  attributeOf, base64, checkReference, childOf, childrenOf, digestNames, elementsOf, parseXml, pathOf, readXmlSignature, textAt, textOf, xmldsig,
  type XmlReference, type XmlSignature,
} from '../xml/index.ts'
import { xades132, xades141 } from './namespaces.ts'
import { timestampsOf, type XadesTimestamp } from './timestamps.ts'

/** A signature of ETSI EN 319 132 read from a file of signatures; references are checked, the value is not yet. */
export interface XadesSignature {
  readonly id: string | undefined
  readonly signature: XmlSignature
  readonly references: readonly SignedPart[]
  /** The names of the files whose bytes were hashed, as the signature writes them, decoded. */
  readonly files: readonly string[]
  /** The ds:Object elements within the signature, each with whether all of it is signed and as it was; those of the properties are not among them. */
  readonly objects: readonly SignedPart[]
  /** The properties are signed along: without that the certificate they name is anybody's word. */
  readonly arePropertiesSigned: boolean
  /** DER of the certificate the signed properties name, found by its hash. */
  readonly signer: Uint8Array | undefined
  /** The properties name a certificate, whether it is here or not. */
  readonly namesSigner: boolean
  readonly claimedAt: Date | undefined
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  /** Whole OCSP responses or bare BasicOCSPResponse, as found. */
  readonly ocsps: readonly Uint8Array[]
  readonly timestamps: readonly XadesTimestamp[]
}

export interface SignedPart {
  readonly uri: string
  readonly found: boolean
  readonly intact: boolean
}

/** The files of a container by their names. */
export type FilesByName = ReadonlyMap<string, Uint8Array>

export type XadesRefusal = 'unreadable' | 'algorithm'

const maxSignatures = 100

/** Reads all signatures of one file of a container; a signature inside another is that one's countersignature and not listed. */
export function readXades(bytes: Uint8Array, files: FilesByName): Result<readonly Result<XadesSignature, XadesRefusal>[], XadesRefusal> {
  const document = parseXml(bytes)
  if (!document.ok) return refuse('unreadable')
  const elements = signaturesOf(document.value.documentElement)
  if (elements.length > maxSignatures) return refuse('unreadable')
  return accept(elements.map((element) => readOne(element, files)))
}

function signaturesOf(root: Element): Element[] {
  if (root.localName === 'Signature' && root.namespaceURI === xmldsig) return [root]
  return childrenOf(root, xmldsig, 'Signature')
}

function readOne(element: Element, files: FilesByName): Result<XadesSignature, XadesRefusal> {
  const read = readXmlSignature(element)
  if (!read.ok) return refuse(read.refusal === 'algorithm' ? 'algorithm' : 'unreadable')
  const signature = read.value
  const qualifying = childrenOf(element, xmldsig, 'Object').map((object) => childOf(object, xades132, 'QualifyingProperties')).find((one) => one !== undefined)
  const signed = childOf(qualifying, xades132, 'SignedProperties')
  const unsigned = pathOf(qualifying, xades132, 'UnsignedProperties', 'UnsignedSignatureProperties')
  const checked = signature.references.map((reference) => ({ reference, ...checkReference(signature, reference, fileIn(files)) }))
  const certificates = [...signature.certificates, ...valuesAt(unsigned, ['CertificateValues', 'EncapsulatedX509Certificate'])]
  const named = namedCertificates(signed)
  return accept({
    id: attributeOf(element, 'Id'), signature, certificates,
    references: checked.map(({ reference: { uri = '' }, target, intact }) => ({ uri, found: target !== undefined, intact })),
    files: checked.flatMap(({ reference, target }) => target instanceof Uint8Array ? [nameOf(reference)] : []),
    objects: objectsOf(element).map((object, index) => objectPart(object, index, checked.filter(({ intact }) => intact).map(({ target }) => target))),
    arePropertiesSigned: signed !== undefined && checked.some(({ target, intact }) => target === signed && intact),
    namesSigner: named.length > 0, signer: certificates.find((der) => named.some((one) => isNamed(der, one))),
    claimedAt: dateOf(textAt(signed, xades132, 'SignedSignatureProperties', 'SigningTime')),
    crls: valuesAt(unsigned, ['RevocationValues', 'CRLValues', 'EncapsulatedCRLValue']), ocsps: valuesAt(unsigned, ['RevocationValues', 'OCSPValues', 'EncapsulatedOCSPValue']),
    timestamps: timestampsOf(element, signed, unsigned),
  })
}

/** What the signature holds beside itself and its properties; what has no business there is held to be signed as well. */
const objectsOf = (element: Element): Element[] => elementsOf(element).filter((child) => !isOwnPart(child))

function isOwnPart(child: Element): boolean {
  if (child.namespaceURI !== xmldsig) return false
  if (child.localName !== 'Object') return ['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(child.localName)
  const within = elementsOf(child)
  return within.length > 0 && within.every(({ localName, namespaceURI }) => localName === 'QualifyingProperties' && namespaceURI === xades132)
}

/** Signed is an object as a whole, or the one element that is all its content. */
function objectPart(object: Element, index: number, intact: readonly unknown[]): SignedPart {
  const [only, ...more] = elementsOf(object)
  const isAll = only !== undefined && more.length === 0 && textOf(object) === textOf(only)
  const found = intact.includes(object) || (isAll && intact.includes(only))
  return { uri: `#${attributeOf(object, 'Id') ?? index + 1}`, found, intact: found }
}

const fileIn = (files: FilesByName) => (uri: string): Uint8Array | undefined => files.get(decoded(uri)) ?? files.get(uri)

const nameOf = ({ uri = '' }: XmlReference): string => decoded(uri)

/** A URI is percent-encoded; what is not even that is taken as written. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^(\.?\/)+/, '')
  } catch {
    return uri
  }
}

interface NamedCertificate {
  readonly digest: string
  readonly value: Uint8Array
}

function namedCertificates(signed: Element | undefined): NamedCertificate[] {
  const properties = childOf(signed, xades132, 'SignedSignatureProperties')
  return ['SigningCertificate', 'SigningCertificateV2'].flatMap((name) => childrenOf(childOf(properties, xades132, name), xades132, 'Cert').slice(0, 1)).flatMap((one) => {
    const hash = childOf(one, xades132, 'CertDigest')
    const digest = digestNames.get(attributeOf(childOf(hash, xmldsig, 'DigestMethod'), 'Algorithm') ?? '')
    const value = base64(textAt(hash, xmldsig, 'DigestValue'))
    return digest && value ? [{ digest, value }] : []
  })
}

const isNamed = (der: Uint8Array, { digest, value }: NamedCertificate): boolean => createHash(digest).update(der).digest().equals(value)

/** Values under either namespace, wherever below the unsigned properties they stand: of the signature or of its timestamps. */
function valuesAt(unsigned: Element | undefined, [outer, ...inner]: readonly [string, ...string[]]): Uint8Array[] {
  const last = inner.at(-1) ?? outer
  const holders = unsigned ? elementsOf(unsigned).flatMap((one) => one.localName === outer ? [one] : childrenOf(one, xades132, outer)) : []
  const timestampData = childrenOf(unsigned, xades141, 'TimeStampValidationData').flatMap((data) => childrenOf(data, xades132, outer))
  return [...new Set([...holders, ...timestampData])].flatMap((holder) => inner.slice(0, -1).reduce<Element[]>((at, name) => at.flatMap((one) => childrenOf(one, xades132, name)), [holder]))
    .flatMap((parent) => childrenOf(parent, xades132, last)).flatMap((value) => base64(textOf(value)) ?? [])
}

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date
}
