import { accept, refuse, type Result } from '../../kernel/result.ts'

export const shortestPassword = 12
export type PasswordRefusal = 'password-short' | 'password-common' | 'password-personal'

/** Whose password it is to be; `office`: what the authority is called, as everybody knows. */
export interface PasswordOwner { readonly name: string; readonly email: string; readonly office: string }

/** Whether a word in small letters without diacritics is among passwords that leaked and are tried first. */
export type IsLeaked = (word: string) => boolean

/**
 * Whether a password may be chosen: long rather than intricate (NIST SP 800-63B § 5.1.1.2), none of the commonest or of those that leaked,
 * however decorated, and not made of the person's own name or address or of the office's.
 */
export function judgePassword(password: string, owner: PasswordOwner, isLeaked: IsLeaked): Result<null, PasswordRefusal> {
  if ([...password.normalize('NFC')].length < shortestPassword) return refuse('password-short')
  const cores = coresOf(password)
  if (isLeaked(fold(password)) || isMonotonous(password) || cores.some((core) => core.length < 4 || isCommon(core) || isLeaked(shortestRepeated(core)))) return refuse('password-common')
  const own = [...owner.name.split(/\s+/), ...owner.email.split(/[@.]/), ...owner.office.split(/\s+/)].map(lettersOf).filter((word) => word.length >= 3).sort((a, b) => b.length - a.length)
  return cores.some((core) => without(core, own).length < Math.min(4, core.length)) ? refuse('password-personal') : accept(null)
}

/** Small letters without diacritics. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The same, and nothing that merely decorates them. */
const lettersOf = (text: string) => fold(text).replace(/[^a-z]/g, '')

/** Of a word said several times in a row, the word. */
const shortestRepeated = (core: string) => core.slice(0, Math.max(`${core}${core}`.indexOf(core, 1), 1))

/** What is left of a password when its decoration is taken away: digits and signs dropped, or within words read back as the letters they stand for. */
function coresOf(password: string): string[] {
  const inner = password.normalize('NFD').toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, '')
  const read = inner.replace(/[@4]/g, 'a').replace(/3/g, 'e').replace(/[1!|]/g, 'i').replace(/0/g, 'o').replace(/[5$]/g, 's').replace(/7/g, 't')
  return [lettersOf(password), lettersOf(read)]
}

const without = (core: string, words: readonly string[]) => words.reduce((left, word) => left.replaceAll(word, ''), core)

/** Nothing but one of the commonest words, once or several in a row, with at most three letters besides. */
function isCommon(core: string): boolean {
  const rest = without(core, commonest)
  return rest.length <= 3 && rest.length < core.length
}

/** The same few characters again and again, or a row of the keyboard or alphabet. */
function isMonotonous(password: string): boolean {
  const text = password.toLowerCase()
  if (new Set(text).size < 5) return true
  return rows.some((row) => (row + row).includes(text) || [...(row + row)].reverse().join('').includes(text))
}

const rows = ['0123456789', '1234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertzuiopasdfghjklyxcvbnm', 'qwertyuiopasdfghjklzxcvbnm']

/** From the lists published of leaked passwords, Czech and English, longest first: only their words, for what is added to them is added by everybody. */
const commonest = [
  'administrator', 'qwertyuiop', 'qwertzuiop', 'passphrase', 'basketball', 'password', 'passwort', 'iloveyou', 'princess', 'football', 'baseball', 'sunshine', 'superman', 'starwars',
  'trustnoi', 'computer', 'internet', 'michelle', 'pokemon', 'charlie', 'jessica', 'michael', 'welcome', 'liverpool', 'chelsea', 'letmein', 'dragon', 'monkey', 'shadow', 'master',
  'qwerty', 'qwertz', 'azerty', 'asdfgh', 'zxcvbn', 'yxcvbn', 'secret', 'summer', 'winter', 'spring', 'autumn', 'google', 'killer', 'hunter', 'batman', 'naruto', 'hello', 'admin', 'login', 'user',
  'heslo', 'tajne', 'heslicko', 'nejtajnejsi', 'milacek', 'miluju', 'miluji', 'slunicko', 'kocicka', 'pejsek', 'ahoj', 'nazdar', 'sparta', 'slavia', 'banik', 'hokej', 'fotbal', 'praha', 'brno', 'ostrava',
  'liberec', 'cesko', 'ceska', 'republika', 'krajskyurad', 'urad', 'kraj', 'obeh', 'leden', 'unor', 'brezen', 'duben', 'kveten', 'cerven', 'cervenec', 'srpen', 'zari', 'rijen', 'listopad', 'prosinec',
  'jaro', 'leto', 'podzim', 'zima', 'pondeli', 'patek', 'sobota', 'nedele', 'matrix',
  'lucinka', 'verunka', 'terezka', 'barunka', 'anicka', 'honzik', 'tomasek', 'martinek', 'zlaticko', 'broucek', 'kotatko', 'stenatko', 'motylek', 'beruska', 'medvidek', 'princezna', 'andilek', 'certik', 'laska',
  'nevim', 'neznam', 'cokolada', 'babicka', 'dedecek', 'maminka', 'tatinek', 'rodina', 'skola', 'prace', 'kancelar', 'oddeleni', 'referent', 'podatelna', 'spravce', 'vedouci', 'hejtman', 'magistrat', 'obecniurad', 'ministerstvo',
  'olomouc', 'plzen', 'pardubice', 'hradec', 'kralove', 'budejovice', 'jihlava', 'zlin', 'karlovyvary', 'usti', 'morava', 'slezsko', 'cechy', 'ceskarepublika', 'bohemians', 'viktoria', 'trabant', 'skoda', 'octavia', 'fabia', 'pivo', 'becherovka', 'abcdef', 'test', 'pass', 'love', 'changeme', 'default', 'zmenit', 'vitejte',
].sort((a, b) => b.length - a.length)
