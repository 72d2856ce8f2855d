import { readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import { judgeFile, readEvidence, type DocumentReport, type Evidence } from '../../src/engines/verdict/index.ts'

/** What somebody says of a file: right or wrong by its cryptography and structure; nothing when it does not say. */
export type Opinion = 'good' | 'bad' | undefined

/** A file that all are asked about. */
export interface Asked {
  readonly path: string
  /** Who is trusted, a PEM file. */
  readonly anchor?: string | undefined
  /** The time of the verdict; now without. */
  readonly at?: Date | undefined
  readonly madeAt?: Date
  /** Made so that nobody may call it good. */
  readonly isBroken?: boolean
}

const anchorsIn = (pem: string): Buffer[] => (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one).raw)

const known = new Map<string, Evidence>()

/** What `obeh verify` says of a file. */
export function ourReport({ path, anchor, at = new Date() }: Asked): DocumentReport {
  const key = `${anchor ?? ''} ${at.getTime()}`
  const evidence = known.get(key) ?? readEvidence({ at, anchors: anchor === undefined ? [] : anchorsIn(readFileSync(anchor, 'utf8')) })
  known.set(key, evidence)
  return judgeFile(new Uint8Array(readFileSync(path)), evidence)
}

/** Sub-indications that no trust and no later evidence will heal. */
export const isBeyondTrust = (subIndication: string | undefined): boolean => ['SIG_CONSTRAINTS_FAILURE', 'NO_SIGNING_CERTIFICATE_FOUND', 'SIGNED_DATA_NOT_FOUND'].includes(subIndication ?? '')

/** Without trust: by the keys of the certificates, over these bytes, nothing disallowed since. */
export function opinionOf({ signatures }: DocumentReport): Opinion {
  if (signatures.length === 0) return undefined
  return signatures.every(({ intact, cryptographicallyValid, indication, subIndication }) => intact && cryptographicallyValid && indication !== 'TOTAL_FAILED' && !isBeyondTrust(subIndication)) ? 'good' : 'bad'
}
