import { attributeOf, base64, canonicalise, childOf, childrenOf, elementsOf, isCanonicalisation, textOf, transforms, xmldsig } from '../xml/index.ts'
import { xades132 } from './namespaces.ts'

export interface XadesTimestamp {
  /** The name of the element: SignatureTimeStamp, ArchiveTimeStamp, SigAndRefsTimeStamp, AllDataObjectsTimeStamp… */
  readonly kind: string
  /** DER of an RFC 3161 token. */
  readonly token: Uint8Array
  /** What it stamps; nothing for kinds whose input is not worked out here. */
  readonly stamped: Uint8Array | undefined
}

const stampKinds = new Set(['SignatureTimeStamp', 'SigAndRefsTimeStamp', 'RefsOnlyTimeStamp', 'ArchiveTimeStamp'])
const contentKinds = new Set(['AllDataObjectsTimeStamp', 'IndividualDataObjectsTimeStamp'])

export function timestampsOf(signature: Element, signed: Element | undefined, unsigned: Element | undefined): XadesTimestamp[] {
  const properties = childOf(signed, xades132, 'SignedDataObjectProperties')
  const holders = [...properties ? elementsOf(properties).filter(({ localName }) => contentKinds.has(localName)) : [],
    ...unsigned ? elementsOf(unsigned).filter(({ localName }) => stampKinds.has(localName)) : []]
  return holders.flatMap((holder) => childrenOf(holder, xades132, 'EncapsulatedTimeStamp').flatMap((one) => {
    const token = base64(textOf(one))
    return token ? [{ kind: holder.localName, token, stamped: holder.localName === 'SignatureTimeStamp' ? stampedValue(signature, holder) : undefined }] : []
  }))
}

/** A signature timestamp stamps the canonical form of the SignatureValue element, the tags included. */
function stampedValue(signature: Element, holder: Element): Uint8Array | undefined {
  const value = childOf(signature, xmldsig, 'SignatureValue')
  const algorithm = attributeOf(childOf(holder, xmldsig, 'CanonicalizationMethod'), 'Algorithm') ?? transforms.inclusive
  return value && isCanonicalisation(algorithm) ? canonicalise(value, algorithm) : undefined
}
