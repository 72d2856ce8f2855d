import { nibbleOf } from './characters.ts'

/**
 * Where a name stands in raw bytes, at most so many times, also where some of its characters are spelt as #xx: readers take /Byte#52ange
 * for /ByteRange. For files that cannot be read otherwise.
 */
export function placesOfName(bytes: Uint8Array, word: string, most: number): readonly number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(0x2f); at >= 0 && places.length < most; at = bytes.indexOf(0x2f, at + 1)) if (isSpeltAt(bytes, at + 1, word)) places.push(at)
  return places
}

function isSpeltAt(bytes: Uint8Array, start: number, word: string): boolean {
  let at = start
  for (let index = 0; index < word.length; index++) {
    const code = word.charCodeAt(index)
    if (bytes[at] === code) at++
    else if (bytes[at] === 0x23 && nibbleOf(bytes[at + 1]) * 16 + nibbleOf(bytes[at + 2]) === code) at += 3
    else return false
  }
  return true
}
