import { meets, type CertificateFacts } from './criteria.ts'
import { isGranted, serviceAt, type FoundService, type TrustIndex } from './services.ts'
import { purposes, qualifiers as q, regulationInForce, serviceTypes } from './uris.ts'
import type { ServicePeriod } from './list.ts'

/** A certificate at one time: what it is for, whether it is qualified, and whether its key sits in a qualified device. */
export interface CertificateQualification {
  readonly use: 'signature' | 'seal' | 'web-site' | 'unknown'
  readonly qualified: boolean
  readonly qscd: boolean
  readonly reason: QualificationReason
}

/** Why it is as it is; `granted` is the good case. */
export type QualificationReason =
  | 'granted' | 'not-on-a-trusted-list' | 'not-granted-then' | 'not-for-this-use' | 'not-issued-as-qualified' | 'called-not-qualified-by-the-list' | 'contradictory-list'

export type SignatureQualification = 'QESIG' | 'QESEAL' | 'ADESIG_QC' | 'ADESEAL_QC' | 'ADES_QC' | 'NOT_QUALIFIED'

const unlisted: CertificateQualification = { use: 'unknown', qualified: false, qscd: false, reason: 'not-on-a-trusted-list' }

/**
 * TS 119 615 in short: the service that issued the certificate, as the list knew it at `at`, and what the certificate says of
 * itself, the list having the last word. `chain` is the signer's issuers as DER, the nearest first.
 */
export function certificateQualification(index: TrustIndex, certificate: CertificateFacts, chain: readonly Uint8Array[], at: Date): CertificateQualification {
  const services = chain.flatMap((der) => index.servicesOf(der)).filter(issuesQualified)
  const verdicts = services.map(({ service }) => qualificationBy(serviceAt(service, at), certificate, at))
  return verdicts.find(({ qualified }) => qualified) ?? verdicts[0] ?? unlisted
}

/** A signature is qualified when its certificate was so both when issued and when it signed. */
export function signatureQualification(index: TrustIndex, certificate: CertificateFacts, chain: readonly Uint8Array[], signedAt: Date): { readonly qualification: SignatureQualification; readonly reason: QualificationReason } {
  const whenIssued = certificateQualification(index, certificate, chain, certificate.issuedAt)
  const whenSigned = certificateQualification(index, certificate, chain, signedAt)
  if (!whenIssued.qualified || !whenSigned.qualified) {
    return { qualification: 'NOT_QUALIFIED', reason: whenSigned.qualified ? whenIssued.reason : whenSigned.reason }
  }
  const { use, qscd } = whenSigned
  if (use === 'signature') return { qualification: qscd ? 'QESIG' : 'ADESIG_QC', reason: 'granted' }
  if (use === 'seal') return { qualification: qscd ? 'QESEAL' : 'ADESEAL_QC', reason: 'granted' }
  return use === 'unknown' ? { qualification: 'ADES_QC', reason: 'granted' } : { qualification: 'NOT_QUALIFIED', reason: 'not-for-this-use' }
}

/** A timestamp is qualified when its unit, or who certified it, was a granted qualified service at that time. */
export function timestampQualification(index: TrustIndex, chain: readonly Uint8Array[], at: Date): 'QTSA' | 'TSA' | 'NOT_LISTED' {
  const services = chain.flatMap((der) => index.servicesOf(der)).map(({ service }) => serviceAt(service, at)).filter((period) => period !== undefined)
  if (services.some((period) => period.type === serviceTypes.qualifiedTimestamps && isGranted(period, at))) return 'QTSA'
  return services.some(({ type }) => type.startsWith(serviceTypes.timestamps)) ? 'TSA' : 'NOT_LISTED'
}

const issuesQualified = ({ service }: FoundService) => service.periods.some(({ type }) => type === serviceTypes.qualifiedCertificates)

