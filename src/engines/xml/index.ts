export { parseXml, type XmlLimits, type XmlRefusal } from './parse.ts'
export { attributeOf, childOf, childrenOf, elementsOf, pathOf, textAt, textOf } from './walk.ts'
export { canonicalise, isCanonicalisation, transforms } from './canonical.ts'
export { digestNames, digestUriOf, signatureAlgorithms, signatureUriOf, verifyXmlValue, type SignatureAlgorithm } from './algorithms.ts'
export {
  base64, checkReference, readXmlSignature, verifySignedInfo, xmldsig, type CheckedReference, type XmlReference, type XmlSignature, type XmlSignatureRefusal,
} from './signature.ts'
