import { irregularWords, sameStems, wholeStems } from './exceptions.ts'
import { fold } from './fold.ts'

/**
 * What stands for a Czech word in all its cases, numbers and persons: a light stemmer for folded letters, so that what is typed without
 * diacritics finds what is written with them. In the spirit of Dolamic & Savoy (2009), with fleeting vowels and softened consonants.
 * The stem is no word. What has a digit in it is its own stem.
 */
export function stem(word: string): string {
  const folded = fold(word)
  if (folded.length < 3 || /[^a-z]/.test(folded)) return folded
  const irregular = known(irregularWords, folded)
  if (irregular !== undefined) return irregular
  const hard = hardened(word.toLowerCase(), folded)
  const bare = withoutEndings(hard)
  const verb = withoutVerbalSuffix(bare, bare === hard && !isSoftParticiple(word))
  const ended = canonicalEnd(withoutFleetingVowel(verb))
  return known(sameStems, ended) ?? ended
}

/** What stands in the list itself: every object has a constructor. */
const known = (list: Readonly<Record<string, string>>, word: string) => Object.hasOwn(list, word) ? list[word] : undefined

/** Endings of declension and conjugation, folded. `least`: how many letters must be left. */
const endings: readonly (readonly [ending: string, least: number])[] = [
  ...'ejsimi ejsiho ejsimu ejsich ejsim ejsi ujeme ujete ujou uje uji uju'.split(' ').map((ending) => [ending, 3] as const),
  ...'aji'.split(' ').map((ending) => [ending, 4] as const),
  ...'eho emu iho imu ymi imi emi ami ych ich ech ach ame ime ate ite um am em ym im ou mi'.split(' ').map((ending) => [ending, 3] as const),
  ...'a e i o u y'.split(' ').map((ending) => [ending, 2] as const),
].sort(([a], [b]) => b.length - a.length)

/** Taken off again and again: a stem that itself ends as an ending (režim, program) loses it in every form alike. */
function withoutEndings(word: string): string {
  if (wholeStems.has(word)) return word
  const found = endings.find(([ending, least]) => word.length - ending.length >= least && word.endsWith(ending))
  return found ? withoutEndings(word.slice(0, -found[0].length)) : word
}

const verbal = /^(.{3,}?)(?:ovat|oval|ovan|nout|nut|nul|at|al|an|it|il|en|ov)$/
/** The genitive plural of knihovna and the nominative of týden: the e is fleeting and the n belongs to the stem. */
const fleetingEn = /(?:[rvdtbkphn]|tel)en$/

function withoutVerbalSuffix(word: string, isUninflected: boolean): string {
  if (wholeStems.has(word) || (isUninflected && fleetingEn.test(word))) return word
  const shorter = verbal.exec(word)?.[1]
  return shorter === undefined ? word : withoutVerbalSuffix(withoutEndings(shorter), false)
}

/** Short participles end in a softened consonant and en: ověřen, zjištěn. */
const isSoftParticiple = (word: string) => /(?:ř|[tdnvbpm]ě)e?n$/i.test(word)

/** obec and obce, smluv and smlouva: what comes and goes before the last consonant is left out. */
function withoutFleetingVowel(word: string): string {
  if (word.length >= 4 && /[^aeiouy]e[^aeiouy]$/.test(word)) return `${word.slice(0, -2)}${word.slice(-1)}`
  return word.length >= 6 ? word.replace(/ou([^aeiouy])$/, 'u$1') : word
}

/** Softened in front of some endings: kniha, knize; úředník, úřednici; střecha, střeše. Both are written the same. */
function canonicalEnd(word: string): string {
  const short = word.replace(/^(.{3,}[dhktsvz])l$/, '$1')
  if (short.length < 4) return short
  return short.replace(/ch$/, 's').replace(/c$/, 'k').replace(/[hg]$/, 'z')
}

/** krajští, němečtí: before the ending -í the group sk is softened beyond recognition. */
function hardened(word: string, folded: string): string {
  if (/(?:št|čt)í$/.test(word) || /[jtdnlrvm]sti$/.test(folded)) return folded.replace(/(.)ti$/, '$1ki')
  return folded
}
