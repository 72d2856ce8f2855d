import { readXades, type XadesSignature } from '../xades/index.ts'
import type { Evidence } from './evidence.ts'
import { problem, type Problem } from './problems.ts'
import { distinct, verdictOf, type DocumentReport } from './report.ts'
import { judgeXadesSignature, unreadXades } from './xades.ts'

/** Judges an enveloping XAdES signature: an XML file that is a signature, with what it signs inside. */
export function judgeXml(bytes: Uint8Array, evidence: Evidence): DocumentReport {
  const read = readXades(bytes, new Map())
  const judged = (read.ok ? read.value : [read]).map((one, index) => one.ok ? judgeOne(one.value.id ?? String(index + 1), one.value, evidence)
    : { report: unreadXades(String(index + 1), one.refusal), wanted: [] })
  const signatures = judged.map(({ report }) => report)
  return { kind: 'xml', verdict: verdictOf(signatures, []), signatures, timestamps: [], problems: [], wanted: distinct(judged.flatMap(({ wanted }) => wanted)) }
}

/** Whoever reads the file reads all objects in it: one that is not signed is a lie between those that are. */
function judgeOne(id: string, read: XadesSignature, evidence: Evidence) {
  const leaves = read.objects.filter(({ intact }) => !intact).map(({ uri }) => uri)
  // What does not match its hash is told as that; only what nobody signs is told here.
  const changed = new Set(read.references.filter(({ intact }) => !intact).map(({ uri }) => uri))
  const signsNothing = read.objects.length === 0 && read.references.every(({ found }) => found)
  const faults: Problem[] = signsNothing ? [problem('data-missing')] : leaves.filter((uri) => !changed.has(uri)).slice(0, 20).map((uri) => problem('file-not-signed', uri))
  return judgeXadesSignature(id, read, evidence, { faults, leaves: faults.length > 0 ? [] : leaves })
}
