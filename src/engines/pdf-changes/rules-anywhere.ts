import { structure, type Meeting, type Place } from './comparison.ts'
import type { ChangeFault, ChangeLevel, ChangeRule } from './model.ts'

/** Nothing may change, in it or in what it leads to. */
export const fixed: Place = frozen('fixed', 'not-allowed')

/** The same with a fault of its own to tell. */
export function frozen(title: string, fault: ChangeFault): Place {
  const place: Place = {
    name: title,
    judge: (met) => {
      if (isElsewhere(met) || isSameNeighbour(met)) return
      if (structure(met, place)) met.walk.refuse(met, after(met) ? fault : 'repeated-key')
    },
  }
  return place
}

/** A dictionary differs in itself only by keys that repeat. */
const after = ({ after: value }: Meeting): boolean =>
  !(typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'dictionary' && value.repeated.length > 0)

/** Anything may change; what is new is not looked into. */
export function free(rule: ChangeRule, level: ChangeLevel): Place {
  const place: Place = {
    name: `free ${rule} ${level}`,
    judge: (met) => {
      if (isLandmark(met)) return
      if (structure(met, place)) met.walk.allow(met, rule, level)
    },
  }
  return place
}

/** What has a place of its own is judged there. */
export const isLandmark = (met: Meeting): boolean => isElsewhere(met) || isAnnotation(met)

/** Pages and the catalogue are judged where they stand in the tree. A link to a page must lead to the page it led to. */
function isElsewhere({ references, walk: { landmarks } }: Meeting): boolean {
  if (references === undefined) return false
  const [{ number: before }, { number: after }] = references
  if (before === landmarks.rootBefore && after === landmarks.rootAfter) return true
  const page = landmarks.pagesBefore.get(before)
  return page !== undefined && (before === after || landmarks.pagesAfter.get(after) === page)
}

/**
 * So are fields and annotations, where they are referred to as such: something else that happens to be one, too, such as the function of a
 * colour, is judged as what it is there.
 */
function isSameNeighbour(met: Meeting): boolean {
  if (!isAnnotation(met)) return false
  const { step, above } = met.path
  const key = typeof step === 'number' ? above?.step : step
  const isField = met.walk.landmarks.fieldsBefore.has(met.references?.[0].number ?? 0)
  return typeof key === 'string' && (toAnnotations.has(key) || (isField && toFields.has(key)))
}

const toAnnotations = new Set(['Obj', 'T', 'AN', 'Annot', 'Popup', 'IRT'])
const toFields = new Set(['Fields', 'Kids', 'Parent', 'CO'])

function isAnnotation({ references, walk: { landmarks } }: Meeting): boolean {
  if (references === undefined || references[0].number !== references[1].number) return false
  const { number } = references[0]
  return landmarks.fieldsBefore.has(number) || landmarks.annotationsBefore.has(number)
}
