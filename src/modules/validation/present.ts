import { sentenceOf, sentencesOf, type DocumentReport, type SignatureReport } from '../../engines/verdict/index.ts'
import { standardResult, type StoredReport, type ValidationRecord } from './model.ts'

/** A finding as people read it. Times within the report are texts already. */
export function presentRecord({ componentId, version, judgedAt, judgedBy, report }: ValidationRecord) {
  return {
    componentId, version, judgedAt: judgedAt.toISOString(), byRule: judgedBy === null, verdict: report.verdict, sentences: { cs: sentencesOf(asReport(report), 'cs'), en: sentencesOf(asReport(report), 'en') },
    signatures: report.signatures.map((signature, index) => ({
      index, id: signature.id, indication: signature.indication, subIndication: signature.subIndication ?? null, result: standardResult(signature.indication),
      sentence: { cs: sentenceOf(asSignature(signature), 'cs'), en: sentenceOf(asSignature(signature), 'en') }, signer: signature.signer, level: signature.level, qualification: signature.qualification,
      signedAt: signature.signedAt, decisiveAt: signature.bestSignatureTime, timeSource: signature.timeSource, coverage: signature.coverage, changesAfter: signature.changesAfter,
      certificate: signature.certificate, algorithms: signature.algorithms, problems: signature.problems.map(({ code }) => code), changes: signature.changes ?? [], changedPages: signature.changedPages ?? [],
      revision: signature.revision ?? null, reason: signature.reason ?? null, timestamps: signature.timestamps.map(({ at, by, indication, qualified }) => ({ at, by, indication, qualified })),
    })),
  }
}

/** Sentences are made of words and lists alone; no time is read of them. */
const asReport = (report: StoredReport): DocumentReport => report as unknown as DocumentReport
const asSignature = (signature: StoredReport['signatures'][number]): SignatureReport => signature as unknown as SignatureReport
