export { readCertificate, publicKeyOf, isSignedBy, isSelfIssued, type Certificate } from './certificate.ts'
export { attributeOf, describeName, readName, type Name } from './name.ts'
export { digestOids, readDigest, readPublicKey, readSignatureAlgorithm, verifies, type Digest, type SignatureAlgorithm } from './algorithms.ts'
export {
  altNamesOf, authorityInfoOf, authorityKeyIdOf, basicConstraintsOf, crlPointsOf, keyUsageOf, policiesOf, purposesOf, qcStatementsOf, subjectKeyIdOf, type Extension, type Extensions, type KeyUse, type QcStatements,
} from './extensions.ts'
export type { GeneralName } from './general-name.ts'
export { purposes } from './oids.ts'
