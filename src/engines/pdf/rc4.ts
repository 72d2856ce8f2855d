/** The cipher of old PDF files, which OpenSSL no longer brings; to be read only, it protects nothing. */
export function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let index = 0, other = 0; index < 256; index++) {
    other = (other + at(state, index) + at(key, index % key.length)) & 0xff
    swap(state, index, other)
  }
  const out = new Uint8Array(bytes.length)
  for (let place = 0, index = 0, other = 0; place < bytes.length; place++) {
    index = (index + 1) & 0xff
    other = (other + at(state, index)) & 0xff
    swap(state, index, other)
    out[place] = at(bytes, place) ^ at(state, (at(state, index) + at(state, other)) & 0xff)
  }
  return out
}

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0

function swap(bytes: Uint8Array, one: number, other: number): void {
  const kept = at(bytes, one)
  bytes[one] = at(bytes, other)
  bytes[other] = kept
}
