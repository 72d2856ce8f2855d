import { X509Certificate } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { attributeOf, checkReference, readXmlSignature, transforms, verifySignedInfo, xmldsig, type XmlReference, type XmlSignature } from '../xml/index.ts'
import { xades } from './namespaces.ts'

export type ListSignatureRefusal =
  | 'unsigned' | 'several-signatures' | 'signature-elsewhere' | 'unknown-algorithm' | 'weak-algorithm' | 'not-the-whole-list' | 'foreign-signer' | 'broken-signature'

const weakDigests = new Set(['sha1', 'sha224'])
const allowedTransforms = new Set<string>([transforms.enveloped, transforms.exclusive, transforms.inclusive])
const signedProperties = 'http://uri.etsi.org/01903#SignedProperties'

/**
 * Verifies that the whole list was signed by one of `signers` (DER, from the pointer that led here) and gives back which.
 * Exactly one signature, a child of the root, over the root: anything else could leave a part of what is read unsigned.
 */
export function verifyListSignature(document: Document, signers: readonly Uint8Array[]): Result<Uint8Array, ListSignatureRefusal> {
  const root = document.documentElement
  const found = Array.from(document.getElementsByTagNameNS(xmldsig, 'Signature'))
  const [element] = found
  if (!element) return refuse('unsigned')
  if (found.length > 1) return refuse('several-signatures')
  if (element.parentNode !== root) return refuse('signature-elsewhere')
  const read = readXmlSignature(element)
  if (!read.ok) return refuse(read.refusal === 'algorithm' ? 'unknown-algorithm' : 'broken-signature')
  const signature = read.value
  if ([signature.algorithm, ...signature.references].some(({ digest }) => weakDigests.has(digest))) return refuse('weak-algorithm')
  if (!coversRoot(signature, root)) return refuse('not-the-whole-list')
  const signer = signerAmong(signature, signers)
  if (!signer) return refuse('foreign-signer')
  if (!signature.references.every((reference) => checkReference(signature, reference).intact)) return refuse('broken-signature')
  return verifySignedInfo(signature, new X509Certificate(signer).publicKey) ? accept(signer) : refuse('broken-signature')
}

/** One reference to the root, less the signature itself; whatever else is signed are the properties of the signature. */
function coversRoot(signature: XmlSignature, root: Element): boolean {
  const whole = signature.references.filter((reference) => isWhole(reference, signature, root))
  return whole.length === 1 && signature.references.every((reference) => whole.includes(reference) || isOfProperties(reference, signature))
}

function isWhole(reference: XmlReference, signature: XmlSignature, root: Element): boolean {
  const isRoot = reference.uri === '' || (reference.uri?.startsWith('#') === true && checkReference(signature, reference).target === root)
  const algorithms = reference.transforms.map(({ algorithm }) => algorithm)
  return isRoot && algorithms.filter((algorithm) => algorithm === transforms.enveloped).length === 1 && algorithms.length <= 2
    && algorithms.every((algorithm) => allowedTransforms.has(algorithm))
}

function isOfProperties(reference: XmlReference, signature: XmlSignature): boolean {
  const { target } = checkReference(signature, reference)
  if (reference.type !== signedProperties || !target || target instanceof Uint8Array) return false
  return target.localName === 'SignedProperties' && target.namespaceURI === xades && isWithin(target, signature.element) && attributeOf(target, 'Id') !== undefined
}

function isWithin(node: Node, ancestor: Element): boolean {
  for (let above = node.parentNode; above; above = above.parentNode) if (above === ancestor) return true
  return false
}

/** The certificate in the signature must itself be one of those allowed; a signature without one may be any of theirs. */
function signerAmong(signature: XmlSignature, signers: readonly Uint8Array[]): Uint8Array | undefined {
  if (signature.certificates.length > 0) return signers.find((signer) => signature.certificates.some((one) => Buffer.from(signer).equals(one)))
  return signers.find((signer) => verifySignedInfo(signature, new X509Certificate(signer).publicKey))
}
