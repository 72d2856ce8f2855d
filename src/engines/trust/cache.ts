import { base64 } from '../xml/index.ts'
import type { TrustedList } from './list.ts'

/** The lists as JSON, so that each start does not read and verify megabytes of XML again. Whoever keeps it keeps what was verified. */
export function encodeLists(lists: readonly TrustedList[]): string {
  return JSON.stringify({ format, lists }, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key]
    if (raw instanceof Date) return { time: raw.toISOString() }
    return raw instanceof Uint8Array ? { bytes: Buffer.from(raw).toString('base64') } : value
  })
}

/** Nothing when it was written by another version, or is not ours: then the XML is to be read again. */
export function decodeLists(text: string): readonly TrustedList[] | undefined {
  try {
    const read = JSON.parse(text, (_, value: unknown) => revive(value)) as { format?: unknown; lists?: readonly TrustedList[] }
    return read.format === format ? read.lists : undefined
  } catch {
    return undefined
  }
}

const format = 'obeh-trusted-lists-2'

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('time' in value && typeof value.time === 'string') return new Date(value.time)
  return 'bytes' in value && typeof value.bytes === 'string' ? base64(value.bytes) ?? new Uint8Array() : value
}
