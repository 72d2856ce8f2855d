import { createCipheriv, createDecipheriv, randomBytes, scrypt, type ScryptOptions } from 'node:crypto'
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'

/** 128 MiB and about half a second for each guess (RFC 7914). */
const cost = { N: 2 ** 17, r: 8, p: 1 }

const Sealed = z.strictObject({
  kdf: z.literal('scrypt'), N: z.int().min(2 ** 14).max(2 ** 20), r: z.int().min(1).max(32), p: z.int().min(1).max(16), salt: z.base64(),
  cipher: z.literal('aes-256-gcm'), nonce: z.base64(), tag: z.base64(), data: z.base64(),
})

/** Encrypts and authenticates by a passphrase; the result is one line of JSON that says how. */
export async function seal(bytes: Uint8Array, passphrase: string): Promise<string> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt, cost), nonce)
  const data = Buffer.concat([cipher.update(bytes), cipher.final()])
  const text = (buffer: Buffer) => buffer.toString('base64')
  return `${JSON.stringify({ kdf: 'scrypt', ...cost, salt: text(salt), cipher: 'aes-256-gcm', nonce: text(nonce), tag: text(cipher.getAuthTag()), data: text(data) })}\n`
}

/** What was sealed, if the passphrase is the same and not a bit was changed; the two cannot be told apart. */
export async function unseal(sealed: string, passphrase: string): Promise<Result<Buffer, 'not-sealed' | 'wrong-passphrase'>> {
  const parsed = Sealed.safeParse(jsonOf(sealed))
  if (!parsed.success) return refuse('not-sealed')
  const { N, r, p } = parsed.data
  const bytes = (name: 'salt' | 'nonce' | 'tag' | 'data') => Buffer.from(parsed.data[name], 'base64')
  const opener = createDecipheriv('aes-256-gcm', await keyFrom(passphrase, bytes('salt'), { N, r, p }), bytes('nonce'), { authTagLength: 16 })
  try {
    opener.setAuthTag(bytes('tag'))
    return accept(Buffer.concat([opener.update(bytes('data')), opener.final()]))
  } catch {
    return refuse('wrong-passphrase')
  }
}

/** The same words typed on another keyboard are the same passphrase. */
function keyFrom(passphrase: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key))))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
