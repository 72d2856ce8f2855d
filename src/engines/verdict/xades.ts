import type { Asic } from '../asic/index.ts'
import { contentOf, noContent, readTimestampToken } from '../cms/index.ts'
import { readXades, type XadesRefusal, type XadesSignature } from '../xades/index.ts'
import { publicKeyOf, type Certificate } from '../x509/index.ts'
import { verifySignedInfo } from '../xml/index.ts'
import type { OwnEvidence } from './chain.ts'
import { keyAlgorithmOf, type CheckedSigner, type Failure } from './cms/signer.ts'
import { checkToken } from './cms/token.ts'
import { certificatesOf, revocationsOf, type Evidence } from './evidence.ts'
import { judgeSubject } from './judge.ts'
import { problem, type Problem } from './problems.ts'
import { malformedSignature } from './malformed.ts'
import type { Level, SignatureReport, Wanted } from './report.ts'
import type { Stamp } from './timeline.ts'

/** Judges the XAdES signatures of one file of a container. */
export function judgeXades(asic: Asic, name: string, evidence: Evidence): { readonly signatures: readonly SignatureReport[]; readonly wanted: readonly Wanted[] } {
  const read = readXades(asic.container.files.get(name) ?? new Uint8Array(), asic.container.files)
  if (!read.ok) return { signatures: [unreadXades(name, read.refusal)], wanted: [] }
  const judged = read.value.map((one, index) => one.ok ? judgeOne(asic, `${name}#${one.value.id ?? index + 1}`, one.value, evidence) : { report: unreadXades(`${name}#${index + 1}`, one.refusal), wanted: [] })
  return { signatures: judged.map(({ report }) => report), wanted: judged.flatMap(({ wanted }) => wanted) }
}

/** An algorithm nobody knows here may be known elsewhere; what cannot be read has failed. */
export const unreadXades = (id: string, refusal: XadesRefusal): SignatureReport => refusal === 'unreadable' ? malformedSignature(id, 'XML_NOT_ETSI')
  : { ...malformedSignature(id, 'XML_NOT_ETSI'), indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', problems: [problem('unknown-algorithm')] }

function judgeOne(asic: Asic, id: string, read: XadesSignature, evidence: Evidence): JudgedXades {
  const leaves = asic.data.filter((name) => !read.files.includes(name))
  return judgeXadesSignature(id, read, evidence, { faults: faultsOf(asic, read, leaves), leaves })
}

export interface JudgedXades { readonly report: SignatureReport; readonly wanted: readonly Wanted[] }

/** Judges one signature, wherever it stands. `leaves`: what is beside it and not signed by it. */
export function judgeXadesSignature(id: string, read: XadesSignature, evidence: Evidence, { faults, leaves }: { readonly faults: readonly Problem[]; readonly leaves: readonly string[] }): JudgedXades {
  const certificates = certificatesOf(read.certificates)
  const own: OwnEvidence = { certificates, ...revocationsOf(read.crls, read.ocsps) }
  const { wanted, ...told } = judgeSubject(evidence, {
    checked: checkXades(read, certificates), own, stamps: read.timestamps.flatMap((one) => stampOf(one, certificates)), faults,
    remarks: leaves.slice(0, 20).map((name) => problem('file-not-signed', name)),
  })
  const report: SignatureReport = {
    ...told, id, level: levelOf(read), signedAt: read.claimedAt ?? null, coverage: leaves.length === 0 ? 'WHOLE_FILE' : 'PREFIX', changesAfter: 'NONE', files: read.files,
  }
  return { report, wanted }
}

function checkXades(read: XadesSignature, certificates: readonly Certificate[]): CheckedSigner {
  const named = certificates.find(({ der }) => read.signer && Buffer.from(der).equals(read.signer))
  const certificate = named ?? certificates[0]
  const key = certificate && publicKeyOf(certificate)
  const valid = key !== undefined && verifySignedInfo(read.signature, key)
  const failures: Failure[] = read.references.filter(({ intact }) => !intact).map(({ uri, found }) => found
    ? { subIndication: 'HASH_FAILURE', problem: problem('file-changed', uri) } : { subIndication: 'SIGNED_DATA_NOT_FOUND', problem: problem('file-missing', uri) })
  if (certificate && !valid) failures.push({ subIndication: 'SIG_CRYPTO_FAILURE', problem: problem('signature-wrong') })
  if (!read.arePropertiesSigned) failures.push({ subIndication: 'SIG_CONSTRAINTS_FAILURE', problem: problem('properties-not-signed') })
  else if (read.namesSigner && !named) failures.push({ subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', problem: problem('other-certificate-named') })
  if (!certificate) failures.push({ subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', problem: problem('no-signing-certificate') })
  const { digest } = read.signature.algorithm
  return {
    certificate, isNamed: named !== undefined, intact: read.references.every(({ intact }) => intact), valid, claimedAt: read.claimedAt, failures,
    algorithms: [{ name: digest }, ...read.signature.references.map((reference) => ({ name: reference.digest })).filter(({ name }) => name !== digest), ...key ? [keyAlgorithmOf(key)] : []],
  }
}

/** ASiC-S signs its one file; a signature that signs no file of the container signs nothing people see. */
function faultsOf(asic: Asic, { files }: XadesSignature, leaves: readonly string[]): Problem[] {
  if (!files.some((name) => asic.data.includes(name)) && asic.kind !== 'other') return [problem('malformed-container', 'no-signed-file')]
  if (asic.kind === 'asic-s' && asic.data.length !== 1) return [problem('malformed-container', 'not-one-file')]
  if (asic.kind === 'asic-s' && asic.data.some((name) => name.includes('/'))) return [problem('malformed-container', 'not-in-the-root')]
  return asic.kind === 'opendocument' ? leaves.slice(0, 5).map((name) => problem('file-not-signed', name)) : []
}

function stampOf({ kind, token, stamped }: XadesSignature['timestamps'][number], pool: readonly Certificate[]): Stamp[] {
  const read = readTimestampToken(token)
  if (kind !== 'SignatureTimeStamp' || !read.ok) return []
  return [{ kind: 'signature', token: checkToken(read.value, stamped ? contentOf(stamped) : noContent, pool) }]
}

function levelOf({ arePropertiesSigned, namesSigner, claimedAt, timestamps, crls, ocsps }: XadesSignature): Level {
  if (!arePropertiesSigned) return 'XML_NOT_ETSI'
  if (!namesSigner || !claimedAt) return 'XAdES_BES'
  const has = (kind: string) => timestamps.some((timestamp) => timestamp.kind === kind)
  const hasEvidence = crls.length + ocsps.length > 0
  if (has('ArchiveTimeStamp') && hasEvidence) return 'XAdES_BASELINE_LTA'
  return has('SignatureTimeStamp') ? hasEvidence ? 'XAdES_BASELINE_LT' : 'XAdES_BASELINE_T' : 'XAdES_BASELINE_B'
}
