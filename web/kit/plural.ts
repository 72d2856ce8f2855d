import type { Language } from './language.tsx'

/** The forms of a noun after a number: 1 spis, 2 spisy, 5 spisů; `many` (1,5 spisu) only where fractions occur. */
export interface Forms { readonly one: string, readonly few?: string, readonly many?: string, readonly other: string }

const rules = { cs: new Intl.PluralRules('cs'), en: new Intl.PluralRules('en') }
const numbers = { cs: new Intl.NumberFormat('cs'), en: new Intl.NumberFormat('en-GB') }

/** `plural('cs', 3, { one: 'spis', few: 'spisy', other: 'spisů' })` is `3 spisy`, joined by a space that does not break. */
export function plural(language: Language, count: number, forms: Forms): string {
  const chosen = forms[rules[language].select(count) as keyof Forms] ?? forms.other
  return `${numbers[language].format(count)}\u00a0${chosen}`
}

export const formatNumber = (language: Language, value: number): string => numbers[language].format(value)

const units = ['B', 'kB', 'MB', 'GB'] as const

/** Size of a file in decimal units, as people read it: `1,4 MB`. */
export function formatSize(language: Language, bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const digits = power === 0 || value >= 100 ? 0 : 1
  return `${value.toLocaleString(language === 'cs' ? 'cs' : 'en-GB', { maximumFractionDigits: digits })}\u00a0${units[power]}`
}
