import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { problem, problemText, sentencesOf, type DocumentReport, type SignatureReport, type TimestampReport, type VerdictLanguage } from '../../engines/verdict/index.ts'
import { readTrustText } from '../../platform/trust/index.ts'
import { judgeForeignFile, type VerdictInput } from '../../platform/verdicts/index.ts'
import { WrongUsage, type Outcome } from './outcome.ts'
import { dataDirectory, readCertificates } from './trust.ts'

/** obeh verify FILE… Needs no office and no network: what could not be found out makes a verdict indeterminate, never good. */
export async function verifyCommand(args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: { json: { type: 'boolean' }, trust: { type: 'string', multiple: true }, at: { type: 'string' }, content: { type: 'string' }, language: { type: 'string' } },
  })
  const { files, trusted } = await sorted(positionals, values.trust ?? [])
  if (files.length === 0) throw new WrongUsage('Name at least one file.')
  const { language = 'cs' } = values
  if (language !== 'cs' && language !== 'en') throw new WrongUsage('--language is cs or en.')
  const given: Omit<VerdictInput, 'bytes'> = {
    anchors: (await Promise.all(trusted.map(readCertificates))).flat(), lists: await readTrustText(dataDirectory()), at: timeOf(values.at),
    content: values.content === undefined ? undefined : await readGiven(values.content), certificates: [], crls: [], ocsps: [],
  }
  const reports = []
  for (const file of files) reports.push({ file, ...await judge(file, given) })
  return { ok: reports.every(({ verdict }) => verdict === 'TOTAL_PASSED'), json: reports, lines: reports.flatMap((report) => linesOf(report, language)) }
}

/** `--trust a.pem b.pem` is meant as it is written, though only the first belongs to the option: a certificate is nothing to verify. */
async function sorted(positionals: readonly string[], trust: readonly string[]) {
  const areTrusted = await Promise.all(positionals.map(async (path) => trust.length > 0 && await isCertificate(path)))
  return { files: positionals.filter((_, index) => !areTrusted[index]), trusted: [...trust, ...positionals.filter((_, index) => areTrusted[index])] }
}

async function isCertificate(path: string): Promise<boolean> {
  if (!/\.(pem|crt|cer|der)$/i.test(path)) return false
  try {
    return new X509Certificate(await readFile(path)).raw.length > 0
  } catch {
    return false
  }
}

function timeOf(text: string | undefined): Date {
  const at = text === undefined ? new Date() : new Date(text)
  if (Number.isNaN(at.getTime())) throw new WrongUsage('--at is a time such as 2026-11-28T10:00:00Z.')
  return at
}

async function readGiven(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch {
    throw new WrongUsage(`${path} cannot be read.`)
  }
}

const largest = 256 * 1024 * 1024

async function judge(file: string, given: Omit<VerdictInput, 'bytes'>): Promise<DocumentReport> {
  const unreadable = (why: string): DocumentReport => ({ kind: 'unknown', verdict: 'TOTAL_FAILED', signatures: [], timestamps: [], problems: [problem('unreadable-file', why)], wanted: [] })
  try {
    const { size } = await stat(file)
    if (size > largest) return unreadable('too-large')
    return await judgeForeignFile({ ...given, bytes: await readFile(file) })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return unreadable(String(error.code))
    throw error
  }
}

/** A sentence for each signature, and under it what an expert wants to know. */
function linesOf(report: DocumentReport & { readonly file: string }, language: VerdictLanguage): string[] {
  const sentences = sentencesOf(report, language)
  return [
    `${report.file}: ${report.verdict}`,
    ...sentences.map((sentence) => `  ${sentence}`),
    ...report.signatures.flatMap((signature) => signatureLines(signature, language)),
    ...report.timestamps.map((timestamp) => `  · ${timestampLine(timestamp, language)}`),
    '',
  ]
}

function signatureLines(signature: SignatureReport, language: VerdictLanguage): string[] {
  const { indication, subIndication, level, coverage, changesAfter, signedAt, bestSignatureTime, timeSource, certificate, algorithms, qualification, docMdp, revision } = signature
  return [
    `  · ${signature.id}: ${indication}${subIndication ? `/${subIndication}` : ''}, ${level}, ${qualification}`,
    `    ${coverage}, ${changesAfter}${revision ? `, ${revision.number}/${revision.of}` : ''}${docMdp ? `, DocMDP ${docMdp.permission} ${docMdp.ok ? 'ok' : '✗'}` : ''}, ${algorithms.join(' ')}`,
    `    ${signedAt?.toISOString() ?? '?'} → ${timeSource} ${bestSignatureTime.toISOString()}`,
    ...certificate ? [`    ${certificate.subject} ← ${certificate.issuer}`] : [],
    ...signature.problems.map((one) => `    ! ${one.code}: ${problemText(one, language)}`),
    ...signature.timestamps.map((timestamp) => `    ⏱ ${timestampLine(timestamp, language)}`),
  ]
}

const timestampLine = ({ kind, at, by, indication, subIndication, problems }: TimestampReport, language: VerdictLanguage): string =>
  `${kind} ${at.toISOString()} ${by ?? '?'}: ${[`${indication}${subIndication ? `/${subIndication}` : ''}`, ...problems.map((one) => problemText(one, language))].join(', ')}`
