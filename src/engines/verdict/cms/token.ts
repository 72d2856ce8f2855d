import { carriedEvidence, verifyTimestamp, type Content, type TimestampToken } from '../../cms/index.ts'
import type { Certificate } from '../../x509/index.ts'
import type { UsedAlgorithm } from '../constraints.ts'
import { algorithmsOf, failureOf, type Failure } from './signer.ts'

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
  readonly failures: readonly Failure[]
}

/** Checks that a token stamps this content and is signed by the certificate it names, among its own and `pool`. */
export function checkToken(token: TimestampToken, content: Content, pool: readonly Certificate[]): CheckedToken {
  const { data, time, digest } = token
  const { signer, certificate, intact, failures } = verifyTimestamp(token, content, pool)
  const [info] = data.signers
  const carried = carriedEvidence(info?.signed, info?.unsigned ?? [])
  return {
    at: time, intact, valid: signer?.valid === true && signer.intact === true, certificate, certificates: [...data.certificates, ...carried.certificates], crls: [...data.crls, ...carried.crls],
    ocsps: [...data.ocsps, ...carried.ocsps], algorithms: [...info ? algorithmsOf(info, certificate) : [], ...digest ? [{ name: digest }] : []], failures: failures.map(failureOf),
  }
}
