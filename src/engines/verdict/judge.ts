import { signatureQualification, type CertificateFacts } from '../trust/index.ts'
import { attributeNames, describeName, keyUsageOf, policiesOf, purposesOf, qcStatementsOf, type Certificate } from '../x509/index.ts'
import { decoding } from '../asn1/index.ts'
import { judgeChain, serialOf, type OwnEvidence } from './chain.ts'
import type { CheckedSigner } from './cms/signer.ts'
import { algorithmText, unreliableAt } from './constraints.ts'
import type { Evidence } from './evidence.ts'
import { problem, type Problem } from './problems.ts'
import type { CertificateTold, Outcome, SignatureReport, Wanted } from './report.ts'
import { once } from './once.ts'
import { judgeTimeline, nameOf, outcomeOf, type Stamp } from './timeline.ts'

/** A signature of any format, checked by itself and ready to be judged. */
export interface Subject {
  readonly checked: CheckedSigner
  /** Signature timestamps and whatever later timestamp covers the signature. */
  readonly stamps: readonly Stamp[]
  readonly own: OwnEvidence
  /** Faults of the format: each of them fails the signature. */
  readonly faults: readonly Problem[]
  /** Worth telling, without consequence. */
  readonly remarks?: readonly Problem[]
}

export type Judged = Outcome & Pick<SignatureReport,
  'signer' | 'timestamp' | 'problems' | 'intact' | 'cryptographicallyValid' | 'qualification' | 'qualificationReason' | 'bestSignatureTime' | 'timeSource' | 'certificate' | 'chain'
  | 'algorithms' | 'timestamps'> & { readonly wanted: readonly Wanted[] }

/** EN 319 102-1 from the format check to the past validation with proofs of existence; the first thing wrong decides. */
export function judgeSubject(evidence: Evidence, { checked, stamps, own, faults, remarks = [] }: Subject): Judged {
  const timeline = judgeTimeline(evidence, stamps, own)
  const { certificate } = checked
  const chain = certificate && judgeChain(evidence, certificate, own, timeline.provenAt, 'signing')
  const outcome = decide(evidence, checked, faults, chain, timeline)
  const qualification = certificate && chain
    ? signatureQualification(evidence.index, factsOf(certificate), chain.chain.slice(1).map(({ der }) => der), timeline.provenAt)
    : { qualification: 'NOT_QUALIFIED' as const, reason: 'not-on-a-trusted-list' as const }
  const holds = outcome.indication === 'TOTAL_PASSED'
  return {
    indication: outcome.indication, ...outcome.subIndication && { subIndication: outcome.subIndication }, problems: [...outcome.problems, ...remarks],
    signer: nameOf(certificate), certificate: certificate ? toldOf(certificate) : null, chain: (chain?.chain ?? []).map(toldOf), ...timeline.proof && { timestamp: timeline.proof },
    timestamps: timeline.reports, bestSignatureTime: timeline.provenAt, timeSource: timeline.isProven ? 'timestamp' : 'now',
    intact: checked.intact === true, cryptographicallyValid: checked.valid, algorithms: checked.algorithms.map(algorithmText),
    qualification: holds ? qualification.qualification : 'NOT_QUALIFIED', qualificationReason: qualification.reason, wanted: [...timeline.wanted, ...chain?.wanted ?? []],
  }
}

type Decided = Outcome & { readonly problems: readonly Problem[] }

function decide(evidence: Evidence, checked: CheckedSigner, faults: readonly Problem[], chain: ReturnType<typeof judgeChain> | undefined, timeline: ReturnType<typeof judgeTimeline>): Decided {
  const own = checked.failures.map((failure) => failure.problem)
  // What is wrong with the bytes goes before what is not known of the signer.
  const worst = checked.failures.find(({ subIndication }) => outcomeOf(subIndication).indication === 'TOTAL_FAILED')
  if (worst) return { ...outcomeOf(worst.subIndication), problems: [...own, ...faults] }
  if (faults.length > 0) return { ...outcomeOf('FORMAT_FAILURE'), problems: [...faults, ...own] }
  const [failure] = checked.failures
  if (failure) return { ...outcomeOf(failure.subIndication), problems: own }
  if (!chain) return { ...outcomeOf('NO_SIGNING_CERTIFICATE_FOUND'), problems: [problem('no-signing-certificate')] }
  if (chain.indication !== 'TOTAL_PASSED') return chain
  if (isOutOfOrder(timeline)) return { ...outcomeOf('TIMESTAMP_ORDER_FAILURE'), problems: [problem('timestamps-out-of-order')] }
  const weak = unreliableAt([...checked.algorithms, ...chain.algorithms], timeline.provenAt)
  if (weak) return { ...outcomeOf(timeline.isProven ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'), problems: [problem('weak-algorithm', algorithmText(weak))] }
  const outdated = evidence.index.lists.filter(({ nextUpdateAt }) => nextUpdateAt !== null && nextUpdateAt < evidence.at)
  return { indication: 'TOTAL_PASSED', problems: [...timeline.reports.flatMap(({ problems }) => problems), ...outdated.map(({ territory }) => problem('list-outdated', territory))] }
}

/** What archives a signature is later than what first stamped it. */
function isOutOfOrder({ reports }: ReturnType<typeof judgeTimeline>): boolean {
  const passed = reports.filter(({ indication }) => indication === 'TOTAL_PASSED')
  const first = Math.min(...passed.filter(({ kind }) => kind === 'signature').map(({ at }) => at.getTime()))
  return Number.isFinite(first) && passed.some(({ kind, at }) => (kind === 'archive' || kind === 'document') && at.getTime() < first)
}

const toldOf = once((certificate: Certificate): CertificateTold => {
  const { subject, issuer, notBefore, notAfter } = certificate
  return { subject: describeName(subject), issuer: describeName(issuer), serial: serialOf(certificate), notBefore, notAfter }
})

const attributeOids = new Map(Object.entries(attributeNames).map(([oid, word]) => [word, oid]))
const typeOids = { signature: '0.4.0.1862.1.6.1', seal: '0.4.0.1862.1.6.2', web: '0.4.0.1862.1.6.3' } as const

/** What trusted lists ask of a certificate, in their words; an extension that cannot be read says nothing. */
const factsOf = once(({ extensions, notBefore, subject }: Certificate): CertificateFacts => {
  const qc = orElse({ isQualified: false, isOnDevice: false, types: [] }, () => qcStatementsOf(extensions))
  return {
    issuedAt: notBefore, keyUsage: new Set<string>(orElse([], () => [...keyUsageOf(extensions) ?? []])), extendedKeyUsage: new Set(orElse([], () => purposesOf(extensions) ?? [])),
    policies: new Set(orElse([], () => policiesOf(extensions) ?? [])), subjectAttributes: new Set(subject.parts.flat().map(({ type }) => attributeOids.get(type) ?? type)),
    statements: { compliance: qc.isQualified, sscd: qc.isOnDevice, types: qc.types.map((type) => typeOids[type]) },
  }
})

function orElse<Value>(otherwise: Value, decode: () => Value): Value {
  const decoded = decoding(decode)
  return decoded.ok ? decoded.value : otherwise
}
