import { isUtf8 } from 'node:buffer'
import { isHash, type Hash } from './hash.ts'
import { isSize } from './subtree.ts'

/** What arrives from a file or the network: its bytes, or a string already decoded from them. */
export type Wire = string | Uint8Array

/** Text fit for a signed note: valid UTF-8, newline its only ASCII control character. Anything else is undefined. */
export function readText(wire: Wire): string | undefined {
  if (typeof wire !== 'string' && !isUtf8(wire)) return undefined
  const text = typeof wire === 'string' ? wire : Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength).toString('utf8')
  return isPlainText(text) ? text : undefined
}

export function isPlainText(text: string): boolean {
  if (!text.isWellFormed()) return false
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place)
    if (unit < 0x20 && unit !== 0x0a) return false
  }
  return true
}

/** A decimal without leading zeros, up to 2^53 − 1. */
export function readDecimal(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]*)$/.test(text)) return undefined
  return isSize(Number(text)) ? Number(text) : undefined
}

/** Base64 of RFC 4648 § 4 in its one canonical spelling: padded, the unused bits zero. */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

export function readHash(text: string): Hash | undefined {
  const bytes = readBase64(text)
  return bytes !== undefined && isHash(bytes) ? bytes : undefined
}

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
