import type { Refusals } from '../../platform/http/index.ts'
import { texts, type SigningRefusal } from './texts.ts'

/** How each refusal of this room is told over HTTP, once. */
export const refusals: Refusals<SigningRefusal> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'file-closed': 409, 'addressee-unknown': 422, 'due-in-past': 422, 'four-eyes': 403, 'nothing-to-approve': 409,
    'already-dispatched': 409, 'already-asked': 409, 'no-authority': 422, 'over-limit': 422, 'amount-unknown': 422, 'no-signature-needed': 409,
    'approval-suffices': 409, 'sealed-automatically': 409, 'cannot-be-signed': 409, 'ends-before-start': 422, 'starts-in-past': 422, 'holder-unknown': 422,
    'class-unknown': 422, 'sample-missing': 422, 'nothing-to-show': 422, 'person-unknown': 422, 'certificate-unreadable': 422, 'credential-unknown': 422, 'credential-not-valid': 409, 'credential-not-usable': 409, 'nothing-chosen': 422,
    'too-many': 422, 'list-changed': 409, 'nothing-to-sign': 409, 'not-frozen': 409, 'other-root': 409, 'frozen-too-long': 409, 'must-open': 409,
    'not-sealed-here': 409, 'no-seal': 409, 'not-signed-yet': 409, 'no-final-container': 409, 'not-yours': 403, 'wrong-kind': 422, 'already-done': 409, 'taken-by-somebody': 409, 'reason-missing': 422,
    'content-changed': 409, 'delegated-in-circle': 409, 'urged-today': 409, 'locked-by-law': 409, 'step-passed': 409, 'already-ended': 409,
    'not-proven': 403, 'secret-missing': 422, 'not-confirmed': 409, 'signature-wrong': 422, 'code-not-sent': 503, 'too-many-tries': 429, 'key-known': 409, 'no-test-keys': 409, 'key-reused': 409,
  },
  texts,
}
