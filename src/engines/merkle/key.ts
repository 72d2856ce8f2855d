import { createPublicKey, hash, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isPlainText, readBase64, toBase64 } from './wire.ts'

/** Verifies notes: an Ed25519 public key under a name. `id` is the first 4 bytes of the hash over name and key, in hex. */
export type NoteKey = { readonly name: string; readonly id: string; readonly publicKey: KeyObject }

/** Signs notes. */
export type NoteSigner = NoteKey & { readonly privateKey: KeyObject }

export function noteKey(name: string, publicKey: KeyObject): NoteKey {
  if (!isKeyName(name)) throw new TypeError('a key name has no spaces and no plus')
  if (publicKey.asymmetricKeyType !== 'ed25519' || publicKey.type !== 'public') throw new TypeError('not an Ed25519 public key')
  return { name, id: keyId(name, rawKey(publicKey)), publicKey }
}

export const noteSigner = (name: string, privateKey: KeyObject): NoteSigner =>
  ({ ...noteKey(name, createPublicKey(privateKey)), privateKey })

/** The line by which a key is handed to those who verify: name, id and key joined by plus. */
export const encodeVerifierKey = ({ name, id, publicKey }: NoteKey): string =>
  `${name}+${id}+${toBase64(Buffer.concat([ed25519Type, rawKey(publicKey)]))}`

export function parseVerifierKey(text: string): Result<NoteKey, 'malformed-key' | 'unknown-algorithm'> {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = readBase64(encoded)
  if (!isKeyName(name) || bytes === undefined) return refuse('malformed-key')
  if (bytes[0] !== ed25519Type[0]) return refuse(bytes.length === 0 ? 'malformed-key' : 'unknown-algorithm')
  const raw = bytes.subarray(1)
  if (raw.length !== 32 || id !== keyId(name, raw)) return refuse('malformed-key')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }
  return accept({ name, id, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) })
}

/** C2SP signed-note: not empty, no Unicode spaces, no plus. */
export const isKeyName = (name: string): boolean => name !== '' && isPlainText(name) && !/[\p{White_Space}+]/u.test(name)

// C2SP signed-note, signature types: Ed25519 over the note text.
const ed25519Type = Buffer.of(1)

const keyId = (name: string, raw: Uint8Array): string =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ed25519Type, raw]), 'hex').slice(0, 8)

const rawKey = (publicKey: KeyObject): Buffer => Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
