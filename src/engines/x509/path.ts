import { decoding } from '../asn1/index.ts'
import { isSignedBy, sameBytes, type Certificate } from './certificate.ts'
import type { Crl, Revocation } from './crl.ts'
import { authorityInfoOf, authorityKeyIdOf, crlPointsOf, subjectKeyIdOf } from './extensions.ts'
import type { OcspResponse } from './ocsp.ts'
import { extensionOids } from './oids.ts'
import type { PolicyDemands } from './policy-tree.ts'
import { isCrlSignedBy, statusByCrl, type ListedStatus } from './revocation-crl.ts'
import { needsNoCheck, statusByOcsp } from './revocation-ocsp.ts'
import { faultOfPath, type PathProblem } from './validate-path.ts'

/** All that is known to judge by; nothing else is asked, no network, no clock. */
export interface Evidence {
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocsps: readonly OcspResponse[]
}

export interface PathQuestion {
  readonly certificate: Certificate
  readonly anchors: readonly Certificate[]
  readonly evidence: Evidence
  /** The time the path must hold at: now, or when the signature is known to have existed. */
  readonly at: Date
  /** Evidence from after this is not believed. */
  readonly now: Date
  readonly revocation?: 'required' | 'none'
  /** Whether a responder was appointed to answer for any issuer at a time, as trusted lists do. */
  readonly appoints?: ((responder: Certificate, at: Date) => boolean) | undefined
  readonly demands?: PolicyDemands
}

export interface RevocationStatus {
  readonly certificate: Certificate
  readonly status: 'good' | 'revoked' | 'unknown'
  /** When and why, also of one that was revoked only after the time in question. */
  readonly revocation?: Revocation | undefined
  readonly source?: 'crl' | 'ocsp' | 'no-check' | 'short-term' | undefined
  readonly thisUpdate?: Date | undefined
  readonly nextUpdate?: Date | undefined
}

/** Evidence that would help, and where it is to be had. */
export interface Wanted {
  readonly kind: 'ocsp' | 'crl' | 'issuer'
  readonly certificate: Certificate
  readonly issuer: Certificate | undefined
  readonly urls: readonly string[]
}

export interface PathFailure {
  readonly problem: PathProblem | 'malformed' | 'no-anchor' | 'revoked' | 'no-revocation-evidence'
  readonly certificate: Certificate
  readonly revocation?: Revocation | undefined
}

export interface PathAnswer {
  /** `null`: the path holds. */
  readonly failure: PathFailure | null
  /** From the certificate in question up to the anchor, that included; of a failure the best that was found. */
  readonly chain: readonly Certificate[]
  /** One for each of the chain but the anchor. */
  readonly statuses: readonly RevocationStatus[]
  readonly wanted: readonly Wanted[]
}

const mostAttempts = 200
const longestChain = 12
/** Certificates looked above at most: strangers may send a crowd under one name, each of which could stand above each. */
const mostSteps = 1000

/** Finds a path from the certificate to an anchor that holds, trying one after another; when none does, the one that came nearest tells why. */
export function judgePath(question: PathQuestion): PathAnswer {
  const judged = decoding(() => judge(question, new Set()))
  return judged.ok ? judged.value : { failure: { problem: 'malformed', certificate: question.certificate }, chain: [question.certificate], statuses: [], wanted: [] }
}

function judge(question: PathQuestion, visiting: ReadonlySet<Certificate>): PathAnswer {
  const { certificate } = question
  let best: PathAnswer | undefined
  let attempts = 0
  for (const chain of chainsOf(question)) {
    // A certificate that cannot be read spoils its own chain alone.
    const judged = decoding(() => judgeChain(question, chain, visiting))
    const answer: PathAnswer = judged.ok ? judged.value : { failure: { problem: 'malformed', certificate }, chain, statuses: [], wanted: [] }
    if (!answer.failure) return answer
    if (!best || nearness(answer) > nearness(best)) best = answer
    if (++attempts >= mostAttempts) break
  }
  return best ?? { failure: { problem: 'no-anchor', certificate }, chain: [certificate], statuses: [], wanted: wantedIssuers(question) }
}

