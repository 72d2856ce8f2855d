import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'

/** Digits and letters without I, L, O and U (Crockford's base 32): what is read aloud or copied by hand arrives. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

/**
 * The code of a matter, 60 bits as `K7QF-9M2P-X3RT`. It follows from the secret of the installation, so it can be written
 * into the receipt again and is stored nowhere.
 */
export function codeOf(secret: Uint8Array, tenantId: Id<'Tenant'>, matterId: Id<'Document'>): string {
  const digest = createHmac('sha256', secret).update(`${tenantId}/${matterId}`).digest()
  const symbols = Array.from({ length }, (_, i) => alphabet.charAt((digest.readUInt8(i)) & 31)).join('')
  return symbols.replace(/(.{4})(?=.)/g, '$1-')
}

/** The code as it was meant, whatever was typed: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function readCode(typed: string): string {
  return typed.slice(0, 100).toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

/** What is stored instead of a code. A matter's own id salts it: one guess tries one matter. */
export function codeHash(tenantId: Id<'Tenant'>, matterId: Id<'Document'>, code: string): Buffer {
  return createHash('sha256').update(`${tenantId}/${matterId}/${readCode(code)}`).digest()
}

export const sameHash = (a: Uint8Array, b: Uint8Array) => a.byteLength === b.byteLength && timingSafeEqual(a, b)

/** A reference number as it is compared: white space, case and kind of dash do not matter. */
export function numberKey(typed: string): string {
  return typed.slice(0, 200).normalize('NFKC').replace(/\p{Pd}/gu, '-').replace(/\s+/g, '').toUpperCase()
}
