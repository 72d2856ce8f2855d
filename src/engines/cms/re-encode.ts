import { childrenOf, der, isUniversal, octetsOf, type Element } from '../asn1/index.ts'

/** The same value with definite lengths and whole strings: what a signer who wrote BER hashed as DER. The order of sets stays; what is so already is not copied. */
export function definite(element: Element): Uint8Array {
  const { whole, content, isConstructed } = element
  const identifier = whole[0] ?? 0
  if ((identifier & 0x1f) === 0x1f) return whole
  const isPlain = whole[1] !== 0x80 && der.headOf(identifier, content.length).length + content.length === whole.length
  if (!isConstructed) return isPlain ? whole : der.element(identifier, content)
  if (isUniversal(element, 'octetString')) return der.octets(octetsOf(element))
  const children = childrenOf(element)
  const encoded = children.map(definite)
  const isSame = isPlain && encoded.every((each, index) => each === children[index]?.whole)
  return isSame ? whole : der.element(identifier, Buffer.concat(encoded))
}
