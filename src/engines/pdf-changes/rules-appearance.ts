import { isArray, isKind, readText, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import { entries, sameBytes, structure, type Meeting, type Place } from './comparison.ts'
import type { FieldFacts } from './landmarks.ts'
import { appearanceOf } from './marks.ts'
import type { ChangeLevel } from './model.ts'
import type { Path } from './path.ts'
import { fixed, isLandmark } from './rules-anywhere.ts'
import { showsOther } from './shown-values.ts'

/**
 * The appearances of a field: they may be drawn anew and give way to others, unless they were used elsewhere, too. A font that was there
 * is never written anew: other glyphs under the same letters make another text of what nobody filled in.
 */
export function replaceable(level: ChangeLevel): Place {
  const place: Place = { name: `appearance ${level}`, judge: (met) => {
    const { before, after, from, references, walk } = met
    if (isLandmark(met)) return
    if (from !== undefined && from !== references?.[1].number && isAppearance(met.path)) walk.displace(from, met)
    if (met.path.step === 'Font' && isKind(before, 'dictionary') && isKind(after, 'dictionary')) entries(met, before, after, () => font)
    else if (structure(met, place)) walk.allow(met, 'field-appearance', level)
  } }
  const font: Place = { name: `font of ${place.name}`, judge: (met) => {
    const { references } = met
    if (references !== undefined && references[0].number === references[1].number) fixed.judge(met)
    else place.judge(met)
  } }
  return place
}

/** /AP, one of its kinds, or one of the states of such. */
const isAppearance = (path: Path): boolean => [path, path.above, path.above?.above].some((one) => one?.step === 'AP')

/** Whether a field, wherever its value stands, was given another one. */
export function hasNewValue({ walk: { landmarks } }: Meeting, { name, value }: FieldFacts): boolean {
  const given = landmarks.valuesAfter.get(name)
  return given !== undefined && !isSameValue(value, given)
}

/** Whether a field that nobody filled in is drawn for the first time, and shows something else than its value. */
export function drawnOtherwise(met: Meeting, before: PdfDictionary, after: PdfDictionary, facts: FieldFacts | undefined): boolean {
  if (facts?.type === undefined || facts.type === 'Sig' || before.entries.has('AP') || hasNewValue(met, facts)) return false
  const look = appearanceOf(met.walk.after, after)
  const { value } = facts
  return look !== undefined && showsOther(met.walk.after, look, isKind(value, 'string') ? readText(value.bytes) : '')
}

function isSameValue(before: PdfValue, after: PdfValue): boolean {
  if (isKind(before, 'string')) return isKind(after, 'string') && sameBytes(before.bytes, after.bytes)
  if (isKind(before, 'name')) return isKind(after, 'name') && before.name === after.name
  return before === after || (isArray(before) && isArray(after) && JSON.stringify(before) === JSON.stringify(after))
}
