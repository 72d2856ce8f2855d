/** A value of ISO 32000-2 § 7.3. Numbers are plain: 1 and 1.0 are the same value; arrays are plain arrays. */
export type PdfValue = null | boolean | number | PdfString | PdfName | PdfReference | PdfDictionary | PdfStream | readonly PdfValue[]

/** `hex` is how it was spelt; both spellings of the same bytes are the same string. */
export type PdfString = { readonly kind: 'string'; readonly bytes: Uint8Array; readonly hex: boolean }

/** Decoded from its #xx, one character a byte (Latin-1), so that nothing is lost. */
export type PdfName = { readonly kind: 'name'; readonly name: string }

export type PdfReference = { readonly kind: 'reference'; readonly number: number; readonly generation: number }

/**
 * Entries in the order of the file; of a key that stands twice with different values the first counts and it is told in `repeated`.
 * `start` and `end` say where `<<` begins and `>>` ends in the bytes it was read from; both are −1 in a value made by us.
 */
export type PdfDictionary = {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfValue>
  readonly repeated: readonly string[]
  readonly start: number
  readonly end: number
}

/** `raw` is as stored, filters not undone. `start` is where it begins in the file, −1 in a value made by us. */
export type PdfStream = {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  readonly raw: Uint8Array
  readonly start: number
}

const made = { repeated: [], start: -1, end: -1 } as const

export const name = (text: string): PdfName => ({ kind: 'name', name: text })
export const reference = (number: number, generation = 0): PdfReference => ({ kind: 'reference', number, generation })
export const string = (bytes: Uint8Array, hex = false): PdfString => ({ kind: 'string', bytes, hex })

export const dictionary = (entries: Readonly<Record<string, PdfValue>> | ReadonlyMap<string, PdfValue>): PdfDictionary =>
  ({ kind: 'dictionary', entries: entries instanceof Map ? entries : new Map(Object.entries(entries)), ...made })

/** A stream with its /Length set to what it holds. */
export function stream(entries: Readonly<Record<string, PdfValue>> | ReadonlyMap<string, PdfValue>, raw: Uint8Array): PdfStream {
  const all = new Map(dictionary(entries).entries).set('Length', raw.length)
  return { kind: 'stream', dictionary: dictionary(all), raw, start: -1 }
}

/** The same dictionary with some entries replaced or added; null takes one away. */
export function withEntries(before: PdfDictionary, changes: Readonly<Record<string, PdfValue>>): PdfDictionary {
  const entries = new Map(before.entries)
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) entries.delete(key)
    else entries.set(key, value)
  }
  return dictionary(entries)
}

type Kind = 'string' | 'name' | 'reference' | 'dictionary' | 'stream'
type OfKind<K extends Kind> = Extract<PdfValue, { readonly kind: K }>

/** What sort of value it is. */
export function kindOf(value: PdfValue): Kind | 'null' | 'boolean' | 'number' | 'array' {
  if (value === null) return 'null'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return 'kind' in value ? value.kind : 'array'
}

export const isKind = <K extends Kind>(value: PdfValue | undefined, kind: K): value is OfKind<K> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind

export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value)
export const isName = (value: PdfValue | undefined, text: string): boolean => isKind(value, 'name') && value.name === text

/** A whole number not below zero, as offsets, counts and object numbers are. */
export const isCount = (value: PdfValue | undefined): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** Whether both say the same, wherever they stand and however their strings are spelt. References are compared, not followed. */
export function sameValue(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (isArray(one)) return isArray(other) && one.length === other.length && one.every((item, index) => sameValue(item, other[index]))
  if (isArray(other) || one.kind !== other.kind) return false
  if (one.kind === 'name') return isName(other, one.name)
  if (one.kind === 'string') return isKind(other, 'string') && Buffer.compare(one.bytes, other.bytes) === 0
  if (one.kind === 'reference') return isKind(other, 'reference') && one.number === other.number && one.generation === other.generation
  if (one.kind === 'dictionary') return isKind(other, 'dictionary') && sameEntries(one.entries, other.entries)
  return isKind(other, 'stream') && sameValue(one.dictionary, other.dictionary) && Buffer.compare(one.raw, other.raw) === 0
}

/** An entry that is null is none. */
const sameEntries = (one: PdfDictionary['entries'], other: PdfDictionary['entries']): boolean =>
  [...one].every(([key, value]) => sameValue(value, other.get(key) ?? null)) && [...other].every(([key, value]) => value === null || one.has(key))