const order: readonly PathFailure['problem'][] = ['name-mismatch', 'bad-signature', 'not-an-authority', 'expired', 'not-yet-valid', 'no-revocation-evidence', 'revoked']
const nearness = ({ failure }: PathAnswer) => order.indexOf(failure?.problem ?? 'bad-signature')

/** Chains by names and keys, nearest to a shared key identifier first; lazily, as the first is nearly always the one. */
function* chainsOf({ certificate, anchors, evidence }: PathQuestion): Generator<readonly Certificate[]> {
  const pool = [...anchors, ...evidence.certificates]
  const isAnchor = (candidate: Certificate) => anchors.some((anchor) => sameBytes(anchor.spki, candidate.spki) && anchor.subject.key === candidate.subject.key)
  let steps = 0
  function* grow(chain: readonly Certificate[]): Generator<readonly Certificate[]> {
    const last = chain.at(-1) ?? certificate
    if (chain.length > 1 && isAnchor(last)) {
      yield chain
      return
    }
    if (chain.length >= longestChain || ++steps > mostSteps) return
    for (const issuer of issuersOf(last, pool)) {
      if (!chain.some((each) => sameBytes(each.spki, issuer.spki) && each.subject.key === issuer.subject.key && sameBytes(each.der, issuer.der))) yield* grow([...chain, issuer])
    }
  }
  if (isAnchor(certificate)) yield [certificate]
  yield* grow([certificate])
}

function issuersOf(certificate: Certificate, pool: readonly Certificate[]): Certificate[] {
  const wanted = authorityKeyIdOf(certificate.extensions)
  const unlike = (candidate: Certificate) => {
    const own = decoding(() => subjectKeyIdOf(candidate.extensions))
    return wanted && own.ok && own.value ? Number(!sameBytes(wanted, own.value)) : 0
  }
  return pool.filter((candidate, index) => candidate.subject.key === certificate.issuer.key && pool.findIndex((each) => sameBytes(each.der, candidate.der)) === index)
    .toSorted((one, other) => unlike(one) - unlike(other))
}

function judgeChain(question: PathQuestion, chain: readonly Certificate[], visiting: ReadonlySet<Certificate>): PathAnswer {
  const { at, demands, revocation = 'required' } = question
  const [anchor, ...below] = chain.toReversed()
  // A certificate that is itself an anchor is believed as it is.
  if (!anchor || below.length === 0) return { failure: null, chain, statuses: [], wanted: [] }
  const fault = faultOfPath(anchor, below, at, demands)
  if (fault) return { failure: fault, chain, statuses: [], wanted: [] }
  if (revocation === 'none') return { failure: null, chain, statuses: [], wanted: [] }
  const statuses = chain.slice(0, -1).map((certificate, index) => statusOf(question, certificate, chain[index + 1] ?? anchor, visiting))
  const wanted = statuses.filter(({ status }) => status === 'unknown').flatMap(({ certificate }) => wantedStatus(certificate, chain[chain.indexOf(certificate) + 1]))
  const worst = statuses.findLast(({ status }) => status === 'revoked') ?? statuses.findLast(({ status }) => status === 'unknown')
  const failure: PathFailure | null = worst ? { problem: worst.status === 'revoked' ? 'revoked' : 'no-revocation-evidence', certificate: worst.certificate, revocation: worst.revocation } : null
  return { failure, chain, statuses, wanted }
}

const dayMs = 86_400_000

