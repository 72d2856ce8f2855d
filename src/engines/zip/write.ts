import { crc32, deflateRawSync } from 'node:zlib'

export interface EntryWritten {
  readonly name: string
  readonly bytes: Uint8Array
  /** As it is, so that it can be read without unpacking. */
  readonly stored?: boolean
}

const [localMark, entryMark, endMark] = [0x04034b50, 0x02014b50, 0x06054b50]
const utf8Names = 0x800
const most = { entries: 0xfffe, bytes: 0xfffffffe }

/** An archive in memory, the same bytes for the same entries and time; throws beyond what the form of 32 bits holds. Time has two-second steps, UTC. */
export function writeZip(entries: readonly EntryWritten[], at: Date): Uint8Array {
  if (entries.length > most.entries) throw new RangeError(`${entries.length} entries do not fit`)
  const pieces: Uint8Array[] = []
  const records: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, record, body } = headersOf(entry, offset, at)
    pieces.push(local, body)
    records.push(record)
    offset += local.length + body.length
    if (offset > most.bytes) throw new RangeError('an archive of more than 4 GB')
  }
  const directory = Buffer.concat(records)
  return Buffer.concat([...pieces, directory, endOf(entries.length, directory.length, offset)])
}

function headersOf({ name, bytes, stored = false }: EntryWritten, offset: number, at: Date) {
  const packed = stored ? bytes : deflateRawSync(bytes)
  const isStored = stored || packed.length >= bytes.length
  const body = isStored ? bytes : packed
  const label = Buffer.from(name)
  const [time, date] = dosTime(at)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(/^[\u0020-\u007e]*$/.test(name) ? 0 : utf8Names, 2)
  common.writeUInt16LE(isStored ? 0 : 8, 4)
  common.writeUInt16LE(time, 6)
  common.writeUInt16LE(date, 8)
  common.writeUInt32LE(crc32(bytes), 10)
  common.writeUInt32LE(body.length, 14)
  common.writeUInt32LE(bytes.length, 18)
  common.writeUInt16LE(label.length, 22)
  const place = Buffer.alloc(14)
  place.writeUInt32LE(offset, 10)
  return { body, local: Buffer.concat([mark(localMark), common, label]), record: Buffer.concat([mark(entryMark), Buffer.of(20, 0), common, place, label]) }
}

function endOf(count: number, length: number, offset: number): Uint8Array {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endMark, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

function mark(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

const dosTime = (at: Date): readonly [time: number, date: number] => [
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
]
