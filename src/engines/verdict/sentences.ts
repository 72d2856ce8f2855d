import type { Problem } from './problems.ts'
import type { DocumentReport, SignatureReport } from './report.ts'
import { cs, en, type VerdictTexts } from './texts.ts'

export type VerdictLanguage = 'cs' | 'en'

const texts: Readonly<Record<VerdictLanguage, VerdictTexts>> = { cs, en }

/** One sentence on a signature for somebody who is no expert: who, whether it holds, why not, and what happened since. */
export function sentenceOf(signature: SignatureReport, language: VerdictLanguage): string {
  const words = texts[language]
  const isSeal = signature.qualification === 'QESEAL' || signature.qualification === 'ADESEAL_QC'
  const who = (isSeal ? words.seal : words.signature).replace('{who}', signature.signer ?? words.unknownSigner)
  const [why] = signature.problems
  const reasons = [why && signature.indication !== 'TOTAL_PASSED' ? problemText(why, language) : undefined, changesText(signature, words)].filter((part) => part !== undefined)
  const gender = isSeal ? 1 : 0
  const verdict = { TOTAL_PASSED: (isQualified(signature) ? words.qualified : words.passed)[gender], TOTAL_FAILED: words.failed[gender], INDETERMINATE: words.indeterminate }[signature.indication]
  return `${who} ${verdict}${reasons.length > 0 ? `${signature.indication === 'TOTAL_PASSED' ? ';' : ':'} ${reasons.join('; ')}` : ''}.`
}

/** One sentence a signature, or one that there is none, or why the file could not be read. */
export function sentencesOf({ signatures, timestamps, problems }: DocumentReport, language: VerdictLanguage): string[] {
  if (signatures.length > 0) return signatures.map((signature) => sentenceOf(signature, language))
  const why = [...problems, ...timestamps.flatMap((timestamp) => timestamp.problems)].map((one) => problemText(one, language))
  return [...why.map(asSentence), texts[language].none]
}

export const problemText = ({ code, about = '' }: Problem, language: VerdictLanguage): string =>
  texts[language].problems[code].replace(about === '' ? / ?[(„“]?\{about\}[)“”]?/ : '{about}', () => about)

/** What became of the content is told only where the signed content itself is as it was. */
const changesText = ({ intact, changesAfter, coverage }: SignatureReport, words: VerdictTexts): string | undefined =>
  intact && coverage !== 'UNCLEAR' ? words.changes[changesAfter] : undefined

const isQualified = ({ qualification }: SignatureReport) => qualification === 'QESIG' || qualification === 'QESEAL'

const asSentence = (text: string): string => `${text.slice(0, 1).toLocaleUpperCase('cs')}${text.slice(1)}.`
