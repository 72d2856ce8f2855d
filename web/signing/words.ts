import { formatDate, formatNumber, type Language } from '../kit/index.ts'
import type { SigningKey } from './model.ts'
import { ceremonyTexts } from './texts.ts'

/** A key in one line; that a soft one is not qualified is always said. */
export const keyWords = ({ label, validTo, isTestKey }: SigningKey, language: Language): string =>
  [label, isTestKey && ceremonyTexts[language].testKey, ceremonyTexts[language].validTo(formatDate(language, validTo, 'day'))].filter(Boolean).join(' · ')

/** How long something takes, as people say it: seconds up to two minutes, then minutes. */
export function durationWords(seconds: number, language: Language): string {
  const t = ceremonyTexts[language]
  if (seconds >= 120) return t.minutes(formatNumber(language, Math.ceil(seconds / 60)))
  return t.seconds(seconds < 1 ? '< 1' : formatNumber(language, Math.round(seconds)))
}
