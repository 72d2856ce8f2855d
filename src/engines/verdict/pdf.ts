import { isAllZeros, isKind, openPdf, placesOfName, reading, securityStore, type Pdf, type PdfSignature } from '../pdf/index.ts'
import { assessSignatures } from '../pdf-changes/index.ts'
import { certificatesOf, hashOf, revocationsOf, type Evidence } from './evidence.ts'
import { judgeSubject } from './judge.ts'
import { judgeRefused } from './pdf-refused.ts'
import { faultsOf, remarksOf } from './pdf-faults.ts'
import { isPlaceholder, readPdfSignature } from './pdf-signature.ts'
import { pdfLevel } from './pdf-level.ts'
import type { PdfItem, StoredEvidence } from './pdf-item.ts'
import { auditOf, type PdfAudit } from './pdf-audit.ts'
import { problem } from './problems.ts'
import { distinct, verdictOf, type DocumentReport, type SignatureReport, type TimestampReport, type Wanted } from './report.ts'
import { judgeTimeline, type Stamp } from './timeline.ts'
import type { OwnEvidence } from './chain.ts'

/** Judges every signature and document timestamp of a PDF. A file that can be read in two ways fails them all. */
export function judgePdf(bytes: Uint8Array, evidence: Evidence): DocumentReport {
  const opened = openPdf(bytes)
  if (!opened.ok) return judgeRefused(bytes, opened.refusal)
  const pdf = opened.value
  const assessed = assessSignatures(pdf)
  if (!assessed.ok) return judgeRefused(bytes, assessed.refusal)
  const store = storeOf(pdf, evidence)
  const all = assessed.value.filter(({ signature }) => !isPlaceholder(signature)).map((assessment) => ({ assessment, read: readPdfSignature(pdf.bytes, assessment, store.certificates, evidence) }))
  const open = assessed.value.length - all.length
  const stamps = all.filter(({ assessment }) => isTimestamp(assessment.signature))
  const wanted: Wanted[] = []
  const audit = all.length > 0 || placesOfName(bytes, 'ByteRange', 1).length > 0 ? auditOf(pdf) : { faults: [], certifiedFaults: [], continuedFaults: [], remarks: [] }
  // What another reader finds signed, and this one does not see, must not pass for a file that nobody signed.
  const [ambiguity] = isCutOff(pdf) ? [problem('ambiguous-file', 'cut-off')] : all.length === 0 && hasHiddenSignature(pdf) ? [problem('ambiguous-file', 'hidden-signature')] : audit.faults
  if (all.length === stamps.length && ambiguity) return judgeRefused(bytes, ambiguity.about ?? '')
  const signers = all.filter(({ assessment }) => !isTimestamp(assessment.signature))
  const signatures = signers.map((one) => reportOf(pdf, one, nextAfter(one, signers), stamps, store, evidence, wanted, audit))
  const timestamps = stampReports(stamps, store, evidence, wanted)
  const problems = [...pdf.encryption ? [problem('encrypted-file')] : [], ...open > 0 ? [problem('unsigned-field', String(open))] : []]
  return { kind: 'pdf', verdict: verdictOf(signatures, timestamps), signatures, timestamps, problems, wanted: distinct(wanted) }
}

/** The beginning of a saving, with a signature in it, whose end is gone: readers that mend files show it. */
function isCutOff({ bytes, trailing: { start, blank } }: Pdf): boolean {
  return !blank && signatureWords.some((word) => placesOfName(bytes.subarray(start), word, 1).length > 0)
}

const signatureWords = ['ByteRange', 'SubFilter']

/** A signature that the newest saving brought and to which no field of the form leads: the way to it was broken. One that was taken off lies in an older saving. */
function hasHiddenSignature({ latest, revisions }: Pdf): boolean {
  const found = reading(() => [...revisions.at(-1)?.entries.values() ?? []].some(({ kind, number }) => {
    const value = kind === 'plain' ? latest.object(number) : null
    const contents = isKind(value, 'dictionary') && value.entries.has('ByteRange') ? value.entries.get('Contents') : undefined
    return isKind(contents, 'string') && !isAllZeros(contents.bytes)
  }))
  return found.ok && found.value
}

/** The first later revision that somebody signed. */
const nextAfter = ({ assessment: { revision = 0 } }: PdfItem, signers: readonly PdfItem[]): number =>
  Math.min(...signers.map(({ assessment }) => assessment.revision ?? 0).filter((other) => other > revision))

/** What came after a later signature was brought for that one, unless there was nothing before. */
function upTo(store: StoredEvidence, revision: number): StoredEvidence {
  const revisions = store.revisions.filter((index) => index < revision)
  return revisions.length > 0 ? { ...store, revisions } : store
}

/** RFC 3161 tokens; one that calls itself a signature is still none. */
export const isTimestamp = ({ subFilter }: PdfSignature): boolean => subFilter === 'ETSI.RFC3161'

