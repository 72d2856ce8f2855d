export { judgeFile } from './file.ts'
export { judgePdf } from './pdf.ts'
export { readEvidence, type Evidence, type GivenEvidence } from './evidence.ts'
export { kindByContent } from './kind.ts'
export { problemText, sentenceOf, sentencesOf, type VerdictLanguage } from './sentences.ts'
export { problem, problemCodes, type Problem, type ProblemCode } from './problems.ts'
export {
  verdictOf, type CertificateTold, type ChangeLevel, type Coverage, type DocumentKind, type DocumentReport, type Indication, type Level, type Outcome, type SignatureReport,
  type SubIndication, type TimestampReport, type Wanted,
} from './report.ts'
