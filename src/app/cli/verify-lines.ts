import { problemText, sentencesOf, type DocumentReport, type SignatureReport, type TimestampReport, type VerdictLanguage } from '../../engines/verdict/index.ts'

/** A sentence for each signature, and under it what an expert wants to know. */
export function reportLines(report: DocumentReport & { readonly file: string }, language: VerdictLanguage): string[] {
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
