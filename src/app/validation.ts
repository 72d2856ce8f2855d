import type { ValidationDeps } from '../modules/validation/index.ts'
import { closedSource, evidenceClient } from '../platform/evidence/index.ts'
import { readTrustText } from '../platform/trust/index.ts'
import { judgeWithEvidence } from '../platform/verdicts/index.ts'
import type { Office } from './office.ts'

/** What validation needs: the office, whom it believes, and the way to what verdicts lack. */
export function validationDeps(office: Office): ValidationDeps {
  const { config: { evidence, dataDirectory }, authority, now } = office
  const source = evidence === 'none' ? closedSource : evidenceClient({ now, allowsInner: evidence === 'any' })
  return {
    ...office, fetches: evidence !== 'none',
    async judge(bytes) {
      return judgeWithEvidence({
        bytes, content: undefined, anchors: authority ? [authority.root.der] : [], certificates: [], crls: authority ? [authority.crl(), authority.crl('root')] : [], ocsps: [],
        lists: await readTrustText(dataDirectory), at: now(),
      }, source)
    },
  }
}
