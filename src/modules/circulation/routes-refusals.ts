import type { Refusals } from '../../platform/http/index.ts'
import { texts, type CirculationRefusal } from './texts.ts'

/** How each refusal of this room is told over HTTP, once. */
export const refusals: Refusals<CirculationRefusal> = {
  status: {
    'not-found': 404, 'not-allowed': 403, 'not-yours': 403, 'wrong-kind': 422, 'already-done': 409, 'already-asked': 409,
    'already-dispatched': 409, 'taken-by-somebody': 409, 'reason-missing': 422, 'content-changed': 409, 'four-eyes': 403,
    'nothing-to-approve': 409, 'file-closed': 409, 'addressee-unknown': 422, 'due-in-past': 422, 'key-reused': 409,
    'delegated-in-circle': 409, 'urged-today': 409, 'locked-by-law': 409, 'already-open': 409, 'route-ended': 409, 'step-passed': 409,
    'nothing-stopped': 409, 'no-stages': 422, 'stage-empty': 422, 'needed-too-many': 422, 'silence-without-limit': 422, 'silence-not-here': 422,
    'unit-cannot-decide': 422, 'name-taken': 409, 'post-not-held': 409, 'no-head': 409, 'no-limit': 409, 'limit-passed': 409,
    'already-suspended': 409, 'not-suspended': 409,
  },
  texts,
}
