import { timestampQualification } from '../trust/index.ts'
import { attributeOf, describeName, type Certificate } from '../x509/index.ts'
import { judgeChain, type OwnEvidence } from './chain.ts'
import type { CheckedToken } from './cms/token.ts'
import { algorithmText, reliableUntil, unreliableAt, type UsedAlgorithm } from './constraints.ts'
import { certificatesOf, revocationsOf, type Evidence } from './evidence.ts'
import { once } from './once.ts'
import { problem, type Problem } from './problems.ts'
import type { Outcome, SubIndication, TimestampReport, Wanted } from './report.ts'

export interface Stamp {
  readonly kind: TimestampReport['kind']
  readonly token: CheckedToken
  /** Why it is no proof although its cryptography may be right. */
  readonly faults?: readonly Problem[]
}

export interface Timeline {
  /** The earliest time at which what was stamped is proven to have existed; the time of the verdict without a proof. */
  readonly provenAt: Date
  readonly isProven: boolean
  readonly proof: TimestampReport | undefined
  /** In the order given. */
  readonly reports: readonly TimestampReport[]
  readonly wanted: readonly Wanted[]
}

/**
 * Goes back in time (EN 319 102-1 § 5.6.2.4): the latest stamp must hold now, each earlier one when the one after it proves that it
 * existed. A stamp that does not hold is no proof and moves nothing.
 */
export function judgeTimeline(evidence: Evidence, stamps: readonly Stamp[], own: OwnEvidence): Timeline {
  const reports = new Map<Stamp, TimestampReport>()
  const wanted: Wanted[] = []
  let provenAt = evidence.at
  let proof: TimestampReport | undefined
  for (const stamp of stamps.toSorted((one, other) => other.token.at.getTime() - one.token.at.getTime())) {
    const report = judgeStamp(evidence, stamp, own, provenAt, wanted)
    reports.set(stamp, report)
    if (report.indication !== 'TOTAL_PASSED' || stamp.kind === 'content') continue
    provenAt = stamp.token.at
    proof = report
  }
  return { provenAt, isProven: proof !== undefined, proof, reports: stamps.flatMap((stamp) => reports.get(stamp) ?? []), wanted }
}

function judgeStamp(evidence: Evidence, { kind, token, faults = [] }: Stamp, own: OwnEvidence, at: Date, wanted: Wanted[]): TimestampReport {
  const told = { kind, at: token.at, by: nameOf(token.certificate), intact: token.intact === true, cryptographicallyValid: token.valid, ...token.certificate && { provesUntil: endOf(token.certificate, token.algorithms) } }
  const report = ({ indication, subIndication }: Outcome, problems: readonly Problem[], qualified = false): TimestampReport =>
    ({ ...told, indication, ...subIndication && { subIndication }, qualified, problems })
  const [failure] = token.failures
  if (failure) return report(outcomeOf(failure.subIndication), token.failures.map((one) => one.problem))
  if (faults.length > 0) return report(outcomeOf('FORMAT_FAILURE'), faults)
  if (!token.certificate || !token.valid) return report(outcomeOf('SIG_CRYPTO_FAILURE'), [problem('timestamp-broken')])
  if (token.intact === undefined) return report(outcomeOf('SIGNED_DATA_NOT_FOUND'), [problem('data-missing')])
  const carried = revocationsOf(token.crls, token.ocsps, evidence.known)
  const pool = { certificates: [...certificatesOf(token.certificates, evidence.known), ...own.certificates], crls: [...carried.crls, ...own.crls], ocsps: [...carried.ocsps, ...own.ocsps] }
  const chain = judgeChain(evidence, token.certificate, pool, at, 'timestamping', token.at)
  wanted.push(...chain.wanted)
  if (chain.indication !== 'TOTAL_PASSED') return report(chain, [problem('timestamp-not-trusted'), ...chain.problems])
  if (token.at > evidence.at || token.at > at) return report(outcomeOf('TIMESTAMP_ORDER_FAILURE'), [problem('timestamps-out-of-order')])
  if (token.at < token.certificate.notBefore) return report(outcomeOf('NOT_YET_VALID'), [problem('not-yet-valid')])
  const weak = unreliableAt([...token.algorithms, ...chain.algorithms], at)
  if (weak) return report(outcomeOf('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'), [problem('weak-algorithm', algorithmText(weak))])
  return report({ indication: 'TOTAL_PASSED' }, [], timestampQualification(evidence.index, chain.chain.map(({ der }) => der), token.at) === 'QTSA')
}

const endOf = ({ notAfter }: Certificate, algorithms: readonly UsedAlgorithm[]): Date =>
  new Date(Math.min(notAfter.getTime(), ...algorithms.map((algorithm) => reliableUntil(algorithm).getTime())))

const failed = new Set<SubIndication>(['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE', 'REVOKED', 'EXPIRED'])

/** What is wrong with the bytes is failed for ever; what depends on trust and time is not. */
export const outcomeOf = (subIndication: SubIndication): Outcome => ({ indication: failed.has(subIndication) ? 'TOTAL_FAILED' : 'INDETERMINATE', subIndication })

/** The name people know: the common one, the organisation, or all of it. */
export const nameOf = (certificate: Certificate | undefined): string | null => certificate ? knownAs(certificate) : null

const knownAs = once(({ subject }: Certificate): string => attributeOf(subject, 'CN') ?? attributeOf(subject, 'O') ?? describeName(subject))
