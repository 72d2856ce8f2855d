/** A file out of a `winmail.dat`, in which Outlook hides attachments (MS-OXTNEF). */
export interface TnefFile { readonly name: string | null; readonly bytes: Uint8Array }

const signature = 0x223e9f78
const [rendering, title, data, properties, codePage, body] = [0x00069002, 0x00018010, 0x0006800f, 0x00069005, 0x00069007, 0x0002800c]
const [longName, embedded, html] = [0x3707, 0x3701, 0x1013]
const [deepest, most] = [5, 500]

export const isTnef = (bytes: Uint8Array) => bytes.byteLength > 6 && bufferOf(bytes).readUInt32LE(0) === signature

/**
 * The files within, those of messages within included; what the letter says, when it is said nowhere else, is a file too. Whatever is cut or
 * malformed ends the reading, and what was found until then is given: the whole stays a part of its own anyway.
 */
export function tnefFiles(bytes: Uint8Array, depth = 1): TnefFile[] {
  const files: { name: string | null; bytes: Uint8Array }[] = []
  if (!isTnef(bytes) || depth > deepest) return files
  const buffer = bufferOf(bytes)
  let encoding = 'windows-1252'
  let current: { name: string | null; bytes: Uint8Array } | undefined
  for (const { id, value } of attributes(buffer)) {
    if (files.length > most) break
    if (id === codePage && value.length >= 4) encoding = `windows-${value.readUInt32LE(0)}`
    else if (id === rendering) files.push(current = { name: null, bytes: new Uint8Array() })
    else if (id === title && current) current.name ??= textOf(value, encoding)
    else if (id === data && current) current.bytes = new Uint8Array(value)
    else if (id === body) files.push({ name: 'text.txt', bytes: Buffer.from(textOf(value, encoding)) })
    else if (id === properties && current) {
      for (const property of mapiProperties(value)) {
        if (property.id === longName) current.name = textOf(property.value, property.isUnicode ? 'utf-16le' : encoding)
        if (property.id === html) files.push({ name: 'text.html', bytes: new Uint8Array(property.value) })
        if (property.id === embedded && isTnef(property.value.subarray(16))) files.push(...tnefFiles(property.value.subarray(16), depth + 1))
      }
    }
  }
  return files.filter(({ bytes: content }) => content.byteLength > 0).slice(0, most)
}

function* attributes(buffer: Buffer): Generator<{ id: number; value: Buffer }> {
  for (let at = 6; at + 9 <= buffer.length;) {
    const [id, length] = [buffer.readUInt32LE(at + 1), buffer.readUInt32LE(at + 5)]
    const from = at + 9
    if (from + length > buffer.length) return
    yield { id, value: buffer.subarray(from, from + length) }
    at = from + length + 2
  }
}

/** Bytes of a value of fixed length, padded to four (MS-OXTNEF § 2.1.3.4). */
const fixed: Readonly<Record<number, number>> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xa: 4, 0xb: 4, 0x14: 8, 0x40: 8, 0x48: 16 }
const isVariable = (type: number) => type === 0x1e || type === 0x1f || type === 0xd || type === 0x102

function* mapiProperties(buffer: Buffer): Generator<{ id: number; isUnicode: boolean; value: Buffer }> {
  if (buffer.length < 4) return
  let at = 4
  for (let left = buffer.readUInt32LE(0); left > 0 && at + 4 <= buffer.length; left -= 1) {
    const [type, id] = [buffer.readUInt16LE(at) & 0x0fff, buffer.readUInt16LE(at + 2)]
    const isMany = (buffer.readUInt16LE(at) & 0x1000) !== 0
    at += 4
    if (id >= 0x8000) {
      if (at + 24 > buffer.length) return
      at += 20 + (buffer.readUInt32LE(at + 16) === 0 ? 4 : 4 + padded(buffer.readUInt32LE(at + 20)))
    }
    if ((isMany || isVariable(type)) && at + 4 > buffer.length) return
    const count = isMany || isVariable(type) ? buffer.readUInt32LE(at) : 1
    if (isMany || isVariable(type)) at += 4
    for (let i = 0; i < count; i += 1) {
      if (isVariable(type) && at + 4 > buffer.length) return
      const length = isVariable(type) ? buffer.readUInt32LE(at) : fixed[type]
      if (length === undefined) return
      const from = isVariable(type) ? at + 4 : at
      if (from + length > buffer.length) return
      yield { id, isUnicode: type === 0x1f, value: buffer.subarray(from, from + length) }
      at = from + padded(length)
    }
  }
}

const padded = (length: number) => Math.ceil(length / 4) * 4
const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function textOf(value: Buffer, encoding: string): string {
  try {
    return withoutNuls(new TextDecoder(encoding).decode(value))
  } catch {
    return withoutNuls(value.toString('latin1'))
  }
}

function withoutNuls(text: string): string {
  let end = text.length
  while (end > 0 && text.charAt(end - 1) === '\0') end -= 1
  return text.slice(0, end)
}
