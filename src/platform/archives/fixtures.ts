import { crc32, deflateRawSync } from 'node:zlib'

/** What of an entry may be other than honest. */
export interface EntryMade {
  readonly name: string | Buffer
  readonly body?: Uint8Array | string
  readonly stored?: boolean
  readonly flags?: number
  /** What the directory claims, when it lies. */
  readonly size?: number
  readonly crc?: number
  readonly method?: number
  /** Unix mode. */
  readonly mode?: number
  /** The name in the local header, when it differs. */
  readonly localName?: string
  /** Shares the body of an earlier entry. */
  readonly headerOf?: number
}

/** A ZIP built by hand, as dishonest as it is told to be. */
export function zipOf(entries: readonly EntryMade[]): Buffer {
  const [pieces, records, headers]: [Buffer[], Buffer[], number[]] = [[], [], []]
  let at = 0
  for (const entry of entries) {
    const body = Buffer.from(entry.body ?? '')
    const name = Buffer.from(entry.name)
    const packed = entry.stored ? body : deflateRawSync(body)
    const local = Buffer.from(entry.localName ?? name)
    const header = entry.headerOf === undefined ? at : headers[entry.headerOf] ?? 0
    headers.push(header)
    const common = { flags: entry.flags ?? 0x800, method: entry.method ?? (entry.stored ? 0 : 8), crc: entry.crc ?? crc32(body), packed: packed.length, size: entry.size ?? body.length }
    if (entry.headerOf === undefined) {
      const piece = Buffer.concat([headerOf(0x04034b50, 30, common, local.length), local, packed])
      pieces.push(piece)
      at += piece.length
    }
    const record = headerOf(0x02014b50, 46, common, name.length)
    if (entry.mode !== undefined) record.writeUInt8(3, 5)
    record.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38)
    record.writeUInt32LE(header, 42)
    records.push(Buffer.concat([record, name]))
  }
  const directory = Buffer.concat(records)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, directory, end])
}

interface Common { readonly flags: number; readonly method: number; readonly crc: number; readonly packed: number; readonly size: number }

function headerOf(mark: number, length: number, { flags, method, crc, packed, size }: Common, nameLength: number): Buffer {
  const header = Buffer.alloc(length)
  const from = length === 46 ? 8 : 6
  header.writeUInt32LE(mark, 0)
  header.writeUInt16LE(flags, from)
  header.writeUInt16LE(method, from + 2)
  header.writeUInt32LE(crc, from + 8)
  header.writeUInt32LE(packed, from + 12)
  header.writeUInt32LE(size, from + 16)
  header.writeUInt16LE(nameLength, from + 20)
  return header
}
