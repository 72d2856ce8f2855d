import { isSelfIssued, isSignedBy, type Certificate } from './certificate.ts'
import { basicConstraintsOf, keyUsageOf } from './extensions.ts'
import { NameWalk } from './name-constraints.ts'
import { extensionOids } from './oids.ts'
import { PolicyWalk, type PolicyDemands } from './policy-tree.ts'

export type PathProblem =
  | 'bad-signature' | 'not-yet-valid' | 'expired' | 'name-mismatch' | 'not-an-authority' | 'may-not-sign-certificates' | 'path-too-long' | 'names-not-permitted' | 'no-valid-policy'
  | 'unknown-critical-extension'

export interface PathFault {
  readonly problem: PathProblem
  readonly certificate: Certificate
}

const understood: ReadonlySet<string> = new Set([
  extensionOids.keyUsage, extensionOids.subjectAltName, extensionOids.basicConstraints, extensionOids.nameConstraints, extensionOids.policies, extensionOids.policyMappings,
  extensionOids.policyConstraints, extensionOids.extendedKeyUsage, extensionOids.inhibitAnyPolicy, extensionOids.crlPoints, extensionOids.qcStatements, extensionOids.ocspNoCheck, extensionOids.shortTerm,
])

/**
 * Whether a path holds at a time (RFC 5280 § 6.1), without a word about revocation. `path` begins with the certificate under the anchor and
 * ends with the one in question; of the anchor only its name and key count. The first fault found from the anchor down, or `null`.
 */
export function faultOfPath(anchor: Certificate, path: readonly Certificate[], at: Date, demands: PolicyDemands = {}): PathFault | null {
  const [names, policies] = [new NameWalk(), new PolicyWalk(path.length, demands)]
  let left = path.length
  let issuer = anchor
  for (const [index, certificate] of path.entries()) {
    const isLast = index === path.length - 1
    const selfIssued = isSelfIssued(certificate)
    const fault = (problem: PathProblem): PathFault => ({ problem, certificate })
    if (certificate.issuer.key !== issuer.subject.key) return fault('name-mismatch')
    if (!isSignedBy(certificate, issuer)) return fault('bad-signature')
    if (at < certificate.notBefore) return fault('not-yet-valid')
    if (at > certificate.notAfter) return fault('expired')
    if ((isLast || !selfIssued) && !names.allows(certificate)) return fault('names-not-permitted')
    if (!policies.enter(certificate, isLast, selfIssued)) return fault('no-valid-policy')
    if ([...certificate.extensions.values()].some(({ oid, isCritical }) => isCritical && !understood.has(oid))) return fault('unknown-critical-extension')
    if (isLast) return policies.isAccepted(certificate) ? null : fault('no-valid-policy')
    if (!policies.leave(certificate, selfIssued)) return fault('no-valid-policy')
    names.leave(certificate)
    const constraints = basicConstraintsOf(certificate.extensions)
    if (!constraints?.isAuthority) return fault('not-an-authority')
    if (!selfIssued && left-- <= 0) return fault('path-too-long')
    if (constraints.pathLength !== undefined) left = Math.min(left, constraints.pathLength)
    const uses = keyUsageOf(certificate.extensions)
    if (uses && !uses.has('keyCertSign')) return fault('may-not-sign-certificates')
    issuer = certificate
  }
  return null
}
