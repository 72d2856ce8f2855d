import { decoding } from '../asn1/index.ts'
import { isGranted, serviceAt, serviceTypes } from '../trust/index.ts'
import { basicConstraintsOf, isSignedBy, judgePath, keyUsageOf, ocspRequest, publicKeyOf, purposes, purposesOf, type Certificate, type Crl, type OcspResponse, type PathAnswer, type PathFailure } from '../x509/index.ts'
import { keyAlgorithmOf } from './cms/signer.ts'
import type { UsedAlgorithm } from './constraints.ts'
import { certificatesOf, fingerprintOf, hashOf, remember, type Evidence } from './evidence.ts'
import { problem, type Problem } from './problems.ts'
import type { Outcome, SubIndication, Wanted } from './report.ts'

export type ChainPurpose = 'signing' | 'timestamping'

/** What a document itself brings along. */
export interface OwnEvidence {
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocsps: readonly OcspResponse[]
}

export interface ChainVerdict extends Outcome {
  /** From the certificate up to the anchor, as far as found. */
  readonly chain: readonly Certificate[]
  readonly problems: readonly Problem[]
  readonly wanted: readonly Wanted[]
  /** What the certificates of the chain were signed with, the anchor's own signature aside. */
  readonly algorithms: readonly UsedAlgorithm[]
}

/**
 * Judges the chain of a certificate at a time. `usedAt` is when it signed, where that is another time: what a trusted list granted then counts.
 * Asked again about the same with the same evidence it remembers.
 */
export function judgeChain(evidence: Evidence, certificate: Certificate, own: OwnEvidence, at: Date, purpose: ChainPurpose, usedAt = at): ChainVerdict {
  const key = `${purpose} ${at.getTime()} ${usedAt.getTime()} ${nameByContent(certificate, own)}`
  const before = evidence.known.get(key)
  if (before) return before as ChainVerdict
  const judged = decoding(() => judge(evidence, certificate, own, at, purpose, usedAt))
  const verdict = judged.ok ? judged.value : unreadable(certificate)
  remember(evidence.known, key, verdict)
  return verdict
}

function nameByContent(certificate: Certificate, { certificates, crls, ocsps }: OwnEvidence): string {
  const all = [...[certificate, ...certificates].map((one) => fingerprintOf(one) ?? hashOf(one.der)), ...crls.map((one) => fingerprintOf(one) ?? hashOf(one.der)), ...ocsps.map((one) => fingerprintOf(one) ?? hashOf(one.basic))]
  return all.join(' ')
}

