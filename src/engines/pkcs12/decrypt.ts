import { createDecipheriv } from 'node:crypto'
import { fail, octetsOf, oidOf, sequenceOf, type Element } from '../asn1/index.ts'
import { derivePbkdf2, derivePkcs12, iterationsOf } from './derive.ts'
import { rc2Decrypt } from './rc2.ts'

/** A file locked by a cipher that is not known here; told apart from a damaged one. */
export class UnknownCipher extends Error {
  override readonly name = 'UnknownCipher'
}

const pbes2 = '1.2.840.113549.1.5.13'
const pbkdf2 = '1.2.840.113549.1.5.12'
const ciphers: Readonly<Record<string, readonly [name: string, keyLength: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16], '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24], '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32], '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
}
const old: Readonly<Record<string, readonly [cipher: 'des-ede3-cbc' | 'rc2', keyLength: number]>> = {
  '1.2.840.113549.1.12.1.3': ['des-ede3-cbc', 24], '1.2.840.113549.1.12.1.5': ['rc2', 16], '1.2.840.113549.1.12.1.6': ['rc2', 5],
}

/** Opens what is locked by a password under this AlgorithmIdentifier. */
export function decrypt(algorithm: Element | undefined, password: string, bytes: Uint8Array): Uint8Array {
  const [identifier, parameters] = sequenceOf(algorithm)
  const oid = oidOf(identifier)
  if (oid === pbes2) return decryptPbes2(sequenceOf(parameters), password, bytes)
  const [cipher, length] = old[oid] ?? unknown(oid)
  const [salt, iterations] = sequenceOf(parameters)
  const [saltOctets, count] = [octetsOf(salt), iterationsOf(iterations)]
  const key = derivePkcs12('sha1', password, saltOctets, count, 'key', length)
  const iv = derivePkcs12('sha1', password, saltOctets, count, 'iv', 8)
  if (bytes.length === 0 || bytes.length % 8 !== 0) return fail('no whole blocks')
  return cipher === 'rc2' ? unpadded(rc2Decrypt(key, 8 * length, iv, bytes)) : byNode(cipher, key, iv, bytes)
}

function decryptPbes2([derivation, encryption]: readonly Element[], password: string, bytes: Uint8Array): Uint8Array {
  const [kdf, kdfParameters] = sequenceOf(derivation)
  const [scheme, iv] = sequenceOf(encryption)
  if (oidOf(kdf) !== pbkdf2) return unknown(oidOf(kdf))
  const [cipher, length] = ciphers[oidOf(scheme)] ?? unknown(oidOf(scheme))
  return byNode(cipher, derivePbkdf2(kdfParameters, password, length), octetsOf(iv), bytes)
}

function byNode(cipher: string, key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv(cipher, key, iv)
    return Buffer.concat([decipher.update(bytes), decipher.final()])
  } catch {
    return fail('cannot be opened')
  }
}

function unpadded(bytes: Uint8Array): Uint8Array {
  const count = bytes.at(-1) ?? 0
  return count >= 1 && count <= 8 && bytes.subarray(-count).every((octet) => octet === count) ? bytes.subarray(0, -count) : fail('cannot be opened')
}

function unknown(oid: string): never {
  throw new UnknownCipher(oid)
}
