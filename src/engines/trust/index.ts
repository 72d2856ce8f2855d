export type { Criteria, ListPointer, Provider, Qualification, Service, ServiceIdentity, ServicePeriod, TrustedList } from './list.ts'
export { openList, openListOfLists, pivotsOf, readUnverified, signersOfItself, statePointers, type OpenedList, type OpenListRefusal } from './open.ts'
export { indexServices, isGranted, isOutdated, serviceAt, type FoundService, type TrustIndex } from './services.ts'
export type { CertificateFacts } from './criteria.ts'
export {
  certificateQualification, signatureQualification, timestampQualification,
  type CertificateQualification, type QualificationReason, type SignatureQualification,
} from './qualification.ts'
export { decodeLists, encodeLists } from './cache.ts'
export { listTypes, purposes, qualifiers, regulationInForce, serviceTypes, statuses } from './uris.ts'