function statusOf(question: PathQuestion, certificate: Certificate, issuer: Certificate, visiting: ReadonlySet<Certificate>): RevocationStatus {
  const { at, now, evidence } = question
  if (certificate.extensions.has(extensionOids.shortTerm)) return { certificate, status: 'good', source: 'short-term' }
  // A word is of use when it was said later than the time in question or holds until then, and while the certificate had not yet left the lists.
  const isCurrent = (thisUpdate: Date, nextUpdate: Date | undefined, keptFrom: Date | undefined) =>
    thisUpdate <= now && (nextUpdate ? nextUpdate >= at : thisUpdate.getTime() >= at.getTime() - dayMs) && (thisUpdate <= certificate.notAfter || (keptFrom !== undefined && keptFrom <= certificate.notAfter))
  const within = new Set([...visiting, certificate])
  const byOcsp = statusByOcsp({
    certificate, issuer, at, responses: evidence.ocsps,
    isCurrent: (single) => isCurrent(single.thisUpdate, single.nextUpdate, single.archiveCutoff),
    isTrusted: (responder, { producedAt }) => needsNoCheck(responder) || (!within.has(responder) && statusOf({ ...question, at: producedAt }, responder, issuer, within).status === 'good'),
    appointed: question.appoints && { candidates: question.anchors, may: question.appoints },
  })
  const byCrl = statusByCrl({
    certificate, crls: evidence.crls,
    isCurrent: (crl) => isCurrent(crl.thisUpdate, crl.nextUpdate, crl.extensions.has(extensionOids.expiredCertsOnCrl) ? certificate.notBefore : undefined),
    signersOf: (crl) => crlSigners(question, crl, issuer, within),
  })
  const newest = [byOcsp && { ...byOcsp, source: 'ocsp' as const }, byCrl && { ...byCrl, source: 'crl' as const }]
    .filter((said) => said !== null).toSorted((one, other) => other.thisUpdate.getTime() - one.thisUpdate.getTime())[0]
  return newest ? judged(certificate, newest, at) : { certificate, status: 'unknown' }
}

function judged(certificate: Certificate, { revocation, thisUpdate, nextUpdate, source }: ListedStatus & { readonly source: 'ocsp' | 'crl' }, at: Date): RevocationStatus {
  const revoked = revocation !== undefined && revocation.at <= at
  return { certificate, status: revoked ? 'revoked' : 'good', revocation, source, thisUpdate, nextUpdate }
}

/** The issuer, or another certificate under the name of the list that has a path of its own; one that is being judged already counts for itself. */
function crlSigners(question: PathQuestion, crl: Crl, issuer: Certificate, visiting: ReadonlySet<Certificate>): Certificate[] {
  const others = [...question.evidence.certificates, ...question.anchors].filter((candidate) => candidate !== issuer && candidate.subject.key === crl.issuer.key && isCrlSignedBy(crl, candidate))
  const believed = others.filter((candidate) => visiting.has(candidate) || (visiting.size < longestChain && !judge({ ...question, certificate: candidate, demands: {} }, visiting).failure))
  return issuer.subject.key === crl.issuer.key ? [issuer, ...believed] : believed
}

function wantedStatus(certificate: Certificate, issuer: Certificate | undefined): Wanted[] {
  const ocsp = authorityInfoOf(certificate.extensions).ocsp
  const crls = crlPointsOf(certificate.extensions).flatMap(({ names }) => names.flatMap((name) => (name.kind === 'uri' ? [name.text] : [])))
  return [{ kind: 'ocsp' as const, certificate, issuer, urls: ocsp }, { kind: 'crl' as const, certificate, issuer, urls: crls }].filter(({ urls }) => urls.length > 0)
}

/** The certificates above which no issuer is known, as far up as the pool reaches. */
function wantedIssuers({ certificate, anchors, evidence }: PathQuestion): Wanted[] {
  let top = certificate
  for (let step = 0; step < longestChain; step++) {
    const next = issuersOf(top, [...anchors, ...evidence.certificates]).find((issuer) => issuer !== top && isSignedBy(top, issuer))
    if (!next || next.subject.key === next.issuer.key) break
    top = next
  }
  const urls = authorityInfoOf(top.extensions).issuers
  return urls.length > 0 ? [{ kind: 'issuer', certificate: top, issuer: undefined, urls }] : []
}
