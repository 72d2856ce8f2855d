import type { DocumentReport } from '../../engines/verdict/index.ts'
import type { EvidenceSource, FetchedEvidence } from '../evidence/index.ts'
import type { VerdictInput } from './judge.ts'
import { judgeForeignFile } from './judging.ts'

/** A list may be needed to believe the signer of another list: after so many rounds nothing new comes. */
export const mostRounds = 4

/** Judges a file, fetches what the verdict lacks, and judges again, as long as that brings anything. */
export const judgeWithEvidence = async (input: VerdictInput, source: EvidenceSource): Promise<DocumentReport> => (await gatherEvidence(input, source)).report

/** The same, with what the last verdict was given: what came along with the file itself is not in it. */
export async function gatherEvidence(input: VerdictInput, source: EvidenceSource): Promise<{ readonly report: DocumentReport; readonly given: VerdictInput }> {
  let given = input
  const asked = performance.now()
  for (let round = 1; ; round++) {
    const report = await judgeForeignFile(given)
    if (report.wanted.length === 0 || round >= mostRounds) return { report, given }
    const more = addedEvidence(given, await source.fetch(report.wanted))
    if (more === given) return { report, given }
    // An answer is made after its question; it is judged at the time it came, or it would seem to be of the future.
    given = { ...more, at: new Date(input.at.getTime() + performance.now() - asked) }
  }
}

/** With what was fetched; the same object when nothing of it is new. */
export function addedEvidence<Given extends FetchedEvidence>(given: Given, fetched: FetchedEvidence): Given {
  const more = { certificates: added(given.certificates, fetched.certificates), crls: added(given.crls, fetched.crls), ocsps: added(given.ocsps, fetched.ocsps) }
  return more.certificates === given.certificates && more.crls === given.crls && more.ocsps === given.ocsps ? given : { ...given, ...more }
}

/** The same list when nothing of it is new. */
function added(known: readonly Uint8Array[], fetched: readonly Uint8Array[]): readonly Uint8Array[] {
  const isNew = fetched.filter((one) => !known.some((other) => Buffer.compare(one, other) === 0))
  return isNew.length === 0 ? known : [...known, ...isNew]
}
