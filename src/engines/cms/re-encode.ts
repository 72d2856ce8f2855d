import { childrenOf, der, isUniversal, octetsOf, type Element } from '../asn1/index.ts'

/** The same value with definite lengths and whole strings: what a signer who wrote BER hashed as DER. The order of sets stays. */
export function definite(element: Element): Uint8Array {
  const identifier = element.whole[0] ?? 0
  if ((identifier & 0x1f) === 0x1f) return element.whole
  if (!element.isConstructed) return der.element(identifier, element.content)
  if (isUniversal(element, 'octetString')) return der.octets(octetsOf(element))
  return der.element(identifier, ...childrenOf(element).map(definite))
}
