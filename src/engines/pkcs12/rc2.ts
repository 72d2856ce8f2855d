/** RC2 (RFC 2268), decryption alone: what programs before 2010 locked certificates in files by. Never used to lock anything. */
export function rc2Decrypt(key: Uint8Array, effectiveBits: number, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  const words = expand(key, effectiveBits)
  const clear = new Uint8Array(bytes.length)
  let before = iv
  for (let at = 0; at < bytes.length; at += 8) {
    const block = bytes.subarray(at, at + 8)
    decryptBlock(words, block).forEach((octet, index) => (clear[at + index] = octet ^ (before[index] ?? 0)))
    before = block
  }
  return clear
}

const rotations = [1, 2, 3, 5]

function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const state = Uint16Array.from([0, 2, 4, 6], (at) => (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8))
  const word = (index: number) => state[index & 3] ?? 0
  let next = 63
  const mix = () => {
    for (let index = 3; index >= 0; index--) {
      const turned = (word(index) >>> (rotations[index] ?? 0)) | (word(index) << (16 - (rotations[index] ?? 0)))
      state[index] = turned - (words[next] ?? 0) - (word(index + 3) & word(index + 2)) - (~word(index + 3) & word(index + 1))
      next--
    }
  }
  const mash = () => {
    for (let index = 3; index >= 0; index--) state[index] = word(index) - (words[word(index + 3) & 63] ?? 0)
  }
  for (const rounds of [5, 6, 5]) {
    if (rounds !== 5 || next !== 63) mash()
    for (let round = 0; round < rounds; round++) mix()
  }
  return Uint8Array.from({ length: 8 }, (_, at) => (word(at >> 1) >>> (8 * (at & 1))) & 0xff)
}

function expand(key: Uint8Array, effectiveBits: number): Uint16Array {
  const octets = new Uint8Array(128)
  octets.set(key.subarray(0, 128))
  const at = (index: number) => octets[index] ?? 0
  for (let index = key.length; index < 128; index++) octets[index] = piTable[(at(index - 1) + at(index - key.length)) & 0xff] ?? 0
  const length = (effectiveBits + 7) >> 3
  octets[128 - length] = piTable[at(128 - length) & (0xff >> (8 * length - effectiveBits))] ?? 0
  for (let index = 127 - length; index >= 0; index--) octets[index] = piTable[at(index + 1) ^ at(index + length)] ?? 0
  return Uint16Array.from({ length: 64 }, (_, index) => at(2 * index) | (at(2 * index + 1) << 8))
}

/** The table of RFC 2268 § 2, from the digits of pi. */
const piTable = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626'
  + '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731'
  + '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad', 'hex')