function reportOf(pdf: Pdf, { assessment, read }: PdfItem, nextSigned: number, stamps: readonly PdfItem[], store: StoredEvidence, evidence: Evidence, wanted: Wanted[], audit: PdfAudit): SignatureReport {
  const { signature, coverage, level, docMdp, pages, signedLength, revision, changes } = assessment
  // A document timestamp proves whatever it covers, so the signatures of earlier savings and of its own.
  const covering = stamps.filter((stamp) => stamp.assessment.signedLength >= signedLength && signedLength > 0)
  const own = joined(store, read.own)
  const judged = judgeSubject(evidence, { checked: read.checked, stamps: [...read.stamps, ...covering.flatMap(stampOf)], own, faults: [...read.faults, ...faultsOf(assessment), ...audit.faults, ...coverage === 'WHOLE_FILE' ? [] : audit.continuedFaults, ...coverage === 'WHOLE_FILE' || docMdp.permission === null ? [] : audit.certifiedFaults], remarks: [...remarksOf(assessment), ...audit.remarks] })
  wanted.push(...judged.wanted)
  const { wanted: _, ...told } = judged
  return {
    ...told, id: signature.fields.map(({ name }) => name).join(', '), level: pdfLevel({ assessment, read }, covering, upTo(store, nextSigned)), signedAt: signature.signedAt ?? read.checked.claimedAt ?? null,
    coverage, changesAfter: level, ...docMdp.permission !== null && { docMdp: { permission: docMdp.permission, ok: docMdp.ok } },
    ...revision !== undefined && { revision: { number: revision + 1, of: pdf.revisions.length, length: signedLength } },
    changes: changes.filter((change) => change.level !== 'NONE').slice(0, 50).map(({ path }) => path), changedPages: pages.different,
    ...signature.reason !== undefined && { reason: signature.reason }, ...signature.location !== undefined && { location: signature.location },
  }
}

/** Nothing when the bytes are no token: such a one proves nothing. */
function stampOf({ assessment, read }: PdfItem): Stamp[] {
  return read.token ? [{ kind: 'document', token: read.token, faults: faultsOf(assessment) }] : []
}

function stampReports(items: readonly PdfItem[], store: StoredEvidence, evidence: Evidence, wanted: Wanted[]): TimestampReport[] {
  const readable = items.filter(({ read }) => read.token)
  const timeline = judgeTimeline(evidence, readable.flatMap(stampOf), store)
  wanted.push(...timeline.wanted)
  const reports = timeline.reports.map((report, index): TimestampReport => {
    const assessment = readable[index]?.assessment
    return assessment ? { ...report, coverage: assessment.coverage, changesAfter: assessment.level } : report
  })
  const unreadable = items.filter(({ read }) => !read.token).map(({ assessment }): TimestampReport => ({
    kind: 'document', indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', at: assessment.signature.signedAt ?? new Date(0), by: null, intact: false, cryptographicallyValid: false,
    qualified: false, coverage: assessment.coverage, changesAfter: assessment.level, problems: [problem('timestamp-broken')],
  }))
  return [...reports, ...unreadable]
}

/** Evidence of all savings: what a later one left out was there nevertheless. */
function storeOf(pdf: Pdf, { known }: Evidence): StoredEvidence {
  const revisions = pdf.revisions.slice(-mostRevisionsRead)
  const stores = revisions.flatMap(({ index, entries }) => {
    const view = pdf.at(index)
    const read = entries.size > 0 ? reading(() => securityStore(view)) : undefined
    return read?.ok && read.value ? [{ index, store: read.value }] : []
  })
  const bytesOf = (pick: 'certificates' | 'crls' | 'ocsps') => stores.flatMap(({ store }) => [...store[pick], ...[...store.vri.values()].flatMap((one) => one[pick])]).map(({ bytes }) => bytes)
  // A later dictionary that only names again what was there, as for the certificates of a time stamp, brings nothing to be stamped anew.
  const seen = new Set<string>()
  const bringing = stores.filter(({ store }) => {
    const before = seen.size
    for (const { crls, ocsps } of [store, ...store.vri.values()]) for (const { bytes } of [...crls, ...ocsps]) seen.add(hashOf(bytes))
    return seen.size > before
  })
  return { certificates: certificatesOf(bytesOf('certificates'), known), ...revocationsOf(bytesOf('crls'), bytesOf('ocsps'), known), revisions: (bringing.length > 0 ? bringing : stores.slice(0, 1)).map(({ index }) => index) }
}

const mostRevisionsRead = 40

const joined = (one: OwnEvidence, other: OwnEvidence): OwnEvidence =>
  ({ certificates: [...other.certificates, ...one.certificates], crls: [...other.crls, ...one.crls], ocsps: [...other.ocsps, ...one.ocsps] })
