import { placesOfName } from '../engines/pdf/index.ts'
import { wasTamperedWith, type LifeDeps } from '../modules/validation/index.ts'
import { closedSource, evidenceClient, type EvidenceSource } from '../platform/evidence/index.ts'
import type { Believed } from '../platform/long-life/index.ts'
import { readTrustBytes } from '../platform/trust/index.ts'
import { judgeForeignFile, judgeManyWithEvidence, judgeWithEvidence } from '../platform/verdicts/index.ts'
import { strengthen } from './long-life.ts'
import { timestamperOf } from './timestamper.ts'
import type { Json } from '../kernel/json.ts'
import type { Office } from './office.ts'

/** Whom the office believes, as of now, and where it fetches what verdicts lack. */
export function trustOf({ config: { evidence, dataDirectory }, authority, now }: Office): { believed(): Promise<Believed>; readonly source: EvidenceSource } {
  return {
    believed: async () => ({
      anchors: authority ? [authority.root.der] : [], certificates: [], crls: authority ? [authority.crl(), authority.crl('root')] : [], ocsps: [], lists: await readTrustBytes(dataDirectory), at: now(),
    }),
    source: evidence === 'none' ? closedSource : evidenceClient({ now, allowsInner: evidence === 'any' }),
  }
}

/** What validation needs: the office, whom it believes, and the way to what verdicts lack. */
export function validationDeps(office: Office): LifeDeps {
  const { believed, source } = trustOf(office)
  return {
    ...office, fetches: office.config.evidence !== 'none',
    async judge(bytes) {
      return judgeWithEvidence({ ...await believed(), bytes, content: undefined }, source)
    },
    async judgeMany(files) {
      return judgeManyWithEvidence(files, await believed(), source)
    },
    strengthen: async (bytes, stamp) => strengthen(bytes, stamp, { believed: await believed(), source, timestamper: timestamperOf(office) }),
  }
}

/**
 * The verdicts on signatures of a file that was changed after it was signed as nothing allows. It needs no evidence and no trust, so reception can
 * ask before anything is registered; a PDF without a word of signing, however spelt, is not looked at. One that speaks of it and brings down who
 * would read it keeps anybody from seeing what was changed: it is set aside as well.
 */
export async function tamperingIn(bytes: Uint8Array, at: Date, signal?: AbortSignal, judge = judgeForeignFile): Promise<Json | null> {
  if (placesOfName(bytes, 'ByteRange', 1).length === 0) return null
  const report = await judge({ bytes, content: undefined, anchors: [], certificates: [], crls: [], ocsps: [], lists: undefined, at }, signal ? { signal } : {})
  if (report.kind === 'unknown' && report.verdict === 'TOTAL_FAILED') return report.problems.map(({ code, about }) => ({ indication: report.verdict, sub: code, about: about ?? null }))
  if (!wasTamperedWith(report)) return null
  return report.signatures.map(({ id, indication, subIndication, coverage, changesAfter, signer }) => ({ id, indication, sub: subIndication ?? null, coverage, changesAfter, signer }))
}
