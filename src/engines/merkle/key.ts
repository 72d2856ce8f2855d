import { createPublicKey, hash, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isPlainText, readBase64, toBase64 } from './wire.ts'

/** Verifies notes: an Ed25519 public key under a name. `id` is the first 4 bytes of the hash over name and key, in hex. */
export type NoteKey = { readonly name: string; readonly id: string; readonly publicKey: KeyObject }

/** Signs notes. */
export type NoteSigner = NoteKey & { readonly privateKey: KeyObject }

export const noteKey = (name: string, publicKey: KeyObject): NoteKey => keyOf(ed25519Type, name, publicKey)

function keyOf(type: Buffer, name: string, publicKey: KeyObject): NoteKey {
  if (!isKeyName(name)) throw new TypeError('a key name has no spaces and no plus')
  if (publicKey.asymmetricKeyType !== 'ed25519' || publicKey.type !== 'public') throw new TypeError('not an Ed25519 public key')
  return { name, id: keyId(type, name, rawKey(publicKey)), publicKey }
}

export const noteSigner = (name: string, privateKey: KeyObject): NoteSigner =>
  ({ ...noteKey(name, createPublicKey(privateKey)), privateKey })

/** The line by which a key is handed to those who verify: name, id and key joined by plus. */
export const encodeVerifierKey = ({ name, id, publicKey }: NoteKey): string => encodeKey(ed25519Type, { name, id, publicKey })

export const parseVerifierKey = (text: string): Result<NoteKey, KeyRefusal> => parseKey(ed25519Type, text)

/** Verifies cosignatures: an Ed25519 public key under the name of a witness, whose id tells that it signs no notes of its own. */
export type CosignerKey = NoteKey & { readonly cosigns: true }

/** C2SP tlog-cosignature, type 0x04. */
export const cosignerKey = (name: string, publicKey: KeyObject): CosignerKey => ({ ...keyOf(cosignatureType, name, publicKey), cosigns: true })

export const encodeCosignerKey = (key: CosignerKey): string => encodeKey(cosignatureType, key)

export function parseCosignerKey(text: string): Result<CosignerKey, KeyRefusal> {
  const key = parseKey(cosignatureType, text)
  return key.ok ? accept({ ...key.value, cosigns: true }) : key
}

export type KeyRefusal = 'malformed-key' | 'unknown-algorithm'

const encodeKey = (type: Buffer, { name, id, publicKey }: NoteKey): string => `${name}+${id}+${toBase64(Buffer.concat([type, rawKey(publicKey)]))}`

function parseKey(type: Buffer, text: string): Result<NoteKey, KeyRefusal> {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = readBase64(encoded)
  if (!isKeyName(name) || bytes === undefined) return refuse('malformed-key')
  if (bytes[0] !== type[0]) return refuse(bytes.length === 0 ? 'malformed-key' : 'unknown-algorithm')
  const raw = bytes.subarray(1)
  if (raw.length !== 32 || id !== keyId(type, name, raw)) return refuse('malformed-key')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }
  return accept({ name, id, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) })
}

/** C2SP signed-note: not empty, no Unicode spaces, no plus. */
export const isKeyName = (name: string): boolean => name !== '' && isPlainText(name) && !/[\p{White_Space}+]/u.test(name)

// C2SP signed-note, signature types: Ed25519 over the note text.
const ed25519Type = Buffer.of(1)
// C2SP tlog-cosignature: a timestamped Ed25519 cosignature of a checkpoint.
const cosignatureType = Buffer.of(4)

const keyId = (type: Buffer, name: string, raw: Uint8Array): string =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), type, raw]), 'hex').slice(0, 8)

const rawKey = (publicKey: KeyObject): Buffer => Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
