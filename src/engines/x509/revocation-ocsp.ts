import { verifies } from './algorithms.ts'
import { isSignedBy, publicKeyOf, sameBytes, type Certificate } from './certificate.ts'
import { purposesOf } from './extensions.ts'
import type { ListedStatus } from './revocation-crl.ts'
import { hashOf, isAbout, keyOctetsOf, type OcspResponse, type OcspSingle } from './ocsp.ts'
import { extensionOids, purposes } from './oids.ts'
import { remembered } from './remembered.ts'

export interface OcspSearch {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly responses: readonly OcspResponse[]
  /** The time in question: nobody vouches any more for what the key of an ended responder signs. */
  readonly at: Date
  isCurrent(single: OcspSingle, response: OcspResponse): boolean
  /** Whether a responder whose certificate the same issuer gave is itself to be believed when the response was made. */
  isTrusted(responder: Certificate, response: OcspResponse): boolean
  /** Responders that may speak for any issuer, and by whom else a response may be signed (RFC 6960 § 4.2.2.2, local configuration). */
  readonly appointed?: { readonly candidates: readonly Certificate[]; may(responder: Certificate, producedAt: Date): boolean } | undefined
}

/** The newest word of a responder who may speak for the issuer (RFC 6960 § 4.2.2.2); `null` when there is none. */
export function statusByOcsp(search: OcspSearch): ListedStatus | null {
  const answers = search.responses.flatMap((response) => response.singles
    .filter((single) => single.status !== 'unknown' && isAbout(single, search.certificate, search.issuer) && search.isCurrent(single, response))
    .map((single) => ({ single, response })))
  const found = answers.toSorted((one, other) => other.single.thisUpdate.getTime() - one.single.thisUpdate.getTime()).find(({ response }) => isAuthentic(search, response))
  if (!found) return null
  const { status, revokedAt, reason, thisUpdate, nextUpdate } = found.single
  return { revocation: status === 'revoked' ? { at: revokedAt ?? thisUpdate, reason } : undefined, thisUpdate, nextUpdate }
}

function isAuthentic({ issuer, at, isTrusted, appointed }: OcspSearch, response: OcspResponse): boolean {
  if (isResponder(response, issuer) && isAnsweredBy(response, issuer)) return true
  const speaksStill = ({ notAfter }: Certificate) => at <= notAfter
  return response.certificates.some((responder) => speaksStill(responder) && isResponder(response, responder) && isAnsweredBy(response, responder) && isDelegate(responder, issuer, response) && isTrusted(responder, response))
    || (appointed !== undefined && [...response.certificates, ...appointed.candidates].some((responder) => speaksStill(responder) && isResponder(response, responder) && appointed.may(responder, response.producedAt) && isAnsweredBy(response, responder)))
}

const isResponder = ({ responder }: OcspResponse, certificate: Certificate) =>
  'name' in responder ? responder.name.key === certificate.subject.key : sameBytes(responder.keyHash, hashOf('sha1', keyOctetsOf(certificate)))

const isAnsweredBy = remembered((response: OcspResponse, responder: Certificate): boolean => {
  const key = publicKeyOf(responder)
  return key !== undefined && response.algorithm !== undefined && verifies(response.algorithm, key, response.tbs, response.signature)
})

/** The issuer itself gave the responder its certificate, for this purpose and no other time. */
function isDelegate(responder: Certificate, issuer: Certificate, { producedAt }: OcspResponse): boolean {
  return responder.issuer.key === issuer.subject.key && (purposesOf(responder.extensions)?.includes(purposes.ocspSigning) ?? false)
    && producedAt >= responder.notBefore && producedAt <= responder.notAfter && isSignedBy(responder, issuer)
}

/** The issuer says that nobody need ask about this responder (§ 4.2.2.2.1). */
export const needsNoCheck = ({ extensions }: Certificate): boolean => extensions.has(extensionOids.ocspNoCheck)
