import { classOf, regular } from './characters.ts'
import type { PdfDictionary, PdfString, PdfValue } from './values.ts'

/**
 * Stands where a value would and is written byte for byte; where it came to stand is told under its name. It keeps room for what is only
 * known later, such as /ByteRange and /Contents.
 */
export type Placeholder = { readonly kind: 'placeholder'; readonly name: string; readonly bytes: Uint8Array }

/** What can be written: any value, with placeholders anywhere in its arrays and dictionaries. */
export type Writable = PdfValue | Placeholder | WritableDictionary | WritableStream | readonly Writable[]
export type WritableDictionary = { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, Writable> }
export type WritableStream = { readonly kind: 'stream'; readonly dictionary: WritableDictionary; readonly raw: Uint8Array }

/** Room for bytes that are written later, such as `placeholder('Contents', '<' + '0'.repeat(n) + '>')`. */
export const placeholder = (name: string, text: string | Uint8Array): Placeholder =>
  ({ kind: 'placeholder', name, bytes: typeof text === 'string' ? Buffer.from(text, 'latin1') : text })

/** A dictionary whose values may be placeholders. */
export const writable = (entries: Readonly<Record<string, Writable>>): WritableDictionary =>
  ({ kind: 'dictionary', entries: new Map(Object.entries(entries)) })

/** Bytes written one after another; grows as needed. Text is gathered, so that many small pieces are encoded at once. */
export class ByteWriter {
  readonly placed = new Map<string, { readonly start: number; readonly end: number }>()
  #buffer: Buffer
  #length = 0
  #text = ''

  constructor(room = 4096) {
    this.#buffer = Buffer.allocUnsafe(room)
  }

  get length(): number {
    return this.#length + this.#text.length
  }

  text(latin1: string): void {
    this.#text += latin1
  }

  bytes(bytes: Uint8Array): void {
    this.#gather()
    this.#ensure(bytes.length)
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** What was written so far; not a copy. */
  written(): Buffer {
    this.#gather()
    return this.#buffer.subarray(0, this.#length)
  }

  #gather(): void {
    if (this.#text === '') return
    this.#ensure(this.#text.length)
    this.#length += this.#buffer.write(this.#text, this.#length, 'latin1')
    this.#text = ''
  }

  #ensure(more: number): void {
    if (this.#length + more <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + more))
    larger.set(this.#buffer.subarray(0, this.#length))
    this.#buffer = larger
  }
}

/** Writes a value so that reading it gives the same value again. */
export function writeValue(out: ByteWriter, value: Writable): void {
  if (value === null) out.text('null')
  else if (typeof value === 'boolean') out.text(value ? 'true' : 'false')
  else if (typeof value === 'number') out.text(writtenNumber(value))
  else if (isArrayOf(value)) writeArray(out, value)
  else if (value.kind === 'name') out.text(writtenName(value.name))
  else if (value.kind === 'reference') out.text(`${value.number} ${value.generation} R`)
  else if (value.kind === 'string') writeString(out, value)
  else if (value.kind === 'dictionary') writeDictionary(out, value)
  else if (value.kind === 'placeholder') writePlaceholder(out, value)
  else throw new TypeError('a stream stands as an object of its own')
}

/** Writes `n g obj … endobj`; a stream gets the /Length it has. */
export function writeIndirect(out: ByteWriter, number: number, generation: number, value: Writable): void {
  out.text(`${number} ${generation} obj\n`)
  if (isStream(value)) {
    writeDictionary(out, { kind: 'dictionary', entries: new Map(value.dictionary.entries).set('Length', value.raw.length) })
    out.text('\nstream\n')
    out.bytes(value.raw)
    out.text('\nendstream')
  } else writeValue(out, value)
  out.text('\nendobj\n')
}

const isStream = (value: Writable): value is WritableStream => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stream'
const isArrayOf = (value: Writable): value is readonly Writable[] => Array.isArray(value)

function writeArray(out: ByteWriter, items: readonly Writable[]): void {
  out.text('[')
  for (const [index, item] of items.entries()) {
    if (index > 0) out.text(' ')
    writeValue(out, item)
  }
  out.text(']')
}

function writeDictionary(out: ByteWriter, { entries }: WritableDictionary | PdfDictionary): void {
  out.text('<<')
  for (const [key, value] of entries) {
    out.text(`${writtenName(key)} `)
    writeValue(out, value)
  }
  out.text('>>')
}

function writePlaceholder(out: ByteWriter, { name, bytes }: Placeholder): void {
  if (out.placed.has(name)) throw new TypeError(`two placeholders are called ${name}`)
  const start = out.length
  out.bytes(bytes)
  out.placed.set(name, { start, end: out.length })
}

/** Never with an exponent, which the format does not know. */
function writtenNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written`)
  if (Object.is(value, -0)) return '0'
  const short = String(value)
  if (!short.includes('e')) return short
  return Math.abs(value) >= 1 ? BigInt(value).toString() : trimmed(value.toFixed(20))
}

/** The characters a name cannot hold are written as #xx. */
function writtenName(name: string): string {
  if (/^[A-Za-z0-9._+-]*$/.test(name)) return `/${name}`
  let text = '/'
  for (const character of name) {
    const code = character.charCodeAt(0)
    if (code > 255) throw new RangeError('a name is made of bytes')
    const plain = code > 0x20 && code < 0x7f && code !== 0x23 && classOf(code) === regular
    text += plain ? character : `#${code.toString(16).padStart(2, '0')}`
  }
  return text
}

function writeString(out: ByteWriter, { bytes, hex }: PdfString): void {
  if (hex) {
    out.text(`<${Buffer.from(bytes).toString('hex')}>`)
    return
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!/[()\\\r]/.test(text)) {
    out.text(`(${text})`)
    return
  }
  const escaped: number[] = [0x28]
  for (const code of bytes) {
    if (code === 0x28 || code === 0x29 || code === 0x5c) escaped.push(0x5c, code)
    else if (code === 0x0d) escaped.push(0x5c, 0x72)
    else escaped.push(code)
  }
  escaped.push(0x29)
  out.bytes(Uint8Array.from(escaped))
}

/** Without the zeros that say nothing at its end. */
function trimmed(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return digits.slice(0, digits[end - 1] === '.' ? end - 1 : end)
}