/** Extensions are read when they are asked for; one of the chain cannot be. */
const unreadable = (certificate: Certificate): ChainVerdict =>
  ({ indication: 'INDETERMINATE', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE', chain: [certificate], problems: [problem('chain-broken', 'malformed')], wanted: [], algorithms: [] })

function judge(evidence: Evidence, certificate: Certificate, own: OwnEvidence, at: Date, purpose: ChainPurpose, usedAt: Date): ChainVerdict {
  const pool = [...own.certificates, ...evidence.certificates]
  const answer = judgePath({
    certificate, anchors: anchorsFor(evidence, certificate, own, pool), at, now: evidence.at, appoints: (responder, when) => isListed(evidence, responder, when, ocspTypes),
    evidence: { certificates: pool, crls: [...own.crls, ...evidence.crls], ocsps: [...own.ocsps, ...evidence.ocsps] },
  })
  const told = { chain: answer.chain, wanted: answer.wanted.map(wantedOf), algorithms: algorithmsOf(answer.chain) }
  const fails = (subIndication: SubIndication, ...problems: readonly Problem[]): ChainVerdict =>
    ({ indication: subIndication === 'NOT_YET_VALID' && at < evidence.at ? 'TOTAL_FAILED' : 'INDETERMINATE', subIndication, problems, ...told })
  if (answer.failure) return fails(...failureOf(answer, answer.failure, certificate, pool))
  if (!isFor(certificate, purpose)) return fails('CHAIN_CONSTRAINTS_FAILURE', problem('not-for-signing'))
  if (!isAnchorGood(evidence, answer.chain.at(-1) ?? certificate, usedAt, purpose)) return fails('NO_CERTIFICATE_CHAIN_FOUND', problem('service-not-granted'))
  return { indication: 'TOTAL_PASSED', problems: [], ...told }
}

/** Those given, and of the lists those whose names occur: the lists know thousands. */
function anchorsFor({ given, index, known, crls, ocsps }: Evidence, certificate: Certificate, own: OwnEvidence, pool: readonly Certificate[]): Certificate[] {
  const responders = [...own.ocsps, ...ocsps].flatMap(({ responder }) => 'name' in responder ? [responder.name.key] : [])
  const names = new Set([...[certificate, ...pool].flatMap(({ issuer, subject }) => [issuer.key, subject.key]), ...responders, ...[...own.crls, ...crls].map(({ issuer }) => issuer.key)])
  const direct = certificatesOf([...names].flatMap((name) => index.anchorsNamed(name)), known)
  // A listed authority may stand under another that is listed too.
  const above = certificatesOf(direct.flatMap(({ issuer }) => names.has(issuer.key) ? [] : index.anchorsNamed(issuer.key)), known)
  return [...given, ...direct, ...above]
}

function failureOf({ chain }: PathAnswer, failure: PathFailure, certificate: Certificate, pool: readonly Certificate[]): [SubIndication, Problem] {
  const isOwn = failure.certificate === certificate
  switch (failure.problem) {
    case 'no-anchor': return isIssuedByUser(certificate, pool) ? ['CERTIFICATE_CHAIN_GENERAL_FAILURE', problem('chain-broken', 'not-an-authority')] : ['NO_CERTIFICATE_CHAIN_FOUND', problem('no-trust-anchor')]
    case 'expired': return ['OUT_OF_BOUNDS_NO_POE', problem('expired')]
    case 'not-yet-valid': return ['NOT_YET_VALID', problem('not-yet-valid')]
    case 'revoked': return isOwn ? ['REVOKED_NO_POE', problem('revoked')] : ['REVOKED_CA_NO_POE', problem('issuer-revoked')]
    case 'no-revocation-evidence': return ['TRY_LATER', problem('no-revocation-data')]
    case 'names-not-permitted': case 'no-valid-policy': case 'unknown-critical-extension': case 'path-too-long': return ['CHAIN_CONSTRAINTS_FAILURE', problem('chain-broken', failure.problem)]
    case 'bad-signature': return ['NO_CERTIFICATE_CHAIN_FOUND', problem('no-trust-anchor')]
    case 'malformed': case 'name-mismatch': case 'not-an-authority': case 'may-not-sign-certificates':
      return chain.length > 1 ? ['CERTIFICATE_CHAIN_GENERAL_FAILURE', problem('chain-broken', failure.problem)] : ['NO_CERTIFICATE_CHAIN_FOUND', problem('no-trust-anchor')]
  }
}

/** A certificate that another user's certificate issued is wrong whoever is trusted. */
const isIssuedByUser = (certificate: Certificate, pool: readonly Certificate[]): boolean => pool.some((issuer) => issuer.subject.key === certificate.issuer.key
  && issuer.subject.key !== issuer.issuer.key && basicConstraintsOf(issuer.extensions)?.isAuthority !== true && isSignedBy(certificate, issuer))

function isFor({ extensions }: Certificate, purpose: ChainPurpose): boolean {
  const uses = keyUsageOf(extensions)
  const meant = purposesOf(extensions)
  if (purpose === 'timestamping') return meant?.includes(purposes.timeStamping) === true
  // The key of a time-stamping unit or of a responder signs nothing else (RFC 5280 § 4.2.1.12).
  if (meant?.every((one) => one === purposes.timeStamping || one === purposes.ocspSigning)) return false
  return !uses || uses.has('nonRepudiation') || uses.has('digitalSignature')
}

/** An anchor of a trusted list is one while its service is granted; a given one always. */
function isAnchorGood(evidence: Evidence, anchor: Certificate, at: Date, purpose: ChainPurpose): boolean {
  if (evidence.given.some((one) => Buffer.from(one.spki).equals(anchor.spki) && one.subject.key === anchor.subject.key)) return true
  return isListed(evidence, anchor, at, purpose === 'signing' ? authorityTypes : [...authorityTypes, ...timestampTypes])
}

const authorityTypes: readonly string[] = [serviceTypes.qualifiedCertificates, serviceTypes.certificates]
const timestampTypes: readonly string[] = [serviceTypes.qualifiedTimestamps, serviceTypes.timestamps, serviceTypes.timestampsOfQualifiedProvider, serviceTypes.timestampsForSignatures]
const ocspTypes: readonly string[] = [serviceTypes.qualifiedOcsp, serviceTypes.ocsp]

/** Whether a trusted list granted a service of one of these types to this certificate at that time. */
const isListed = ({ index }: Evidence, { der }: Certificate, at: Date, types: readonly string[]): boolean => index.servicesOf(der).some(({ service }) => {
  const period = serviceAt(service, at)
  return period !== undefined && types.includes(period.type) && isGranted(period, at)
})

function algorithmsOf(chain: readonly Certificate[]): UsedAlgorithm[] {
  return chain.slice(0, -1).flatMap((certificate, index) => {
    const key = publicKeyOf(chain[index + 1] ?? certificate)
    return [...certificate.algorithm?.digest ? [{ name: certificate.algorithm.digest }] : [], ...key ? [keyAlgorithmOf(key)] : []]
  })
}

export const serialOf = ({ serial }: Certificate): string => Buffer.from(serial).toString('hex')

/** With the question ready to be sent, as only here both certificates are at hand. */
const wantedOf = ({ kind, certificate, issuer, urls }: PathAnswer['wanted'][number]): Wanted => ({
  kind, url: urls[0] ?? null, certificate: serialOf(certificate), ...(kind === 'ocsp' && issuer ? { request: Buffer.from(ocspRequest(certificate, issuer)).toString('base64') } : {}),
})