function qualificationBy(period: ServicePeriod | undefined, certificate: CertificateFacts, at: Date): CertificateQualification {
  if (!period || period.type !== serviceTypes.qualifiedCertificates || !isGranted(period, at)) return { ...unlisted, reason: 'not-granted-then' }
  const said = new Set(period.qualifications.filter(({ criteria }) => meets(certificate, criteria)).flatMap(({ qualifiers }) => qualifiers))
  const use = useOf(certificate, said)
  const not = (reason: QualificationReason): CertificateQualification => ({ use, qualified: false, qscd: false, reason })
  if (said.has(q.notQualified)) return not([...said].some((one) => saysQualified.has(one)) ? 'contradictory-list' : 'called-not-qualified-by-the-list')
  if (!isIssuedAsQualified(certificate) && ![...said].some((one) => saysQualified.has(one))) return not('not-issued-as-qualified')
  if (!isForUse(period, use, at)) return not('not-for-this-use')
  const qscd = isInDevice(certificate, said)
  return qscd === undefined ? not('contradictory-list') : { use, qualified: true, qscd, reason: 'granted' }
}

const saysQualified = new Set<string>([q.qualified, q.forSignature, q.forSeal, q.forWebSite])

const policiesUnderDirective = { public: '0.4.0.1456.1.2', publicWithDevice: '0.4.0.1456.1.1' } as const

const isUnderDirective = ({ issuedAt }: CertificateFacts) => issuedAt.getTime() < regulationInForce.getTime()

const isIssuedAsQualified = (certificate: CertificateFacts): boolean => certificate.statements.compliance
  || (isUnderDirective(certificate) && Object.values(policiesUnderDirective).some((policy) => certificate.policies.has(policy)))

const typeOids = { '0.4.0.1862.1.6.1': 'signature', '0.4.0.1862.1.6.2': 'seal', '0.4.0.1862.1.6.3': 'web-site' } as const

const uses = [{ qualifier: q.forSignature, use: 'signature' }, { qualifier: q.forSeal, use: 'seal' }, { qualifier: q.forWebSite, use: 'web-site' }] as const

/** The list's word goes before the certificate's; a qualified certificate that says nothing is one for signatures. */
function useOf(certificate: CertificateFacts, said: ReadonlySet<string>): CertificateQualification['use'] {
  const byList = uses.filter(({ qualifier }) => said.has(qualifier))
  if (byList.length > 0) return byList.length === 1 ? byList[0]?.use ?? 'unknown' : 'unknown'
  if (isUnderDirective(certificate) && said.has(q.forLegalPerson)) return 'seal'
  const types = certificate.statements.types.flatMap((oid) => oid in typeOids ? typeOids[oid as keyof typeof typeOids] : [])
  return types.length > 1 ? 'unknown' : types[0] ?? 'signature'
}

const purposeOf = { signature: purposes.signatures, seal: purposes.seals, 'web-site': purposes.webSites } as const

/** Since the Regulation a service is granted for uses; one that names none is not held to any. */
function isForUse(period: ServicePeriod, use: CertificateQualification['use'], at: Date): boolean {
  const granted = period.purposes.filter((purpose) => (Object.values(purposeOf) as readonly string[]).includes(purpose))
  if (granted.length === 0 || use === 'unknown' || at.getTime() < regulationInForce.getTime()) return true
  return granted.includes(purposeOf[use])
}

/** What was said of devices under the Directive (SSCD) holds on for certificates of its time. Nothing when the list contradicts itself. */
function isInDevice(certificate: CertificateFacts, said: ReadonlySet<string>): boolean | undefined {
  const old = isUnderDirective(certificate)
  const says = (now: readonly string[], then: readonly string[]) => now.some((one) => said.has(one)) || (old && then.some((one) => said.has(one)))
  const yes = says([q.withQscd, q.qscdOnBehalf], [q.withSscd])
  const no = says([q.noQscd], [q.noSscd])
  if (yes && no) return undefined
  if (yes || no) return yes
  return certificate.statements.sscd || (old && certificate.policies.has(policiesUnderDirective.publicWithDevice))
}
