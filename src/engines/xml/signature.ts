import { createHash, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { digestNames, signatureAlgorithms, verifyXmlValue, type SignatureAlgorithm } from './algorithms.ts'
import { canonicalise, isCanonicalisation, transforms } from './canonical.ts'
import { parseXml } from './parse.ts'
import { attributeOf, childOf, childrenOf, elementsOf, pathOf, textAt, textOf } from './walk.ts'

export const xmldsig = 'http://www.w3.org/2000/09/xmldsig#'

export interface XmlReference {
  /** As written: '' is the document, '#x' the element with that Id, anything else a file beside. */
  readonly uri: string | undefined
  readonly type: string | undefined
  readonly transforms: readonly { readonly algorithm: string; readonly prefixes: readonly string[] }[]
  /** The name of the digest for node:crypto. */
  readonly digest: string
  readonly value: Uint8Array
}

export interface XmlSignature {
  readonly element: Element
  readonly algorithm: SignatureAlgorithm
  readonly references: readonly XmlReference[]
  readonly value: Uint8Array
  /** The certificates of KeyInfo as DER; nothing says they are the signer's. */
  readonly certificates: readonly Uint8Array[]
}

export type XmlSignatureRefusal = 'malformed' | 'algorithm'

const maxReferences = 1_000

/** Reads a ds:Signature; nothing is verified. An algorithm or transform that is not known refuses it whole. */
export function readXmlSignature(element: Element): Result<XmlSignature, XmlSignatureRefusal> {
  const info = childOf(element, xmldsig, 'SignedInfo')
  const value = base64At(element, 'SignatureValue')
  const references = childrenOf(info, xmldsig, 'Reference')
  if (!info || !value || references.length === 0 || references.length > maxReferences) return refuse('malformed')
  const algorithm = signatureAlgorithms.get(algorithmAt(info, 'SignatureMethod'))
  if (!algorithm || !isCanonicalisation(algorithmAt(info, 'CanonicalizationMethod'))) return refuse('algorithm')
  const read: XmlReference[] = []
  for (const reference of references.map(readReference)) {
    if (!reference.ok) return reference
    read.push(reference.value)
  }
  const certificates = childrenOf(childOf(element, xmldsig, 'KeyInfo'), xmldsig, 'X509Data')
    .flatMap((data) => childrenOf(data, xmldsig, 'X509Certificate')).flatMap((one) => base64(textOf(one)) ?? [])
  return accept({ element, algorithm, references: read, value, certificates })
}

function readReference(element: Element): Result<XmlReference, XmlSignatureRefusal> {
  const digest = digestNames.get(algorithmAt(element, 'DigestMethod'))
  const value = base64At(element, 'DigestValue')
  if (!value) return refuse('malformed')
  if (!digest) return refuse('algorithm')
  const steps = childrenOf(childOf(element, xmldsig, 'Transforms'), xmldsig, 'Transform')
    .map((one) => ({ algorithm: attributeOf(one, 'Algorithm') ?? '', prefixes: prefixesOf(one) }))
  const known = steps.every(({ algorithm }) => algorithm === transforms.enveloped || isCanonicalisation(algorithm))
  return known ? accept({ uri: attributeOf(element, 'URI'), type: attributeOf(element, 'Type'), transforms: steps, digest, value }) : refuse('algorithm')
}

export interface CheckedReference {
  /** What was hashed: an element of the document or the bytes of a file beside; nothing when it is not there or stands there twice. */
  readonly target: Element | Uint8Array | undefined
  readonly intact: boolean
}

/** Hashes what a reference points to. `fileAt` gives the bytes of files beside the signature by the URI as written. */
export function checkReference(signature: XmlSignature, reference: XmlReference, fileAt: (uri: string) => Uint8Array | undefined = () => undefined): CheckedReference {
  const target = targetOf(signature, reference, fileAt)
  if (!target) return { target, intact: false }
  const bytes = target instanceof Uint8Array ? fileBytesOf(reference, target) : bytesOf(signature, reference, target)
  return { target, intact: bytes !== undefined && createHash(reference.digest).update(bytes).digest().equals(reference.value) }
}

/** Whether the signature's value over its SignedInfo is that of this key. Says nothing about what the references point to. */
export function verifySignedInfo(signature: XmlSignature, key: KeyObject): boolean {
  const info = childOf(signature.element, xmldsig, 'SignedInfo')
  const method = childOf(info, xmldsig, 'CanonicalizationMethod')
  if (!info || !method) return false
  try {
    return verifyXmlValue(signature.algorithm, key, canonicalise(info, attributeOf(method, 'Algorithm') ?? '', prefixesOf(method)), signature.value)
  } catch {
    return false
  }
}

function targetOf({ element }: XmlSignature, { uri }: XmlReference, fileAt: (uri: string) => Uint8Array | undefined): Element | Uint8Array | undefined {
  if (uri === undefined) return undefined
  if (uri === '') return element.ownerDocument.documentElement
  if (!uri.startsWith('#')) return fileAt(uri)
  const found = elementsWithId(element.ownerDocument.documentElement, uri.slice(1))
  return found.length === 1 ? found[0] : undefined
}

/** Every element of that Id: a second one is how a signed part is swapped for another, so it must be seen. */
function elementsWithId(root: Element, id: string): Element[] {
  const found: Element[] = []
  const waiting = [root]
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    if (['Id', 'ID', 'id', 'xml:id'].some((name) => attributeOf(element, name) === id)) found.push(element)
    waiting.push(...elementsOf(element))
  }
  return found
}

function bytesOf({ element: signature }: XmlSignature, { transforms: steps }: XmlReference, target: Element): Buffer | undefined {
  const { parentNode, nextSibling } = signature
  const isEnveloped = steps.some(({ algorithm }) => algorithm === transforms.enveloped)
  // What bears several canonicalisations was canonicalised by the first; the rest would work on bytes.
  const step = steps.find(({ algorithm }) => algorithm !== transforms.enveloped) ?? { algorithm: transforms.inclusive, prefixes: [] }
  if (isEnveloped) parentNode?.removeChild(signature)
  try {
    return canonicalise(target, step.algorithm, step.prefixes)
  } catch {
    return undefined
  } finally {
    if (isEnveloped) parentNode?.insertBefore(signature, nextSibling)
  }
}

/** A file is hashed as it is, unless it is XML to be canonicalised first. */
function fileBytesOf({ transforms: [step] }: XmlReference, bytes: Uint8Array): Uint8Array | undefined {
  if (!step) return bytes
  const document = parseXml(bytes)
  try {
    return document.ok ? canonicalise(document.value.documentElement, step.algorithm, step.prefixes) : undefined
  } catch {
    return undefined
  }
}

const algorithmAt = (parent: Element, name: string): string => attributeOf(childOf(parent, xmldsig, name), 'Algorithm') ?? ''

const prefixesOf = (element: Element): string[] =>
  (attributeOf(pathOf(element, transforms.exclusive, 'InclusiveNamespaces'), 'PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')

const base64At = (parent: Element, name: string): Buffer | undefined => base64(textAt(parent, xmldsig, name))

/** Strict: Buffer.from alone would skip whatever is not base64. */
export function base64(text: string | undefined): Buffer | undefined {
  const bare = text?.replace(/\s+/g, '')
  return bare && bare.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? Buffer.from(bare, 'base64') : undefined
}
