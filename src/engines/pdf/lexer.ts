import { asBuffer, classOf, isAt, isDigit, isSpace, latin1, nibbleOf, regular, space } from './characters.ts'
import { PdfProblem } from './problem.ts'
import { sameValue, type PdfDictionary, type PdfName, type PdfString, type PdfValue } from './values.ts'

/** Reads values from bytes, one after another, from `at` on. Nothing is copied but what has to be decoded. */
export class Lexer {
  readonly bytes: Uint8Array
  readonly depth: number
  at: number
  /** Hexadecimal strings are passed over and come empty: for those who ask where things stand. */
  skims = false

  constructor(bytes: Uint8Array, at: number, depth: number) {
    this.bytes = bytes
    this.at = at
    this.depth = depth
  }

  /** Over white space and comments. */
  skip(): void {
    const { bytes } = this
    let at = this.at
    for (;;) {
      const code = bytes[at]
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0x0c || code === 0) at++
      else if (code === 0x25) at = endOfLine(bytes, at)
      else break
    }
    this.at = at
  }

  /** Over white space alone. */
  skipSpace(): void {
    while (isSpace(this.bytes[this.at])) this.at++
  }

  /** The word of regular characters at this place; empty when there is none. */
  word(): string {
    const start = this.at
    while (classOf(this.bytes[this.at]) === regular) this.at++
    return latin1(this.bytes, start, this.at)
  }

  /** Whether this keyword stands here as a whole; moves behind it when it does. */
  takes(keyword: string): boolean {
    const end = this.at + keyword.length
    if (!isAt(this.bytes, this.at, keyword) || classOf(this.bytes[end]) === regular) return false
    this.at = end
    return true
  }

  /** An unsigned whole number, or −1 and no move. */
  count(): number {
    const { bytes } = this
    const start = this.at
    let at = start
    let value = 0
    for (let code = bytes[at]; isDigit(code); code = bytes[++at]) value = value * 10 + code - 0x30
    if (at === start || classOf(bytes[at]) === regular || !Number.isSafeInteger(value)) return -1
    this.at = at
    return value
  }

  value(depth = 0): PdfValue {
    if (depth > this.depth) throw new PdfProblem('nested-too-deep', this.at)
    this.skip()
    const code = this.bytes[this.at]
    if (code === 0x2f) return this.name()
    if (isDigit(code)) return this.numberOrReference()
    if (code === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.dictionary(depth) : this.hexString()
    if (code === 0x5b) return this.array(depth)
    if (code === 0x28) return this.literalString()
    if (code === 0x2b || code === 0x2d || code === 0x2e) return this.number()
    if (this.takes('null')) return null
    if (this.takes('true')) return true
    if (this.takes('false')) return false
    throw new PdfProblem('malformed-object', this.at)
  }

  name(): PdfName {
    const { bytes } = this
    const start = ++this.at
    let escaped = false
    while (classOf(bytes[this.at]) === regular) if (bytes[this.at++] === 0x23) escaped = true
    let text = ''
    if (!escaped && this.at - start <= 24) for (let at = start; at < this.at; at++) text += String.fromCharCode(bytes[at] ?? 0)
    else text = escaped ? unescaped(bytes, start, this.at) : latin1(bytes, start, this.at)
    return { kind: 'name', name: text }
  }

  array(depth: number): readonly PdfValue[] {
    this.at++
    const items: PdfValue[] = []
    for (;;) {
      this.skip()
      if (this.bytes[this.at] === 0x5d) break
      items.push(this.value(depth + 1))
    }
    this.at++
    return items
  }

  /** `meet` is told where each value begins and ends, for those that need the very bytes. */
  dictionary(depth: number, meet?: (key: string, start: number, end: number) => void): PdfDictionary {
    const { bytes } = this
    const start = this.at
    const entries = new Map<string, PdfValue>()
    let repeated: string[] | undefined
    this.at += 2
    for (;;) {
      this.skip()
      if (bytes[this.at] === 0x3e && bytes[this.at + 1] === 0x3e) break
      if (bytes[this.at] !== 0x2f) throw new PdfProblem('malformed-object', this.at)
      const key = this.name().name
      this.skip()
      const from = this.at
      const value = this.value(depth + 1)
      meet?.(key, from, this.at)
      const known = entries.get(key)
      if (known === undefined) entries.set(key, value)
      else if (!sameValue(known, value)) (repeated ??= []).push(key)
    }
    this.at += 2
    return { kind: 'dictionary', entries, repeated: repeated ?? none, start, end: this.at }
  }

  private numberOrReference(): PdfValue {
    const { bytes } = this
    const first = this.count()
    if (first < 0) return this.number()
    // `12 0 R`, where what follows the first number is a digit; otherwise it is a number alone.
    const back = this.at
    if (isSpace(bytes[back]) || bytes[back] === 0x25) {
      this.skip()
      if (isDigit(bytes[this.at])) {
        const generation = this.count()
        this.skip()
        if (generation >= 0 && this.takes('R')) return { kind: 'reference', number: first, generation }
      }
      this.at = back
    }
    return first
  }

  private number(): number {
    const start = this.at
    const { bytes } = this
    let at = start
    let digits = 0
    let points = 0
    if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++
    for (;; at++) {
      if (isDigit(bytes[at])) digits++
      else if (bytes[at] === 0x2e) points++
      else break
    }
    if (digits === 0 || points > 1 || classOf(bytes[at]) === regular) throw new PdfProblem('malformed-object', start)
    this.at = at
    return Number(latin1(bytes, start, at))
  }

  private hexString(): PdfString {
    const start = this.at + 1
    const end = this.bytes.indexOf(0x3e, start)
    this.at = end < 0 ? this.bytes.length : end + 1
    if (end < 0) throw new PdfProblem('malformed-object', start)
    if (this.skims) return { kind: 'string', bytes: nothing, hex: true }
    const quick = Buffer.from(latin1(this.bytes, start, end), 'hex')
    const bytes = quick.length * 2 === end - start ? quick : looseHex(this.bytes, start, end)
    return { kind: 'string', bytes, hex: true }
  }

  private literalString(): PdfString {
    const { bytes } = this
    const start = ++this.at
    let at = start
    let open = 1
    let plain = true
    for (; open > 0; at++) {
      const code = bytes[at]
      if (code === undefined) {
        // How far it looked is what it cost.
        this.at = at
        throw new PdfProblem('malformed-object', start)
      }
      if (code === 0x28) open++
      else if (code === 0x29) open--
      else if (code === 0x5c) { at++; plain = false }
      else if (code === 0x0d) plain = false
    }
    this.at = at
    const inner = bytes.subarray(start, at - 1)
    return { kind: 'string', bytes: plain ? inner : decodedLiteral(inner), hex: false }
  }
}

