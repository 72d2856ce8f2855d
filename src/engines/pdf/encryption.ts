import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { rc4 } from './rc4.ts'
import { isArray, isCount, isKind, isName, type PdfDictionary, type PdfStream, type PdfString, type PdfValue } from './values.ts'

/** Undoes the encryption of one object that stands in the file by itself; what lies in object streams was encrypted with them. */
export type Decrypt = (value: PdfValue, number: number, generation: number) => PdfValue

type Method = 'none' | 'rc4' | 'aes128' | 'aes256'

/**
 * The standard security handler with the empty user password (ISO 32000-2 § 7.6.4): files that anybody may read and not everybody change.
 * Undefined where a password or a key is needed.
 */
export function unlock(encryption: PdfDictionary, id: PdfValue): Decrypt | undefined {
  const { entries } = encryption
  const key = isName(entries.get('Filter'), 'Standard') ? keyOf(encryption, id) : undefined
  if (key === undefined) return undefined
  const version = entries.get('V')
  const named = version === 4 || version === 5
  const strings = named ? methodOf(encryption, 'StrF') : 'rc4'
  const streams = named ? methodOf(encryption, 'StmF') : 'rc4'
  const metadata = entries.get('EncryptMetadata') !== false
  return (value, number, generation) => {
    const open = (bytes: Uint8Array, method: Method) => decrypted(bytes, method, key, number, generation)
    const openStrings = (inner: PdfValue): PdfValue => mapStrings(inner, (string) => ({ ...string, bytes: open(string.bytes, strings) }))
    if (!isKind(value, 'stream')) return openStrings(value)
    return isClear(value, metadata) ? value : withDictionary(value, openStrings(value.dictionary), open(value.raw, streams))
  }
}

function withDictionary(stream: PdfStream, dictionary: PdfValue, raw: Uint8Array): PdfStream {
  return isKind(dictionary, 'dictionary') ? { ...stream, dictionary, raw } : stream
}

/** Cross-reference streams are never encrypted, metadata and streams with a filter of their own are where they say so. */
function isClear({ dictionary: { entries } }: PdfStream, metadata: boolean): boolean {
  const filter = entries.get('Filter')
  const [first] = isArray(filter) ? filter : [filter]
  return isName(entries.get('Type'), 'XRef') || isName(first, 'Crypt') || (!metadata && isName(entries.get('Type'), 'Metadata'))
}

function methodOf({ entries }: PdfDictionary, which: 'StrF' | 'StmF'): Method {
  const wanted = entries.get(which)
  const filters = entries.get('CF')
  const filter = isKind(wanted, 'name') && isKind(filters, 'dictionary') ? filters.entries.get(wanted.name) : undefined
  const method = isKind(filter, 'dictionary') ? filter.entries.get('CFM') : undefined
  if (isName(method, 'V2')) return 'rc4'
  if (isName(method, 'AESV2')) return 'aes128'
  return isName(method, 'AESV3') ? 'aes256' : 'none'
}

/** /Contents of a signature is never encrypted: it is made after everything else. */
function mapStrings(value: PdfValue, change: (string: PdfString) => PdfString): PdfValue {
  if (isKind(value, 'string')) return change(value)
  if (isArray(value)) return value.map((item) => mapStrings(item, change))
  if (!isKind(value, 'dictionary')) return value
  const signature = value.entries.has('ByteRange')
  const entries = [...value.entries].map(([key, item]) => [key, signature && key === 'Contents' ? item : mapStrings(item, change)] as const)
  return { ...value, entries: new Map(entries) }
}

function decrypted(bytes: Uint8Array, method: Method, key: Uint8Array, number: number, generation: number): Uint8Array {
  if (method === 'none') return bytes
  if (method === 'aes256') return aes(bytes, key)
  const salt = Buffer.from([number, number >> 8, number >> 16, generation, generation >> 8])
  const hash = createHash('md5').update(key).update(salt)
  if (method === 'aes128') hash.update('sAlT')
  const own = hash.digest().subarray(0, Math.min(16, key.length + 5))
  return method === 'aes128' ? aes(bytes, own) : rc4(own, bytes)
}

