import type { Certificate } from '../../x509/index.ts'
import type { UsedAlgorithm } from '../constraints.ts'
import { problem, type Problem } from '../problems.ts'
import type { SubIndication } from '../report.ts'
import { checkSigner, hashing, type Hashed } from './signer.ts'
import { certificatesOf } from '../evidence.ts'
import { evidenceIn } from './attributes.ts'
import type { TimestampToken } from './timestamp.ts'

/** What a timestamp token is worth by itself, whoever is trusted. */
export interface CheckedToken {
  readonly at: Date
  /** It stamps these bytes; nothing when they are not at hand. */
  readonly intact: boolean | undefined
  readonly valid: boolean
  readonly certificate: Certificate | undefined
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
  readonly algorithms: readonly UsedAlgorithm[]
  readonly failures: readonly { readonly subIndication: SubIndication; readonly problem: Problem }[]
}

/** Checks that a token stamps what `hashed` hashes, and is signed by the certificate it names among its own and `pool`. */
export function checkToken({ data, at, digest, imprint }: TimestampToken, hashed: Hashed | undefined, pool: readonly Certificate[]): CheckedToken {
  const [signer, ...more] = data.signers
  const stamped = digest && hashed?.(digest)
  const intact = hashed ? stamped !== undefined && Buffer.from(stamped).equals(imprint) : undefined
  const failures: { subIndication: SubIndication; problem: Problem }[] = []
  if (intact === false) failures.push({ subIndication: 'HASH_FAILURE', problem: problem(digest ? 'timestamp-for-other-data' : 'unknown-algorithm') })
  if (!signer || more.length > 0) return { at, intact, valid: false, certificate: undefined, certificates: data.certificates, crls: data.crls, ocsps: data.ocsps, algorithms: [], failures: [...failures, { subIndication: 'FORMAT_FAILURE', problem: problem('timestamp-broken') }] }
  const content = data.content ?? new Uint8Array()
  const own = certificatesOf(data.certificates)
  const checked = checkSigner(signer, { hashed: hashing(content), whole: () => content, type: data.contentType }, [...own, ...pool])
  const carried = evidenceIn(signer.signed, signer.unsigned)
  return {
    at, intact, valid: checked.valid && checked.intact === true, certificate: checked.certificate, certificates: [...data.certificates, ...carried.certificates],
    crls: [...data.crls, ...carried.crls], ocsps: [...data.ocsps, ...carried.ocsps],
    algorithms: [...checked.algorithms, ...digest ? [{ name: digest }] : []], failures: [...failures, ...checked.failures],
  }
}
