import { crc32, inflateRawSync } from 'node:zlib'
import type { Entry } from './directory.ts'

/** Whether the entry is packed in a way that is unpacked here: stored, or deflated. */
export const isReadable = ({ method }: Entry): boolean => method === 0 || method === 8

/** The bytes of an entry, never more than the directory promised, whatever the packed ones would grow to; `null` when they are damaged. */
export function contentOf(bytes: Uint8Array, { from, packed, size, method, crc }: Entry): Uint8Array | null {
  const raw = bytes.subarray(from, from + packed)
  try {
    const content = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) })
    return content.byteLength === size && crc32(content) === crc ? new Uint8Array(content) : null
  } catch {
    return null
  }
}
