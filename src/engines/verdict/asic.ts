import { contentOf, noContent, readEvidenceRecord, readSignedData, readTimestampToken, recordTimestamps } from '../cms/index.ts'
import { readAsic, type Asic, type Covering } from '../asic/index.ts'
import { judgeSignedData } from './cms.ts'
import { cmsBytes } from './cms/armour.ts'
import type { Failure } from './cms/signer.ts'
import { checkToken } from './cms/token.ts'
import type { OwnEvidence } from './chain.ts'
import { certificatesOf, revocationsOf, type Evidence } from './evidence.ts'
import { malformedSignature } from './malformed.ts'
import { problem, type Problem } from './problems.ts'
import { distinct, verdictOf, type DocumentKind, type DocumentReport, type SignatureReport, type Wanted } from './report.ts'
import { judgeTimeline, type Stamp } from './timeline.ts'
import { judgeXades } from './xades.ts'

/** Judges the signatures and timestamps of a container: ASiC with CAdES or XAdES, and signed OpenDocument files. */
export function judgeAsic(bytes: Uint8Array, evidence: Evidence): DocumentReport {
  const read = readAsic(bytes)
  if (!read.ok) return refused(bytes, read.refusal)
  const asic = read.value
  const records = asic.evidenceRecords.map((covering) => ({ name: covering.name, stamps: recordStamps(asic, covering) }))
  const files = asic.timestamps.flatMap((covering) => stampOf(covering))
  const stamps = [...files, ...records.flatMap((record) => record.stamps)]
  const own = ownOf(stamps)
  const cades = asic.signatures.map((covering) => judgeCades(asic, covering, stamps, own, evidence))
  const xades = asic.xades.map((name) => judgeXades(asic, name, evidence))
  const timeline = judgeTimeline(evidence, stamps.map(({ stamp }) => stamp), own)
  const signatures = [...cades, ...xades].flatMap((one) => one.signatures)
  const beside = signedByNobody(asic, signatures)
  const problems: Problem[] = [
    ...beside.slice(0, 20).map((name) => problem('file-not-signed', name)), ...asic.malformed.map((name) => problem('malformed-container', name)), 
    ...records.filter((record) => record.stamps.length === 0).map(({ name }) => problem('evidence-record-not-verified', name)),
    ...asic.timestamps.length > files.length ? [problem('timestamp-broken')] : [],
  ]
  const wanted: Wanted[] = [...[...cades, ...xades].flatMap((one) => one.wanted), ...timeline.wanted]
  const verdict = verdictOf(signatures, timeline.reports)
  return { kind: kindOf(asic), verdict: verdict === 'TOTAL_PASSED' && beside.length > 0 ? 'INDETERMINATE' : verdict, signatures, timestamps: timeline.reports, problems, wanted: distinct(wanted) }
}

/** Each signature is good for what it covers. The verdict is on the container, which anybody can put another file into: that one nobody answers for. */
const signedByNobody = ({ data }: Asic, signatures: readonly SignatureReport[]): readonly string[] =>
  signatures.length === 0 ? [] : data.filter((name) => !signatures.some(({ files = [] }) => files.includes(name)))

const kindOf = ({ kind }: Asic): DocumentKind => kind === 'other' ? 'asic-e' : kind

/** What calls itself a signed container and cannot be read has failed; any other archive merely bears no signature. */
function refused(bytes: Uint8Array, why: string): DocumentReport {
  const isSigned = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('META-INF/')
  return { kind: 'unknown', verdict: isSigned ? 'TOTAL_FAILED' : 'NO_SIGNATURE_FOUND', signatures: [], timestamps: [], problems: [problem('malformed-container', why)], wanted: [] }
}

interface CoveringStamp {
  readonly covering: Covering
  readonly stamp: Stamp
}

function stampOf(covering: Covering): CoveringStamp[] {
  const token = readTimestampToken(covering.bytes)
  if (!token.ok) return []
  const checked = checkToken(token.value, covering.signs ? contentOf(covering.signs.bytes) : noContent, [])
  return [{ covering, stamp: { kind: 'archive', token: checked, faults: faultsOf(covering) } }]
}

const faultsOf = ({ faults, covers }: Covering): Problem[] =>
  [...faults.map((fault) => problem('malformed-container', fault)), ...covers.filter(({ state }) => state !== 'intact').map(({ name }) => problem('file-changed', name))]

/** The stamps of an evidence record over the files it covers; none of one in XML, which is not read. */
function recordStamps({ container: { files } }: Asic, covering: Covering): CoveringStamp[] {
  const record = readEvidenceRecord(covering.bytes)
  if (!record.ok) return []
  const data = covering.covers.map(({ name }) => contentOf(files.get(name) ?? new Uint8Array()))
  return recordTimestamps(record.value, data).map(({ token, stamped }) =>
    ({ covering, stamp: { kind: 'archive', token: checkToken(token, covering.signs ? stamped : noContent, []), faults: faultsOf(covering) } }))
}

function ownOf(stamps: readonly CoveringStamp[]): OwnEvidence {
  const all = (pick: 'certificates' | 'crls' | 'ocsps') => stamps.flatMap(({ stamp }) => [...stamp.token[pick]])
  return { certificates: certificatesOf(all('certificates')), ...revocationsOf(all('crls'), all('ocsps')) }
}

function judgeCades(asic: Asic, covering: Covering, stamps: readonly CoveringStamp[], own: OwnEvidence, evidence: Evidence): { readonly signatures: readonly SignatureReport[]; readonly wanted: readonly Wanted[] } {
  const data = readSignedData(cmsBytes(covering.bytes))
  if (!data.ok) return { signatures: [malformedSignature(covering.name, 'CMS_NOT_ETSI')], wanted: [] }
  return judgeSignedData(data.value, evidence, covering.signs?.bytes, covering.name, {
    faults: covering.faults.map((fault) => problem('malformed-container', fault)), failures: covering.covers.flatMap(failureOf), own,
    stamps: stamps.filter((one) => one.covering.covers.some(({ name }) => name === covering.name)).map(({ stamp }) => stamp),
    remarks: covering.leaves.slice(0, 20).map((name) => problem('file-not-signed', name)), files: covering.covers.map(({ name }) => name),
    coverage: covering.leaves.length === 0 ? 'WHOLE_FILE' : asic.data.length > 0 ? 'PREFIX' : 'UNCLEAR',
  })
}

function failureOf({ name, state }: Covering['covers'][number]): Failure[] {
  if (state === 'changed') return [{ subIndication: 'HASH_FAILURE', problem: problem('file-changed', name) }]
  if (state === 'unknown-digest') return [{ subIndication: 'SIG_CRYPTO_FAILURE', problem: problem('unknown-algorithm', name) }]
  return state === 'missing' ? [{ subIndication: 'SIGNED_DATA_NOT_FOUND', problem: problem('file-missing', name) }] : []
}
