import { decoding } from '../asn1/index.ts'
import { isSignedBy, publicKeyOf, sameBytes, type Certificate } from './certificate.ts'
import { authorityKeyIdOf, subjectKeyIdOf } from './extensions.ts'
import { remembered } from './remembered.ts'

/**
 * Whether a certificate is not what its issuer signed: it names one of these by name and key, and that one did not sign it. Of one whose
 * issuer is not at hand, or whose algorithm is not to be checked here, nothing is said.
 */
export function wasChanged(certificate: Certificate, pool: readonly Certificate[]): boolean {
  if (certificate.algorithm?.digest?.startsWith('sha') !== true) return false
  const issuers = pool.filter((candidate) => names(certificate, candidate) && publicKeyOf(candidate) !== undefined)
  return issuers.length > 0 && !issuers.some((issuer) => isSignedBy(certificate, issuer))
}

/** By the name and the identifier of the key; by the name alone one that calls itself its own issuer, and says of no other key. */
const names = remembered((certificate: Certificate, issuer: Certificate): boolean => {
  if (certificate.issuer.key !== issuer.subject.key) return false
  const ids = decoding(() => [authorityKeyIdOf(certificate.extensions), subjectKeyIdOf(issuer.extensions)] as const)
  if (!ids.ok) return false
  const [wanted, own] = ids.value
  return wanted === undefined ? certificate === issuer : own !== undefined && sameBytes(wanted, own)
})
