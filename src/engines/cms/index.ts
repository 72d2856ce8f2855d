export { attributeOids, commitments, contentTypes, type Commitment } from './oids.ts'
export { onlyValueOf, readAttributes, valuesOf, type Attribute } from './attributes.ts'
export { readSignedData, readSigner, type SignedData, type SignerId, type SignerInfo } from './signed-data.ts'
export { namedCertificateOf, type NamedCertificate } from './named-certificate.ts'
export {
  carriedEvidence, claimedRolesOf, commitmentsOf, contentHintsOf, mimeTypeOf, policyOf, signerLocationOf, signingTimeOf, type CarriedEvidence, type SignaturePolicy,
} from './claims.ts'
export { contentByHash, contentOf, noContent, type Content } from './content.ts'
export { verifyCountersigner, verifySigner, type CheckedSigner, type SignerFailure, type SignerFault, type SignerSubIndication } from './verify-signer.ts'
export { readTimestampToken, type TimestampInfo, type TimestampToken } from './timestamp.ts'
export { readableCertificates, verifyTimestamp, type CheckedTimestamp, type TimestampFailure, type TimestampFault } from './verify-timestamp.ts'
export {
  oidOfDigest, readTimestampRequest, readTimestampResponse, timestampInfo, timestampRefusal, timestampRequest, timestampResponse, type TimestampGrant, type TimestampRefusal, type TimestampRequest,
} from './timestamp-exchange.ts'
export { signatureBuilder, type SignatureBuilder, type SignerSettings, type SigningAlgorithm, type ToSign } from './build.ts'
export { signatureTimestamp, withEvidence, withSigners, withUnsigned, type Evidence } from './extend.ts'
export { timestampsOf, type SignerTimestamp, type SignerTimestamps, type StampKind } from './timestamps.ts'
export { archiveImprint, archiveTimestamp, type ArchiveImprint } from './archive.ts'
export { readEvidenceRecord, recordTimestamps, type EvidenceRecord, type RecordTimestamp } from './evidence-record.ts'
export { signerRecords, type SignerRecords } from './signer-records.ts'
