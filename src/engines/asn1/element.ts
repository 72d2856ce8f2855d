import { fail } from './problem.ts'

export type TagClass = 'universal' | 'application' | 'context' | 'private'

/** What BER allows and DER does not; told, when BER is read at all. */
export type Deviation = 'indefinite-length' | 'long-length' | 'constructed-string' | 'unsorted-set' | 'boolean-value' | 'padded-integer' | 'partial-octet'

/** One value with its tag. Bytes are views of what was read. */
export interface Element {
  readonly tagClass: TagClass
  readonly tag: number
  readonly isConstructed: boolean
  /** The value alone; of an indefinite length without its end mark. */
  readonly content: Uint8Array
  /** With tag and length. */
  readonly whole: Uint8Array
  readonly source: Source
  readonly depth: number
}

export interface ReadOptions {
  readonly ber?: boolean
  readonly limits?: Partial<Limits>
}

interface Limits {
  readonly depth: number
  readonly elements: number
}

const usualLimits: Limits = { depth: 64, elements: 1_000_000 }

/** What one reading shares: its rules, what it has met, and how much it may still read. */
class Source {
  readonly ber: boolean
  readonly deviations = new Set<Deviation>()
  readonly depth: number
  private left: number

  constructor({ ber = false, limits }: ReadOptions) {
    const { depth, elements } = { ...usualLimits, ...limits }
    this.ber = ber
    this.depth = depth
    this.left = elements
  }

  /** Lets BER pass and notes it; in DER it is malformed. */
  deviates(name: Deviation): void {
    if (!this.ber) fail(`not DER: ${name}`)
    this.deviations.add(name)
  }

  count(depth: number): void {
    if (depth > this.depth) fail('nested too deeply')
    if (--this.left < 0) fail('too many elements')
  }
}
export type { Source }

/** The one element that these bytes are; anything after it is malformed. */
export function readElement(bytes: Uint8Array, options: ReadOptions = {}): Element {
  const element = readFirst(bytes, options)
  if (element.whole.length !== bytes.length) fail('bytes after the end')
  return element
}

/** The element these bytes begin with; what follows it is left alone, as the padding of a signature in PDF. */
export function readFirst(bytes: Uint8Array, options: ReadOptions = {}): Element {
  return elementAt(bytes, 0, bytes.length, new Source(options), 0)
}

/** An element remembers its children: a map beside it would cost the collector of garbage a quarter of the time of reading. */
interface Remembering extends Element {
  children: readonly Element[] | undefined
}

/** The elements within a constructed one, in their order. */
export function childrenOf(element: Element): readonly Element[] {
  const own = element as Remembering
  if (own.children) return own.children
  if (!element.isConstructed) fail('a primitive value where elements were expected')
  const { content, source, depth } = element
  const children: Element[] = []
  for (let at = 0; at < content.length;) {
    const child = elementAt(content, at, content.length, source, depth + 1)
    children.push(child)
    at += child.whole.length
  }
  own.children = children
  return children
}

const classes: readonly TagClass[] = ['universal', 'application', 'context', 'private']

function elementAt(bytes: Uint8Array, start: number, end: number, source: Source, depth: number): Remembering {
  source.count(depth)
  const head = headAt(bytes, start, end, source)
  const { first, tag, contentAt } = head
  const isConstructed = (first & 0x20) !== 0
  const contentEnd = head.length === undefined ? endOfIndefinite(bytes, contentAt, end, source, depth, isConstructed) : contentAt + head.length
  if (contentEnd > end) fail('a length beyond the end')
  const wholeEnd = head.length === undefined ? contentEnd + 2 : contentEnd
  return {
    tagClass: classes[first >> 6] ?? 'universal', tag, isConstructed, depth, source, children: undefined,
    content: bytes.subarray(contentAt, contentEnd), whole: bytes.subarray(start, wholeEnd),
  }
}

interface Head { readonly first: number; readonly tag: number; readonly length: number | undefined; readonly contentAt: number }

function headAt(bytes: Uint8Array, start: number, end: number, source: Source): Head {
  const first = octetAt(bytes, start, end)
  let at = start + 1
  let tag = first & 0x1f
  if (tag === 0x1f) {
    tag = 0
    for (let more = true; more; at++) {
      const octet = octetAt(bytes, at, end)
      if (tag === 0 && octet === 0x80) fail('a tag with leading zeros')
      tag = tag * 128 + (octet & 0x7f)
      if (tag > 0xffffff) fail('a tag too large')
      more = (octet & 0x80) !== 0
    }
    if (tag < 0x1f) fail('a small tag in the long form')
  }
  const short = octetAt(bytes, at, end)
  if (short < 0x80) return { first, tag, length: short, contentAt: at + 1 }
  if (short === 0x80) {
    source.deviates('indefinite-length')
    return { first, tag, length: undefined, contentAt: at + 1 }
  }
  const octets = short & 0x7f
  if (octets > 6) fail('a length too long')
  let length = 0
  for (let index = 1; index <= octets; index++) length = length * 256 + octetAt(bytes, at + index, end)
  if (length < 0x80 || bytes[at + 1] === 0) source.deviates('long-length')
  return { first, tag, length, contentAt: at + 1 + octets }
}

function octetAt(bytes: Uint8Array, at: number, end: number): number {
  const octet = at < end ? bytes[at] : undefined
  return octet ?? fail('cut off')
}

/** Where the end mark (two zero octets) of a value without a length stands. */
function endOfIndefinite(bytes: Uint8Array, start: number, end: number, source: Source, depth: number, isConstructed: boolean): number {
  if (!isConstructed) fail('a primitive value without a length')
  let at = start
  while (octetAt(bytes, at, end) !== 0 || octetAt(bytes, at + 1, end) !== 0) at += elementAt(bytes, at, end, source, depth + 1).whole.length
  return at
}