const none: readonly string[] = []
const nothing = new Uint8Array()

/** Behind a comment: the offset of its end of line, or of the end of everything. */
function endOfLine(bytes: Uint8Array, at: number): number {
  for (let next = at; next < bytes.length; next++) if (bytes[next] === 0x0a || bytes[next] === 0x0d) return next
  return bytes.length
}

function unescaped(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) {
    const high = bytes[at] === 0x23 && at + 2 < end ? nibbleOf(bytes[at + 1]) : -1
    const low = high >= 0 ? nibbleOf(bytes[at + 2]) : -1
    if (low >= 0) at += 2
    text += String.fromCharCode(low >= 0 ? high * 16 + low : bytes[at] ?? 0)
  }
  return text
}

/** White space between the digits is allowed, an odd last one counts as if a zero followed; anything else is not hexadecimal. */
function looseHex(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const out = Buffer.alloc((end - start + 1) >> 1)
  let digits = 0
  for (let at = start; at < end; at++) {
    const nibble = nibbleOf(bytes[at])
    if (nibble < 0 && classOf(bytes[at]) !== space) throw new PdfProblem('malformed-object', at)
    if (nibble < 0) continue
    out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? nibble << 4 : nibble)
    digits++
  }
  return out.subarray(0, (digits + 1) >> 1)
}

const escapes: Readonly<Record<number, number>> = { 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09, 0x62: 0x08, 0x66: 0x0c }

function decodedLiteral(inner: Uint8Array): Uint8Array {
  const out = Buffer.alloc(inner.length)
  let length = 0
  for (let at = 0; at < inner.length; at++) {
    const code = inner[at] ?? 0
    if (code === 0x0d) {
      if (inner[at + 1] === 0x0a) at++
      out[length++] = 0x0a
    } else if (code !== 0x5c) out[length++] = code
    else {
      const next = inner[++at] ?? 0
      if (next === 0x0d && inner[at + 1] === 0x0a) at++
      else if (next >= 0x30 && next <= 0x37) {
        const digits = octalDigits(inner, at)
        out[length++] = Number.parseInt(latin1(inner, at, at + digits), 8) & 0xff
        at += digits - 1
      } else if (next !== 0x0a && next !== 0x0d) out[length++] = escapes[next] ?? next
    }
  }
  return out.subarray(0, length)
}

function octalDigits(bytes: Uint8Array, at: number): number {
  let digits = 1
  while (digits < 3 && (bytes[at + digits] ?? 0) >= 0x30 && (bytes[at + digits] ?? 0) <= 0x37) digits++
  return digits
}

/** The last place of a keyword before `before`, or −1. */
export const lastKeyword = (bytes: Uint8Array, keyword: string, before = bytes.length): number =>
  before <= 0 ? -1 : asBuffer(bytes).subarray(0, before).lastIndexOf(keyword, undefined, 'latin1')

