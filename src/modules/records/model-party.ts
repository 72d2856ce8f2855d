import type { Day } from '../../kernel/day.ts'
import type { Party } from './model.ts'

/** What is known of somebody who may already be in the register. */
export type PartyTraits = { readonly [Trait in 'name' | 'email' | 'dataBox' | 'ico' | 'bornOn']?: Party[Trait] | undefined }

export type Likeness = 'ico' | 'data-box' | 'email' | 'born-on' | 'same-name' | 'similar-name'

/** How likely it is the same person, 0 to 1, and why. */
export interface Hint { readonly score: number; readonly why: readonly Likeness[] }

/** Below this nothing is said: a hint that is usually wrong teaches people not to look. */
const threshold = 0.4

/** Compares two records; null when they are not alike, or when something certain tells them apart. */
export function likeness(a: PartyTraits, b: PartyTraits): Hint | null {
  if (differ(a.ico, b.ico) || differ(a.bornOn, b.bornOn)) return null
  const names = likeNames(a.name ?? '', b.name ?? '')
  const found: [Likeness, number][] = [
    ...(same(a.ico, b.ico) ? [['ico', 0.95] as [Likeness, number]] : []),
    ...(same(a.dataBox?.toLowerCase(), b.dataBox?.toLowerCase()) ? [['data-box', 0.95] as [Likeness, number]] : []),
    ...(same(a.email?.toLowerCase(), b.email?.toLowerCase()) ? [['email', 0.6] as [Likeness, number]] : []),
    ...(same(a.bornOn, b.bornOn) && names ? [['born-on', 0.7] as [Likeness, number]] : []),
    ...(names ? [[names, names === 'same-name' ? 0.55 : 0.4] as [Likeness, number]] : []),
  ]
  const score = 1 - found.reduce((left, [, weight]) => left * (1 - weight), 1)
  return score >= threshold - 1e-9 ? { score: Math.round(score * 100) / 100, why: found.map(([why]) => why) } : null
}

const same = (a: string | null | undefined, b: string | null | undefined) => Boolean(a) && a === b
const differ = (a: string | Day | null | undefined, b: string | Day | null | undefined) => Boolean(a) && Boolean(b) && a !== b

function likeNames(a: string, b: string): Likeness | null {
  const [first, second] = [telling(a), telling(b)]
  if (first.length === 0 || second.length === 0) return null
  const [one, other] = [first.toSorted().join(' '), second.toSorted().join(' ')]
  if (one === other) return 'same-name'
  if (first.length < 2 || first.length !== second.length) return null
  // Order, one letter and inflection aside the words are the same: Nováková and Novákova, Jan Novak and Novák Jan.
  const left = [...second]
  const alike = first.every((word) => {
    const at = left.findIndex((each) => each === word || (word.length > 3 && distanceAtMostOne(word, each)))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return alike ? 'similar-name' : null
}

/** The words of a name as they are looked for: small, without diacritics. */
export const nameWords = (name: string): string[] => name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)

/** Titles and legal forms say nothing of who it is. */
const silent = new Set(['ing', 'mgr', 'bc', 'mudr', 'judr', 'phdr', 'rndr', 'mvdr', 'paeddr', 'phd', 'ph', 'csc', 'drsc', 'dis', 'mba', 'llm', 'prof', 'doc', 'arch', 'pan', 'pani', 's', 'r', 'o', 'a', 'z', 'u', 'p', 'd', 'sro', 'as', 'spol', 'vos', 'zs', 'ops', 'dr', 'st', 'ml'])
const telling = (name: string) => nameWords(name).filter((word) => !silent.has(word))

/** One letter more, less, or another. */
function distanceAtMostOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  return short.length === long.length ? short.slice(i + 1) === long.slice(i + 1) : short.slice(i) === long.slice(i + 1)
}

/** Whether eight digits can be a company's number (IČO): the last one checks the others, modulo eleven. */
export function isIco(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false
  const digits = [...text].map(Number)
  const sum = digits.slice(0, 7).reduce((total, digit, i) => total + digit * (8 - i), 0)
  return (11 - (sum % 11)) % 10 === digits[7]
}
