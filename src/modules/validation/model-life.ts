import type { DocumentReport, SignatureReport, TimestampReport } from '../../engines/verdict/index.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** Why a proof could not be extended. Only the first three pass by themselves. */
export const lifeProblems = ['evidence-missing', 'no-timestamp', 'content-changed', 'not-valid', 'not-extendable', 'content-gone', 'broken'] as const
export type LifeProblem = (typeof lifeProblems)[number]

/** How long the signatures of the newest version of a component can be proven. */
export interface Life {
  readonly componentId: Id<'Component'>
  readonly documentId: Id<'Document'>
  readonly version: number
  readonly sha256: Sha256
  /** Signed by the office: only then anything is done; foreign originals are watched. */
  readonly own: boolean
  readonly level: string
  readonly endangeredAt: Date
  readonly dueAt: Date | null
  readonly triedAt: Date | null
  readonly problem: LifeProblem | null
}

const dayMs = 86_400_000
/** So long before the end of a time stamp another one is put over it. */
export const restampDays = 90
/** Revocations of the moment of signing are in what is published a day later (EN 319 102-1 § 5.2.5, grace period). */
const graceMs = dayMs

/** When the proof of a content ends: of its newest time stamp over the whole, or else of the weakest signature. */
export function endangeredAt({ signatures, timestamps }: DocumentReport, at: Date): Date {
  const whole = latest(timestamps.filter(isOverAll))
  const ends = whole ? [whole] : signatures.map((one) => endOf(one) ?? at)
  return ends.reduce((first, end) => end < first ? end : first, ends[0] ?? at)
}

const isOverAll = ({ kind }: TimestampReport): boolean => kind === 'document' || kind === 'archive'

/** A time stamp over the whole stands beside all signatures, or in each of them. */
function wholeStamps({ signatures, timestamps }: DocumentReport): readonly TimestampReport[] {
  const within = signatures.map((one) => one.timestamps.filter(isOverAll))
  return timestamps.length > 0 || within.some(({ length }) => length === 0) ? timestamps : within.flat()
}

/** Without evidence in the file it ends with the certificate of the signer, whose revocation nobody tells any more. */
function endOf({ level, timestamps, certificate }: SignatureReport): Date | undefined {
  const [stamp, signer] = [latest(timestamps), certificate?.notAfter]
  if (!stamp || !signer) return signer
  return hasEvidence(level) || stamp < signer ? stamp : signer
}

function latest(stamps: readonly TimestampReport[]): Date | undefined {
  const ends = stamps.flatMap(({ indication, provesUntil }) => indication === 'TOTAL_PASSED' && provesUntil ? provesUntil : [])
  return ends.reduce<Date | undefined>((last, end) => !last || end > last ? end : last, undefined)
}

const hasEvidence = (level: string): boolean => /_(LT|LTA|LTV|XL|A)$/.test(level)
const levels = ['B', 'T', 'LT', 'LTA']
const rank = (level: string): number => levels.indexOf(level.split('_').at(-1) ?? '')

/** The lowest level of all signatures. */
export const levelOf = ({ signatures }: DocumentReport): string =>
  signatures.map(({ level }) => level).reduce((lowest, level) => rank(level) < rank(lowest) ? level : lowest, signatures[0]?.level ?? 'TIMESTAMP_TOKEN')

/** Whether a time stamp over the whole is due: kept for long and without one, or the last one is near its end. */
export const wantsStamp = (report: DocumentReport, keptLong: boolean, at: Date): boolean => {
  const hasWhole = wholeStamps(report).some(({ indication }) => indication === 'TOTAL_PASSED')
  const isUnstamped = report.signatures.some(({ timeSource }) => timeSource === 'now')
  return isUnstamped || (keptLong && !hasWhole) || endangeredAt(report, at).getTime() - at.getTime() <= restampDays * dayMs
}

/**
 * When a content of the office is to be worked on next. Evidence is added a day after the signature; what was just stamped and still ends
 * soon, because its algorithms do, is not stamped again every night.
 */
export function dueAt(report: DocumentReport, keptLong: boolean, at: Date): Date {
  const proven = Math.max(...report.signatures.map(({ bestSignatureTime }) => bestSignatureTime.getTime()))
  if (report.signatures.some(({ level }) => !hasEvidence(level)) || (keptLong && wholeStamps(report).length === 0)) return new Date(Math.max(proven + graceMs, at.getTime()))
  const due = endangeredAt(report, at).getTime() - restampDays * dayMs
  return new Date(due > at.getTime() ? due : at.getTime() + 30 * dayMs)
}

/** Authorities that are away are asked tomorrow; what no authority mends is looked at again in a month. */
export const againAt = (problem: LifeProblem, at: Date): Date => new Date(at.getTime() + (lifeProblems.indexOf(problem) < 3 ? dayMs / 2 : 30 * dayMs))

/** A regime that outlasts the certificates of time stamps; what nobody classified yet may turn out to. */
export const isLong = (regime: { readonly mark: string; readonly years: number } | null): boolean => regime === null || regime.mark !== 'S' || regime.years >= 5
