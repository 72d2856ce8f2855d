import { childrenOf, type Element } from './element.ts'
import { fail } from './problem.ts'
import { tags, type Universal } from './tags.ts'

export const isUniversal = (element: Element | undefined, kind: Universal): element is Element =>
  element?.tagClass === 'universal' && element.tag === tags[kind]

/** Whether it is `[tag]` of its context. */
export const isContext = (element: Element | undefined, tag: number): element is Element => element?.tagClass === 'context' && element.tag === tag

function expect(element: Element | undefined, kind: Universal): Element {
  return isUniversal(element, kind) ? element : fail(`no ${kind}`)
}

export const sequenceOf = (element: Element | undefined): readonly Element[] => childrenOf(expect(element, 'sequence'))

/** The members of a SET OF; in DER they are sorted. */
export function setOf(element: Element | undefined): readonly Element[] {
  const set = expect(element, 'set')
  const members = childrenOf(set)
  if (members.some((member, index) => index > 0 && Buffer.compare(members[index - 1]?.whole ?? member.whole, member.whole) > 0)) set.source.deviates('unsorted-set')
  return members
}

/** What an explicit tag wraps. */
export function inner(element: Element): Element {
  const [only, ...more] = childrenOf(element)
  return only && more.length === 0 ? only : fail('an explicit tag around not exactly one value')
}

/** Dotted numbers, as `1.2.840.113549.1.1.11`. */
export function oidOf(element: Element | undefined): string {
  return oidOfContent(expect(element, 'oid').content)
}

/** Identifiers are few and read over and over. */
const readOids = new Map<string, string>()
const mostReadOids = 2_000

/** Of an implicitly tagged identifier the content alone. */
export function oidOfContent(content: Uint8Array): string {
  if (content.length > 16) return dottedOf(content)
  let key = ''
  for (const octet of content) key += String.fromCharCode(octet)
  const known = readOids.get(key)
  if (known !== undefined) return known
  const dotted = dottedOf(content)
  if (readOids.size < mostReadOids) readOids.set(key, dotted)
  return dotted
}

function dottedOf(content: Uint8Array): string {
  if (content.length === 0 || content.length > 128) fail('an identifier of no or too many octets')
  const arcs: bigint[] = []
  let arc = 0n
  let isFirst = true
  for (const octet of content) {
    if (isFirst && octet === 0x80) fail('an identifier with leading zeros')
    arc = (arc << 7n) | BigInt(octet & 0x7f)
    isFirst = (octet & 0x80) === 0
    if (isFirst) {
      arcs.push(arc)
      arc = 0n
    }
  }
  if (!isFirst) fail('an identifier that is cut off')
  const [root = 0n, ...rest] = arcs
  const top = root < 40n ? 0n : root < 80n ? 1n : 2n
  return [top, root - top * 40n, ...rest].join('.')
}

/** The octets of an integer as they stand, sign included. */
export function integerOctets(element: Element | undefined): Uint8Array {
  return integerContent(expect(element, 'integer'))
}

function integerContent(element: Element): Uint8Array {
  const { content, source } = element
  const [first, second] = content
  if (first === undefined) fail('an integer of no octets')
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) source.deviates('padded-integer')
  return content
}

export function integerOf(element: Element | undefined): bigint {
  return asInteger(integerOctets(element))
}

/** An integer small enough for a number: versions, path lengths, counts. */
export function smallIntegerOf(element: Element | undefined): number {
  return small(integerOctets(element))
}

export const enumeratedOf = (element: Element | undefined): number => small(integerContent(expect(element, 'enumerated')))

/** Of an implicitly tagged integer. */
export const smallIntegerOfContent = (element: Element): number => small(integerContent(element))

const small = (octets: Uint8Array) => (octets.length <= 6 ? Number(asInteger(octets)) : fail('an integer too large'))

function asInteger(octets: Uint8Array): bigint {
  const value = BigInt(`0x${Buffer.from(octets).toString('hex')}`)
  return (octets[0] ?? 0) >= 0x80 ? value - (1n << BigInt(8 * octets.length)) : value
}

export function booleanOf(element: Element | undefined): boolean {
  return booleanOfContent(expect(element, 'boolean'))
}

/** Of an implicitly tagged boolean. */
export function booleanOfContent({ content, source }: Element): boolean {
  if (content.length !== 1) fail('a boolean of not exactly one octet')
  if (content[0] !== 0 && content[0] !== 0xff) source.deviates('boolean-value')
  return content[0] !== 0
}

/** The octets of an OCTET STRING; BER may give it in pieces. */
export const octetsOf = (element: Element | undefined): Uint8Array => octetsOfContent(expect(element, 'octetString'))

/** Of an implicitly tagged OCTET STRING. */
export function octetsOfContent(element: Element): Uint8Array {
  if (!element.isConstructed) return element.content
  element.source.deviates('constructed-string')
  return Buffer.concat(childrenOf(element).map((piece) => octetsOf(piece)))
}

/** The octets of a BIT STRING whose bits are whole octets: keys and signatures. */
export function bitOctetsOf(element: Element | undefined): Uint8Array {
  const bits = expect(element, 'bitString')
  const { unused, octets } = bitsOfContent(bits)
  if (unused !== 0) bits.source.deviates('partial-octet')
  return octets
}

/** Numbers of the bits that are set: key usage, reasons, failure information. */
export const bitNumbersOf = (element: Element | undefined): ReadonlySet<number> => bitNumbersOfContent(expect(element, 'bitString'))

/** Of an implicitly tagged BIT STRING. */
export function bitNumbersOfContent(element: Element): ReadonlySet<number> {
  const { octets } = bitsOfContent(element)
  const numbers = new Set<number>()
  for (let bit = 0; bit < Math.min(8 * octets.length, 1024); bit++) if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) numbers.add(bit)
  return numbers
}

function bitsOfContent({ content, isConstructed }: Element): { readonly unused: number; readonly octets: Uint8Array } {
  const [unused] = content
  if (isConstructed || unused === undefined || unused > 7 || (content.length === 1 && unused > 0)) fail('a bit string against its rules')
  return { unused, octets: content.subarray(1) }
}
