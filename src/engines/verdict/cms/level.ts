import type { Level } from '../report.ts'
import { attributeOids as at, contentTypes, valuesOf, type SignedData, type SignerInfo } from '../../cms/index.ts'
import type { CheckedSigner } from './signer.ts'

/** Which profile of EN 319 122 a signature meets by what it holds. `archives` counts archive timestamps, of a container too. */
export function cadesLevel(data: SignedData, signer: SignerInfo, checked: CheckedSigner, archives: number): Level {
  const signed = (oid: string) => valuesOf(signer.signed, oid).length > 0
  const unsigned = (oid: string) => valuesOf(signer.unsigned, oid).length > 0
  const isBes = signed(at.messageDigest) && (signed(at.signingCertificate) || signed(at.signingCertificateV2))
  if (!isBes) return 'CMS_NOT_ETSI'
  if (unsigned(at.evidenceRecord) || unsigned(at.evidenceRecordExternal)) return 'CAdES_ERS'
  const isStamped = unsigned(at.signatureTimestamp)
  const isOld = unsigned(at.certificateRefs) || unsigned(at.revocationRefs) || unsigned(at.certificateValues) || unsigned(at.archiveTimestampV2)
  const isBaseline = data.contentType === contentTypes.data && signed(at.contentType) && signed(at.signingTime) && checked.isNamed && !isOld && data.certificates.some((der) => Buffer.from(der).equals(checked.certificate?.der ?? new Uint8Array()))
  if (isBaseline) {
    const hasEvidence = data.crls.length + data.ocsps.length > 0 || unsigned(at.revocationValues)
    if (archives > 0) return 'CAdES_BASELINE_LTA'
    return isStamped ? hasEvidence ? 'CAdES_BASELINE_LT' : 'CAdES_BASELINE_T' : 'CAdES_BASELINE_B'
  }
  const hasValues = unsigned(at.certificateValues) && unsigned(at.revocationValues)
  const hasRefs = unsigned(at.certificateRefs) && unsigned(at.revocationRefs)
  const isX = unsigned(at.escTimestamp) || unsigned(at.refsTimestamp)
  if (hasRefs && !isX) return 'CAdES_C'
  if (archives > 0) return 'CAdES_A'
  if (hasValues) return 'CAdES_XL'
  if (hasRefs) return 'CAdES_X'
  if (isStamped) return 'CAdES_T'
  return signed(at.signaturePolicy) ? 'CAdES_EPES' : 'CAdES_BES'
}
