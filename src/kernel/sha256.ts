import { createHash } from 'node:crypto'

/** SHA-256 of some bytes, 64 hexadecimal digits in lower case. */
export type Sha256 = string & { readonly sha256: unique symbol }

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Sha256
