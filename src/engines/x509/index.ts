export { isSelfIssued, isSignedBy, publicKeyOf, readCertificate, sameBytes, type Certificate } from './certificate.ts'
export { attributeOf, describeName, readName, type Name } from './name.ts'
export { digestOids, readDigest, readPublicKey, readSignatureAlgorithm, verifies, type Digest, type SignatureAlgorithm } from './algorithms.ts'
export {
  altNamesOf, authorityInfoOf, authorityKeyIdOf, basicConstraintsOf, crlPointsOf, keyUsageOf, policiesOf, purposesOf, qcStatementsOf, subjectKeyIdOf, type Extension, type Extensions, type KeyUse, type QcStatements,
} from './extensions.ts'
export type { GeneralName } from './general-name.ts'
export { attributeNames, extensionOids, purposes, qcOids } from './oids.ts'
export { readCrl, type Crl, type Revocation } from './crl.ts'
export { hashOf, keyOctetsOf, ocspRequest, readOcspResponse, type OcspResponse, type OcspSingle } from './ocsp.ts'
export { judgePath, type Evidence, type PathAnswer, type PathFailure, type PathQuestion, type RevocationStatus, type Wanted } from './path.ts'
export type { PathProblem } from './validate-path.ts'
export type { PolicyDemands } from './policy-tree.ts'
export { issueCertificate, issueCrl, issueOcspResponse, type CertificateRequest, type Issuer, type NameParts, type OcspAnswer, type RevokedCertificate } from './issue.ts'
