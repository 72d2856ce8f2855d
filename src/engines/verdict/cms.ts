import { carriedEvidence, contentOf, noContent, readSignedData, signerRecords, timestampsOf, type Content, type SignedData, type SignerInfo, type SignerTimestamp } from '../cms/index.ts'
import type { Certificate } from '../x509/index.ts'
import { cadesLevel } from './cms/level.ts'
import { checkSigner, withWholeCertificates, type Failure } from './cms/signer.ts'
import { checkToken } from './cms/token.ts'
import { cmsBytes } from './cms/armour.ts'
import type { OwnEvidence } from './chain.ts'
import { certificatesOf, revocationsOf, type Evidence } from './evidence.ts'
import { judgeSubject } from './judge.ts'
import { problem, type Problem } from './problems.ts'
import { distinct, verdictOf, type DocumentReport, type SignatureReport, type Wanted } from './report.ts'
import type { Stamp } from './timeline.ts'

const mostSigners = 100

/** Judges a CMS file (CAdES): with its content inside, or beside it. */
export function judgeCms(bytes: Uint8Array, evidence: Evidence, beside?: Uint8Array): DocumentReport {
  const read = readSignedData(cmsBytes(bytes))
  if (!read.ok) return { kind: 'cms', verdict: 'TOTAL_FAILED', signatures: [], timestamps: [], problems: [problem('malformed-signature')], wanted: [] }
  const { signatures, wanted } = judgeSignedData(read.value, evidence, beside, 'CMS')
  const problems = signatures.length === 0 ? [problem('no-signers')] : []
  return { kind: 'cms', verdict: verdictOf(signatures, []), signatures, timestamps: [], problems, wanted }
}

/** What a container adds to a CMS within it. */
export interface CmsContext {
  readonly faults?: readonly Problem[]
  /** Files that a manifest lists and that are not as listed: the signature over the manifest is over them too. */
  readonly failures?: readonly Failure[]
  readonly remarks?: readonly Problem[]
  readonly stamps?: readonly Stamp[]
  readonly own?: OwnEvidence
  readonly files?: readonly string[]
  readonly coverage?: SignatureReport['coverage']
}

/** One report for each signer. A content beside a signature that carries its own must be that very one. */
export function judgeSignedData(data: SignedData, evidence: Evidence, beside: Uint8Array | undefined, id: string, context: CmsContext = {}): { readonly signatures: SignatureReport[]; readonly wanted: Wanted[] } {
  const isOther = data.content !== undefined && beside !== undefined && !Buffer.from(data.content).equals(beside)
  const bytes = data.content ?? beside
  const content = bytes ? contentOf(bytes) : noContent
  const wanted: Wanted[] = []
  const signatures = data.signers.slice(0, mostSigners).map((signer, index): SignatureReport => {
    const { own, stamps, timestampsFound, unverifiedRecords } = gather(data, signer, content, evidence)
    const { failures = [] } = context
    const candidates = [...own.certificates, ...context.own?.certificates ?? []]
    const alone = withWholeCertificates(data, [...candidates, ...evidence.certificates, ...evidence.given], checkSigner(data, signer, content, candidates))
    const checked = failures.length === 0 ? alone : { ...alone, intact: alone.intact && false, failures: [...alone.failures, ...failures] }
    const judged = judgeSubject(evidence, {
      checked, own: joined(own, context.own), stamps: [...stamps, ...context.stamps ?? []],
      faults: [...context.faults ?? [], ...isOther ? [problem('content-inside-signature')] : []], 
      remarks: [...context.remarks ?? [], ...unverifiedRecords > 0 ? [problem('evidence-record-not-verified')] : []],
    })
    wanted.push(...judged.wanted)
    const { wanted: _, ...told } = judged
    return {
      ...told, id: data.signers.length > 1 ? `${id} ${index + 1}` : id, level: cadesLevel(data, signer, checked, timestampsFound + (context.stamps?.length ?? 0)), signedAt: checked.claimedAt ?? null,
      coverage: context.coverage ?? 'WHOLE_FILE', changesAfter: 'NONE', ...context.files && { files: context.files },
    }
  })
  return { signatures, wanted: distinct(wanted) }
}

function gather(data: SignedData, signer: SignerInfo, content: Content, { known }: Evidence) {
  const { stamps } = timestampsOf(data, signer, content)
  const archives = stamps.filter(({ kind }) => kind === 'archive')
  const fromArchives = archives.map(({ token }) => ({ data: token.data, carried: carriedEvidence(token.data.signers[0]?.signed, token.data.signers[0]?.unsigned ?? []) }))
  const carried = carriedEvidence(signer.signed, signer.unsigned)
  const all = (pick: 'certificates' | 'crls' | 'ocsps') => [...data[pick], ...carried[pick], ...fromArchives.flatMap((one) => [...one.data[pick], ...one.carried[pick]])]
  const certificates = certificatesOf(all('certificates'), known)
  const own: OwnEvidence = { certificates, ...revocationsOf(all('crls'), all('ocsps'), known) }
  const records = signerRecords(data, signer, content)
  const recorded = records.stamps.map(({ token, stamped }): Stamp => ({ kind: 'archive', token: checkToken(token, stamped, certificates) }))
  return { own, stamps: [...stamps.flatMap((stamp) => stampOf(stamp, certificates)), ...recorded], timestampsFound: archives.length, unverifiedRecords: records.unverified }
}

/** Stamps over references to evidence prove nothing of the signature; an archive stamp whose list names what is gone proves nothing at all. */
function stampOf({ kind, token, stamped, isIndexBroken }: SignerTimestamp, pool: readonly Certificate[]): Stamp[] {
  return kind === 'references' ? [] : [{ kind, token: checkToken(token, stamped, pool), faults: isIndexBroken ? [problem('timestamp-broken')] : [] }]
}

const joined = (one: OwnEvidence, other: OwnEvidence | undefined): OwnEvidence => other
  ? { certificates: [...one.certificates, ...other.certificates], crls: [...one.crls, ...other.crls], ocsps: [...one.ocsps, ...other.ocsps] } : one
