/** The character classes of ISO 32000-2 § 7.2.3; index 256 stands for the end of the bytes. */
export const regular = 0
export const space = 1
export const delimiter = 2

const classes = new Uint8Array(257)
for (const code of [0, 9, 10, 12, 13, 32]) classes[code] = space
for (const character of '()<>[]{}/%') classes[character.charCodeAt(0)] = delimiter
classes[256] = delimiter

export const classOf = (code: number | undefined): number => classes[code ?? 256] ?? delimiter
export const isSpace = (code: number | undefined): boolean => classOf(code) === space
export const isDigit = (code: number | undefined): code is number => code !== undefined && code >= 0x30 && code <= 0x39

const nibbles = new Int8Array(256).fill(-1)
for (let digit = 0; digit < 16; digit++) {
  nibbles[digit.toString(16).charCodeAt(0)] = digit
  nibbles[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

/** The value of a hexadecimal digit, or −1. */
export const nibbleOf = (code: number | undefined): number => (code === undefined ? -1 : nibbles[code] ?? -1)

/** Whether these are nothing but zeros, as the space kept for a signature is; compared as a whole where they are many. */
export function isAllZeros(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const part = bytes.subarray(at, at + zeros.length)
    if (Buffer.compare(part, part.length === zeros.length ? zeros : zeros.subarray(0, part.length)) !== 0) return false
  }
  return true
}

const zeros = new Uint8Array(16_384)

export const isAt = (bytes: Uint8Array, at: number, word: string): boolean => {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false
  return true
}

/** A view of the same memory that has the searching and decoding of Buffer. */
export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const latin1 = (bytes: Uint8Array, start = 0, end = bytes.length): string => asBuffer(bytes).toString('latin1', start, end)
