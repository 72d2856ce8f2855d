import { der, isContext, oidOf, readElement, sequenceOf, type Element } from '../asn1/index.ts'
import { readSignatureAlgorithm } from '../x509/index.ts'
import { onlyValueOf } from './attributes.ts'
import { decodedOr } from './lenient.ts'
import { attributeOids } from './oids.ts'
import type { SignerInfo } from './signed-data.ts'

/** Whether the algorithms are those that were signed along, where they were (RFC 6211): nobody else signs which they are. */
export function isProtected({ signed, digestOid, algorithm }: SignerInfo): boolean {
  const value = onlyValueOf(signed, attributeOids.algorithmProtection)
  if (value === undefined) return true
  return value !== 'several' && decodedOr(false, () => agrees(value, digestOid, algorithm))
}

function agrees(value: Element, digestOid: string, algorithm: SignerInfo['algorithm']): boolean {
  const [digest, signature] = sequenceOf(value)
  if (!digest || !isContext(signature, 1)) return false
  // By what they mean: parameters may be written out or left to their defaults.
  const said = readSignatureAlgorithm(readElement(der.retagged(0x30, signature.whole), { ber: true }))
  return oidOf(sequenceOf(digest)[0]) === digestOid && said?.oid === algorithm?.oid && said?.digest === algorithm?.digest && said?.saltLength === algorithm?.saltLength
}
