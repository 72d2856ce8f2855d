import { createHash, pbkdf2Sync } from 'node:crypto'
import { childrenOf, fail, isUniversal, octetsOf, oidOf, sequenceOf, smallIntegerOf, type Element } from '../asn1/index.ts'

/** Beyond this a file is made to keep the reader busy. */
const mostIterations = 5_000_000

export const iterationsOf = (element: Element | undefined): number => {
  const count = smallIntegerOf(element)
  return count >= 1 && count <= mostIterations ? count : fail('too many iterations')
}

type Purpose = 'key' | 'iv' | 'mac'
const purposes: Readonly<Record<Purpose, number>> = { key: 1, iv: 2, mac: 3 }
const blocks: Readonly<Record<string, number>> = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 }

/** The derivation of PKCS#12 itself (RFC 7292 annex B.2); the password as BMPString with two zero octets at the end. */
export function derivePkcs12(hash: string, password: string, salt: Uint8Array, iterations: number, purpose: Purpose, length: number): Uint8Array {
  const block = blocks[hash] ?? fail(`a derivation by ${hash}`)
  const secret = Buffer.from(`${password}\u0000`, 'utf16le').swap16()
  const filled = (bytes: Uint8Array) => Uint8Array.from({ length: bytes.length === 0 ? 0 : block * Math.ceil(bytes.length / block) }, (_, at) => bytes[at % bytes.length] ?? 0)
  const input = Buffer.concat([filled(salt), filled(secret)])
  const diversifier = new Uint8Array(block).fill(purposes[purpose])
  const made: Uint8Array[] = []
  for (let size = 0; size < length;) {
    let digest = createHash(hash).update(diversifier).update(input).digest()
    for (let round = 1; round < iterations; round++) digest = createHash(hash).update(digest).digest()
    made.push(digest)
    size += digest.length
    addToBlocks(input, digest, block)
  }
  return Buffer.concat(made).subarray(0, length)
}

/** Each block of the input becomes itself + the digest repeated + 1, as numbers of that many octets. */
function addToBlocks(input: Buffer, digest: Uint8Array, block: number) {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let index = block - 1; index >= 0; index--) {
      carry += (input[start + index] ?? 0) + (digest[index % digest.length] ?? 0)
      input[start + index] = carry & 0xff
      carry >>= 8
    }
  }
}

const prfs: Readonly<Record<string, string>> = { '1.2.840.113549.2.7': 'sha1', '1.2.840.113549.2.8': 'sha224', '1.2.840.113549.2.9': 'sha256', '1.2.840.113549.2.10': 'sha384', '1.2.840.113549.2.11': 'sha512' }

/** PBKDF2-params (RFC 8018 annex A.2), of a length that the cipher wants unless they say one. */
export function derivePbkdf2(parameters: Element | undefined, password: string, length: number): Uint8Array {
  const [salt, iterations, ...rest] = sequenceOf(parameters)
  const prf = rest.find((field) => isUniversal(field, 'sequence'))
  const hash = prf ? prfs[oidOf(childrenOf(prf)[0])] ?? fail('an unknown derivation') : 'sha1'
  return pbkdf2Sync(password, octetsOf(salt), iterationsOf(iterations), length, hash)
}
