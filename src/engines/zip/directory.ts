import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { ArchiveLimits, ArchiveRefusal } from './limits.ts'

/** One entry as the central directory tells it (APPNOTE 4.3.12). */
export interface Entry {
  /** With forward slashes; those of folders end with one. */
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its local header begins and its packed bytes lie. */
  readonly header: number
  readonly from: number
}

const [localMark, entryMark, endMark, end64Mark] = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50]
const longestComment = 65_535

/** Reads and judges the directory; nothing is inflated. Linear in the number of entries. */
export function readDirectory(bytes: Uint8Array, limits: ArchiveLimits): Result<readonly Entry[], ArchiveRefusal> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(buffer)
  if (!end) return refuse('damaged')
  if (end.count > limits.maxEntries) return refuse('too-many-entries')
  const entries: Entry[] = []
  for (let at = end.from, i = 0; i < end.count; i += 1) {
    const read = readEntry(buffer, at)
    if (!read.ok) return read
    entries.push(read.value.entry)
    at = read.value.next
    if (at > end.at) return refuse('damaged')
  }
  const fault = nameFault(entries) ?? sizeFault(entries, limits) ?? layoutFault(entries, end.from)
  return fault ? refuse(fault) : accept(entries)
}

interface End { readonly at: number; readonly from: number; readonly count: number }

/** The last end record whose comment reaches the end of the file: any other reading of the file is somebody's trick. */
function endOf(buffer: Buffer): End | null {
  for (let at = buffer.length - 22; at >= 0 && at >= buffer.length - 22 - longestComment; at -= 1) {
    if (buffer[at] !== 0x50 || buffer.readUInt32LE(at) !== endMark || at + 22 + buffer.readUInt16LE(at + 20) !== buffer.length) continue
    const [disk, count, size, from] = [buffer.readUInt16LE(at + 4), buffer.readUInt16LE(at + 10), buffer.readUInt32LE(at + 12), buffer.readUInt32LE(at + 16)]
    if (count === 0xffff || from === 0xffffffff) return end64Of(buffer, at)
    return disk === 0 && from + size <= at ? { at, from, count } : null
  }
  return null
}

function end64Of(buffer: Buffer, end: number): End | null {
  if (end < 20 + 56 || buffer.readUInt32LE(end - 20) !== 0x07064b50) return null
  const at = Number(buffer.readBigUInt64LE(end - 20 + 8))
  if (!(at + 56 <= end) || buffer.readUInt32LE(at) !== end64Mark) return null
  const [count, from] = [Number(buffer.readBigUInt64LE(at + 32)), Number(buffer.readBigUInt64LE(at + 48))]
  return from <= at ? { at, from, count } : null
}

function readEntry(buffer: Buffer, at: number): Result<{ entry: Entry; next: number }, ArchiveRefusal> {
  if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== entryMark) return refuse('damaged')
  const [nameLength, extraLength, commentLength] = [buffer.readUInt16LE(at + 28), buffer.readUInt16LE(at + 30), buffer.readUInt16LE(at + 32)]
  const next = at + 46 + nameLength + extraLength + commentLength
  if (next > buffer.length) return refuse('damaged')
  const [flags, rawName] = [buffer.readUInt16LE(at + 8), buffer.subarray(at + 46, at + 46 + nameLength)]
  if (flags & 0x2041) return refuse('encrypted')
  // The upper half of the attributes is the Unix mode when the entry was made on such a system.
  if (((buffer.readUInt32LE(at + 38) >>> 28) & 0xf) === 0xa && buffer.readUInt8(at + 5) === 3) return refuse('unsafe-names')
  const sizes = { size: buffer.readUInt32LE(at + 24), packed: buffer.readUInt32LE(at + 20), header: buffer.readUInt32LE(at + 42) }
  const { size, packed, header } = withZip64(sizes, buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength))
  const from = bodyOf(buffer, header, rawName)
  if (from === null) return refuse('ambiguous')
  if (from + packed > buffer.length) return refuse('damaged')
  return accept({ next, entry: { name: nameOf(rawName, flags), method: buffer.readUInt16LE(at + 10), crc: buffer.readUInt32LE(at + 16), packed, size, header, from } })
}

/** Sizes that do not fit 32 bits stand in an extra field, in this order and only those that are missing (APPNOTE 4.5.3). */
function withZip64<Sizes extends Record<'size' | 'packed' | 'header', number>>(sizes: Sizes, extra: Buffer): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let [from, found] = [at + 4, { ...sizes }]
    for (const name of ['size', 'packed', 'header'] as const) {
      if (sizes[name] !== 0xffffffff || from + 8 > extra.length) continue
      found = { ...found, [name]: Number(extra.readBigUInt64LE(from)) }
      from += 8
    }
    return found
  }
  return sizes
}

/** Where the packed bytes begin, when the local header names the same entry as the directory does. */
function bodyOf(buffer: Buffer, header: number, name: Buffer): number | null {
  if (header + 30 > buffer.length || buffer.readUInt32LE(header) !== localMark) return null
  const nameLength = buffer.readUInt16LE(header + 26)
  if (!buffer.subarray(header + 30, header + 30 + nameLength).equals(name)) return null
  return header + 30 + nameLength + buffer.readUInt16LE(header + 28)
}

/** Undeclared names are UTF-8 when they can be, else in code page 852, which Czech Windows writes. */
function nameOf(raw: Buffer, flags: number): string {
  const utf8 = raw.toString('utf8')
  return (flags & 0x800) !== 0 || !utf8.includes('\ufffd') ? utf8 : cp852(raw)
}

const upper852 = 'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0'
const cp852 = (raw: Buffer) => Array.from(raw, (byte) => byte < 128 ? String.fromCharCode(byte) : upper852[byte - 128] ?? '\ufffd').join('')

function nameFault(entries: readonly Entry[]): ArchiveRefusal | null {
  const known = new Set<string>()
  for (const { name } of entries) {
    const path = name.replaceAll('\\', '/')
    if (/^\/|^[A-Za-z]:|\0/.test(path) || path.split('/').includes('..') || path === '' || Buffer.byteLength(name) > 4_096) return 'unsafe-names'
    const key = path.normalize('NFKC').toLowerCase()
    if (known.has(key)) return 'repeated-names'
    known.add(key)
  }
  return null
}

function sizeFault(entries: readonly Entry[], { maxBytes, maxRatio, freeBytes }: ArchiveLimits): ArchiveRefusal | null {
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > maxBytes) return 'too-large'
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0)
  return total > freeBytes && total > packed * maxRatio ? 'bomb' : null
}

/** Two entries that share bytes are how a small file holds a large one many times; entries lie before the directory. */
function layoutFault(entries: readonly Entry[], directory: number): ArchiveRefusal | null {
  let reached = 0
  for (const { header, from, packed } of entries.toSorted((a, b) => a.header - b.header)) {
    if (header < reached) return 'overlapping'
    reached = from + packed
  }
  return reached > directory ? 'overlapping' : null
}
