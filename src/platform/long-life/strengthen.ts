import { addEvidence, finish, prepareTimestamp, type Chunks, type EvidenceRefusal, type TimestampRefusal } from '../../engines/pades/index.ts'
import { openPdf, reading, signatures } from '../../engines/pdf/index.ts'
import { kindByContent } from '../../engines/verdict/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { EvidenceSource } from '../evidence/index.ts'
import type { Timestamper } from '../timestamps/index.ts'
import { gatherEvidence, type VerdictInput } from '../verdicts/index.ts'
import { stampContainer, withContainerEvidence, type ContainerRefusal } from './container.ts'

/** Whom we believe and what we know already; the time is that of the evidence. */
export type Believed = Omit<VerdictInput, 'bytes' | 'content'>

/** `not-valid`: a signature fails, which no evidence mends. `evidence-missing`: somebody did not answer, or nobody believes the issuer; later, perhaps. */
export type ProofRefusal = EvidenceRefusal | ContainerRefusal | 'not-valid' | 'evidence-missing'

/**
 * Puts everything a verdict needs into the file, as long as those who know still answer: B-T becomes B-LT, and the time stamp of B-LTA can be
 * proven when its certificate has ended. The tail is empty when nothing was missing. The earlier bytes stay.
 */
export async function keepProof(bytes: Uint8Array, believed: Believed, source: EvidenceSource): Promise<Result<Chunks, ProofRefusal>> {
  const { report, given } = await gatherEvidence({ ...believed, bytes, content: undefined }, source)
  if (report.verdict === 'TOTAL_FAILED' || report.verdict === 'NO_SIGNATURE_FOUND') return refuse('not-valid')
  const isProven = report.verdict === 'TOTAL_PASSED' && [...report.timestamps, ...report.signatures.flatMap(({ timestamps }) => timestamps)].every(({ indication }) => indication === 'TOTAL_PASSED')
  if (!isProven) return refuse('evidence-missing')
  const { certificates, crls, ocsps, anchors } = given
  const evidence = { certificates: [...certificates, ...anchors], crls, ocsps }
  if (kindByContent(bytes) === 'zip') return whole(withContainerEvidence(bytes, evidence, given.at))
  const opened = openPdf(bytes)
  if (!opened.ok) return opened
  const found = reading(() => signatures(opened.value))
  if (!found.ok) return found
  return addEvidence(bytes, found.value.flatMap(({ contents }) => (contents === undefined ? [] : [{ contents: contents.value, ...evidence }])))
}

const whole = <Refusal extends string>(made: Result<Uint8Array, Refusal>): Result<Chunks, Refusal> => (made.ok ? accept([made.value, new Uint8Array()]) : made)

/** A time stamp over the whole file with its proof: B-LT becomes B-LTA, and lives on when this is done again before the time stamp loses its power. `at`: of entries of a container. */
export async function stampWhole(bytes: Uint8Array, timestamper: Timestamper, at: Date): Promise<Result<Chunks, TimestampRefusal | ContainerRefusal | 'no-timestamp' | 'gap-too-small'>> {
  if (kindByContent(bytes) === 'zip') return whole(await stampContainer(bytes, timestamper, at))
  const prepared = prepareTimestamp(bytes)
  if (!prepared.ok) return prepared
  const token = await timestamper.stamp(prepared.value.digest)
  return token.ok ? finish(prepared.value, token.value) : token
}

/** One step after another, each over what the last one left; refused as a whole when one is. */
export async function inTurn<Refusal extends string>(bytes: Uint8Array, steps: readonly ((now: Uint8Array) => Promise<Result<Chunks, Refusal>>)[]): Promise<Result<Uint8Array, Refusal>> {
  let now = bytes
  for (const step of steps) {
    const done = await step(now)
    if (!done.ok) return done
    now = Buffer.concat(done.value)
  }
  return accept(now)
}
