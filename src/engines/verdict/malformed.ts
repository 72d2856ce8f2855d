import { problem, type Problem } from './problems.ts'
import type { Level, SignatureReport } from './report.ts'

/** A signature of which no more can be told than where it stands. */
export const malformedSignature = (id: string, level: Level, why: Problem = problem('malformed-signature'), signer: string | null = null): SignatureReport => ({
  id, indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', level, signer, signedAt: null, coverage: 'UNCLEAR', changesAfter: 'OTHER', problems: [why], intact: false, cryptographicallyValid: false,
  qualification: 'NOT_QUALIFIED', qualificationReason: 'not-on-a-trusted-list', bestSignatureTime: new Date(0), timeSource: 'now', certificate: null, chain: [], algorithms: [], timestamps: [],
})
