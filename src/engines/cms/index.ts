export { attributeOids, contentTypes } from './oids.ts'
export { certificateRefs, onlyValue, policyOf, revocationValues, signingTimeOf, valuesOf, type Attributes, type CertificateRef, type SignaturePolicy } from './attributes.ts'
export { readSignedData, type SignedData, type Signer } from './signed-data.ts'
export { contentOf, signerName, verifySigner, type Content, type SignerFailure, type SignerProblem, type SignerVerdict } from './verify-signer.ts'
export {
  isPurposeCritical, oidOfDigest, readTimestampRequest, readTimestampResponse, readTimestampToken, timestampInfo, timestampRefusal, timestampRequest, timestampResponse, verifyTimestamp,
  type TimestampGrant, type TimestampProblem, type TimestampRefusal, type TimestampRequest, type TimestampToken, type TimestampVerdict,
} from './timestamp.ts'
export { signatureBuilder, signatureTimestamp, withEvidence, withUnsigned, type SignatureBuilder, type SignerSettings, type SigningAlgorithm, type ToSign } from './build.ts'
