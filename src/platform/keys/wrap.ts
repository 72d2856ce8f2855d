import { createCipheriv, createDecipheriv, createPrivateKey, randomBytes, type KeyObject } from 'node:crypto'

/** A private key under a secret of 32 bytes, bound to the certificate it belongs to: put beside another one, it cannot be opened. */
export function wrapKey(key: KeyObject, certificate: Uint8Array, secret: Uint8Array): Uint8Array {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  cipher.setAAD(certificate)
  const locked = Buffer.concat([cipher.update(key.export({ type: 'pkcs8', format: 'der' })), cipher.final()])
  return Buffer.concat([Uint8Array.of(form), iv, cipher.getAuthTag(), locked])
}

/** `undefined`: another secret, another certificate, or damaged. */
export function unwrapKey(wrapped: Uint8Array, certificate: Uint8Array, secret: Uint8Array): KeyObject | undefined {
  if (wrapped[0] !== form || wrapped.length < 1 + 12 + 16) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, wrapped.subarray(1, 13), { authTagLength: 16 })
    decipher.setAAD(certificate)
    decipher.setAuthTag(wrapped.subarray(13, 29))
    const clear = Buffer.concat([decipher.update(wrapped.subarray(29)), decipher.final()])
    return createPrivateKey({ key: clear, format: 'der', type: 'pkcs8' })
  } catch {
    return undefined
  }
}

const form = 1
