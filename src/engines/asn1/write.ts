import { fail } from './problem.ts'
import { tags } from './tags.ts'

/** Bytes of one element, or of several after one another. */
export type Der = Uint8Array

/** A value under an identifier octet (`0x30` a sequence, `0xa0` the constructed context tag 0). */
export function element(identifier: number, ...contents: readonly Der[]): Der {
  let length = 0
  for (const content of contents) length += content.length
  const head = headOf(identifier, length)
  const bytes = new Uint8Array(head.length + length)
  bytes.set(head)
  let at = head.length
  for (const content of contents) {
    bytes.set(content, at)
    at += content.length
  }
  return bytes
}

/** Identifier and length of a value, without the value: for those who write it themselves. */
export function headOf(identifier: number, length: number): readonly number[] {
  if (length < 0x80) return [identifier, length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff)
  return [identifier, 0x80 | octets.length, ...octets]
}

export const sequence = (...members: readonly Der[]): Der => element(0x30, ...members)

/** SET OF: members are sorted by their encoding (X.690 § 11.6). */
export const set = (...members: readonly Der[]): Der => element(0x31, ...members.toSorted((one, other) => Buffer.compare(one, other)))

/** `[tag] EXPLICIT`, or the `[tag] IMPLICIT` of something constructed whose contents these are. */
export const tagged = (tag: number, ...contents: readonly Der[]): Der => element(0xa0 | tag, ...contents)

/** `[tag] IMPLICIT` of a primitive value. */
export const taggedPrimitive = (tag: number, content: Der): Der => element(0x80 | tag, content)

/** The same value under another identifier octet, as an implicit tag wants. */
export const retagged = (identifier: number, der: Der): Der => {
  // `slice` of a Buffer would be a view, and this would write into what was read.
  const copy = new Uint8Array(der)
  copy[0] = identifier
  return copy
}

export function oid(dotted: string): Der {
  const known = written.get(dotted)
  if (known) return known
  const [top, second, ...rest] = dotted.split('.').map((arc) => (/^\d+$/.test(arc) ? BigInt(arc) : fail(`no identifier: ${dotted}`)))
  if (top === undefined || second === undefined || top > 2n || (top < 2n && second > 39n)) return fail(`no identifier: ${dotted}`)
  const der = element(tags.oid, Uint8Array.from([top * 40n + second, ...rest].flatMap(base128)))
  written.set(dotted, der)
  return der
}

/** Identifiers are few and written over and over. */
const written = new Map<string, Der>()

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80)
  return octets
}

export function integer(value: bigint | number): Der {
  const whole = BigInt(value)
  let octets = 1
  while (whole < -(1n << BigInt(8 * octets - 1)) || whole >= 1n << BigInt(8 * octets - 1)) octets++
  const hex = BigInt.asUintN(8 * octets, whole).toString(16).padStart(2 * octets, '0')
  return element(tags.integer, Buffer.from(hex, 'hex'))
}

export const enumerated = (value: number): Der => retagged(tags.enumerated, integer(value))
export const boolean = (value: boolean): Der => element(tags.boolean, Uint8Array.of(value ? 0xff : 0))
export const octets = (bytes: Uint8Array): Der => element(tags.octetString, bytes)
/** A BIT STRING of whole octets. */
export const bitOctets = (bytes: Uint8Array): Der => element(tags.bitString, zero, bytes)
const zero = Uint8Array.of(0)
export const nothing: Der = Uint8Array.of(tags.null, 0)

/** A BIT STRING with these bits set and no trailing zeros, as named bits are written. */
export function bits(...numbers: readonly number[]): Der {
  const last = Math.max(-1, ...numbers)
  const bytes = new Uint8Array(Math.ceil((last + 1) / 8))
  for (const number of numbers) bytes[number >> 3] = (bytes[number >> 3] ?? 0) | (0x80 >> (number & 7))
  return element(tags.bitString, Uint8Array.of(last < 0 ? 0 : 7 - (last & 7)), bytes)
}

const encoder = new TextEncoder()
export const utf8 = (text: string): Der => element(tags.utf8, encoder.encode(text))
export const ia5 = (text: string): Der => element(tags.ia5, Buffer.from(text, 'latin1'))
export const printable = (text: string): Der => element(tags.printable, Buffer.from(text, 'latin1'))

/** UTCTime until 2049, then GeneralizedTime (RFC 5280 § 4.1.2.5); whole seconds. */
export function time(at: Date): Der {
  const year = at.getUTCFullYear()
  return year >= 1950 && year < 2050 ? element(tags.utcTime, Buffer.from(digits(at).slice(2), 'latin1')) : generalizedTime(at)
}

/** GeneralizedTime of whole seconds. */
export const generalizedTime = (at: Date): Der => element(tags.generalizedTime, Buffer.from(digits(at), 'latin1'))

const digits = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`
