import type { Entry } from './directory.ts'

const [localMark, entryMark] = [0x04034b50, 0x02014b50]
/** Octets of a data descriptor: with or without its mark, of 32 or 64 bits (APPNOTE 4.3.9). */
const descriptors = [0, 12, 16, 20, 24]
const hasDescriptor = 0x8

/**
 * Whether the local headers say of every entry what the directory does, and nothing lies before, between or behind the entries: then who reads
 * an archive from its beginning, without the directory, finds the same files. `entries` are those of `readDirectory`.
 */
export function isSeamless(bytes: Uint8Array, entries: readonly Entry[]): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  for (const entry of entries.toSorted((one, other) => one.header - other.header)) {
    if (entry.header !== at || !agrees(view, entry)) return false
    const end = entry.from + entry.packed
    const isOpen = (view.getUint16(entry.header + 6, true) & hasDescriptor) !== 0
    const next = (isOpen ? descriptors : [0]).map((length) => end + length).find((place) => isMark(view, place))
    if (next === undefined) return false
    at = next
  }
  return entries.length === 0 || (at + 4 <= bytes.length && view.getUint32(at, true) === entryMark)
}

const isMark = (view: DataView, at: number) => at + 4 <= view.byteLength && [localMark, entryMark].includes(view.getUint32(at, true))

/** Sizes of 64 bits stand elsewhere; those that a descriptor tells may be nought here. */
function agrees(view: DataView, { header, method, crc, packed, size }: Entry): boolean {
  const isOpen = (view.getUint16(header + 6, true) & hasDescriptor) !== 0
  const says = (offset: number, value: number) => {
    const said = view.getUint32(header + offset, true)
    return said === value || (isOpen && said === 0) || (offset !== 14 && said === 0xffffffff)
  }
  return view.getUint16(header + 8, true) === method && says(14, crc) && says(18, packed) && says(22, size)
}
