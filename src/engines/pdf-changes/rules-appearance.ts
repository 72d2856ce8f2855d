import { isKind, type PdfDictionary, type PdfStream, type PdfValue, type PdfView } from '../pdf/index.ts'
import { entries, sameBytes, structure, type Meeting, type Place } from './comparison.ts'
import { readable } from './effects.ts'
import type { FieldFacts } from './landmarks.ts'
import { appearanceOf, marksOfForm } from './marks.ts'
import type { ChangeLevel } from './model.ts'
import type { Path } from './path.ts'
import { fixed, isLandmark } from './rules-anywhere.ts'

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
  const given = [...landmarks.fieldsAfter.values()].find((field) => field.name === name)
  return given !== undefined && !isSameValue(value, given.value)
}

/** Whether a field shows other words or pictures although nobody gave it another value: what was hidden before was prepared (a shadow attack). */
export function showsOtherText(met: Meeting, before: PdfDictionary, after: PdfDictionary, facts: FieldFacts | undefined): boolean {
  const { walk } = met
  if (facts === undefined || facts.type === 'Sig' || facts.type === undefined) return false
  const one = appearanceOf(walk.before, before)
  const other = appearanceOf(walk.after, after)
  if (one === other || one === undefined || other === undefined) return false
  if (hasNewValue(met, facts)) return false
  return textOf(walk.before, one) !== textOf(walk.after, other)
}

function isSameValue(before: PdfValue, after: PdfValue): boolean {
  if (isKind(before, 'string')) return isKind(after, 'string') && sameBytes(before.bytes, after.bytes)
  if (isKind(before, 'name')) return isKind(after, 'name') && before.name === after.name
  return before === after || typeof before === 'object' && typeof after === 'object' && before !== null && after !== null && JSON.stringify(before) === JSON.stringify(after)
}

/** The words of an appearance, and that there are pictures and areas. One that cannot be read shows whatever it likes. */
const textOf = (view: PdfView, form: PdfStream): string | PdfStream =>
  readable(() => marksOfForm(view, form).filter(({ kind }) => kind !== 'line').map(({ kind, text }) => kind === 'text' ? text : `<${kind}>`).join('')) ?? form