/** The first block is the initial vector, the last is padded; bytes that are no whole blocks hold nothing. */
function aes(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  if (bytes.length < 32 || bytes.length % 16 !== 0 || (key.length !== 16 && key.length !== 32)) return new Uint8Array()
  const plain = cbc(key, bytes.subarray(0, 16), bytes.subarray(16))
  const padding = plain[plain.length - 1] ?? 0
  return padding >= 1 && padding <= 16 ? plain.subarray(0, plain.length - padding) : plain
}

function cbc(key: Uint8Array, vector: Uint8Array, bytes: Uint8Array): Uint8Array {
  const decipher = createDecipheriv(key.length === 32 ? 'aes-256-cbc' : 'aes-128-cbc', key, vector).setAutoPadding(false)
  return Buffer.concat([decipher.update(bytes), decipher.final()])
}

/** What an empty password is filled up with (Algorithm 2). */
const filling = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

function keyOf({ entries }: PdfDictionary, id: PdfValue): Uint8Array | undefined {
  const version = entries.get('V')
  const revision = entries.get('R')
  const user = entries.get('U')
  const owner = entries.get('O')
  if (!isCount(version) || !isCount(revision) || !isKind(user, 'string') || !isKind(owner, 'string')) return undefined
  if (version === 5) return keyOfVersion5(revision, user.bytes, entries.get('UE'))
  const permissions = entries.get('P')
  const bits = version === 1 ? 40 : version === 4 ? 128 : entries.get('Length') ?? 40
  if (typeof permissions !== 'number' || !isCount(bits) || bits < 40 || bits > 128 || ![1, 2, 4].includes(version)) return undefined
  const first = isArray(id) && isKind(id[0], 'string') ? id[0].bytes : Buffer.alloc(0)
  const hash = createHash('md5').update(filling).update(owner.bytes.subarray(0, 32)).update(littleEndian(permissions)).update(first)
  if (revision >= 4 && entries.get('EncryptMetadata') === false) hash.update(Buffer.alloc(4, 0xff))
  const length = revision === 2 ? 5 : bits >> 3
  let key: Buffer = hash.digest()
  if (revision >= 3) for (let round = 0; round < 50; round++) key = createHash('md5').update(key.subarray(0, length)).digest()
  key = key.subarray(0, length)
  return opens(key, revision, user.bytes, first) ? key : undefined
}

function littleEndian(permissions: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(permissions | 0)
  return bytes
}

/** Whether the key is that of the empty user password (Algorithms 4 and 5). */
function opens(key: Uint8Array, revision: number, user: Uint8Array, id: Uint8Array): boolean {
  if (revision === 2) return Buffer.compare(rc4(key, filling), user.subarray(0, 32)) === 0
  let check: Uint8Array = createHash('md5').update(filling).update(id).digest()
  for (let round = 0; round < 20; round++) check = rc4(key.map((byte) => byte ^ round), check)
  return Buffer.compare(check, user.subarray(0, 16)) === 0
}

function keyOfVersion5(revision: number, user: Uint8Array, sealed: PdfValue | undefined): Uint8Array | undefined {
  if (user.length < 48 || !isKind(sealed, 'string') || sealed.bytes.length !== 32 || (revision !== 5 && revision !== 6)) return undefined
  const hash = (salt: Uint8Array) => (revision === 5 ? createHash('sha256').update(salt).digest() : hardened(salt))
  if (Buffer.compare(hash(user.subarray(32, 40)), user.subarray(0, 32)) !== 0) return undefined
  return cbc(hash(user.subarray(40, 48)), Buffer.alloc(16), sealed.bytes)
}

/** Algorithm 2.B for the empty password. */
function hardened(salt: Uint8Array): Uint8Array {
  let key: Buffer = createHash('sha256').update(salt).digest()
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const mixed = cipher.update(Buffer.concat(Array.from({ length: 64 }, () => key)))
    last = mixed[mixed.length - 1] ?? 0
    const remainder = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3
    key = createHash(remainder === 0 ? 'sha256' : remainder === 1 ? 'sha384' : 'sha512').update(mixed).digest()
  }
  return key.subarray(0, 32)
}
