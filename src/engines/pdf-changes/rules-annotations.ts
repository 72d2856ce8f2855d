import { isArray, isKind, isName, type PdfDictionary, type PdfValue, type PdfView } from '../pdf/index.ts'
import { structure, type Meeting, type Place, type Seen } from './comparison.ts'
import { effectOf, effectOfField } from './effects.ts'
import { boxAt } from './geometry.ts'
import type { ChangeEffect } from './model.ts'
import { below } from './path.ts'
import { fixed } from './rules-anywhere.ts'
import { field } from './rules-form.ts'
import { isVisible } from './signature-values.ts'

/** The annotations of a page: comments may come, change and go; a widget may come only with a new field for a signature. */
export const annotations: Place = { name: 'annotations', judge: (met) => {
  const before = listed(met.before)
  const after = listed(met.after)
  if (before === undefined || after === undefined) return met.walk.refuse(met, 'not-allowed')
  const kept = matchKept(met, before, after)
  // What lay below something may lie above it now.
  if (isReordered(kept)) met.walk.allow(met, 'annotation-order', 'ANNOTATIONS', { effect: 'covers', overlaps: false })
  for (const [index, item] of after.entries()) if (!kept.has(index)) added(met, item, index)
  const stayed = new Set(kept.values())
  for (const [index, item] of before.entries()) if (!stayed.has(index)) removed(met, item)
} }

/** Meets the items that are in both lists; by the index after, the one before. */
function matchKept(met: Meeting, before: readonly PdfValue[], after: readonly PdfValue[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>()
  const known = new Map(before.flatMap((item, index) => isKind(item, 'reference') ? [[item.number, index] as const] : []))
  for (const [index, item] of after.entries()) {
    const at = isKind(item, 'reference') ? known.get(item.number) : isKind(before[index], 'dictionary') ? index : undefined
    if (at === undefined) continue
    kept.set(index, at)
    met.walk.meet(before[at], item, annotation, below(met.path, index), met.object)
  }
  return kept
}

const isReordered = (kept: ReadonlyMap<number, number>): boolean => {
  const order = [...kept.values()]
  return order.some((at, index) => at < (order[index - 1] ?? 0))
}

function added(met: Meeting, item: PdfValue, index: number): void {
  const { walk } = met
  const value = walk.after.resolve(item)
  const here = { ...met, path: below(met.path, index), object: isKind(item, 'reference') ? item.number : met.object }
  if (value === null) return
  if (!isKind(value, 'dictionary')) return walk.refuse(here, 'not-allowed')
  if (!isWidget(met, value) && acts(walk.after, value)) return walk.refuse(here, 'acts')
  if (!isWidget(met, value)) return walk.allow(here, 'annotation-added', 'ANNOTATIONS', seenOf(here, value))
  const facts = isKind(item, 'reference') ? walk.landmarks.fieldsAfter.get(item.number) : undefined
  if (facts?.type !== 'Sig' || wasSigned(met, facts.name)) return walk.refuse(here, 'widget-added')
  if (walk.landmarks.certified && isVisible(walk.after, value)) return walk.refuse(here, 'visible-field-after-certification')
  // What it is as a field is judged in the form.
  const effect = effectOfField(walk.after, value, walk.face(here.path.page), isKind(facts.value, 'dictionary'))
  walk.allow(here, 'annotation-list', 'LTA_UPDATES', { effect, overlaps: liesOverSomething(here, value) })
}

const seenOf = (met: Meeting, value: PdfDictionary): Seen =>
  ({ effect: effectOf(met.walk.after, value, met.walk.face(met.path.page)), overlaps: liesOverSomething(met, value) })

function liesOverSomething({ walk, path }: Meeting, value: PdfDictionary): boolean {
  const box = boxAt(walk.after, value, 'Rect')
  const face = walk.face(path.page)
  if (box === undefined || !isVisible(walk.after, value) || isName(walk.after.get(value, 'Subtype'), 'Popup')) return false
  return face.isOccupied(box) || face.isCovered(box)
}

const wasSigned = ({ walk: { landmarks } }: Meeting, name: string): boolean => (landmarks.valuesBefore.get(name) ?? null) !== null

/** A comment may lead somewhere when it is clicked, and do nothing else. */
function acts(view: PdfView, annotation: PdfDictionary): boolean {
  const action = view.get(annotation, 'A')
  if (annotation.entries.has('AA')) return true
  if (!isKind(action, 'dictionary')) return action !== null
  return action.entries.has('Next') || !['URI', 'GoTo'].some((kind) => isName(view.get(action, 'S'), kind))
}

function removed(met: Meeting, item: PdfValue): void {
  const value = met.walk.before.resolve(item)
  if (!isKind(value, 'dictionary')) return
  if (isWidget(met, value)) met.walk.refuse(met, 'widget-removed')
  else {
    const showed = effectOf(met.walk.before, value, met.walk.face(met.path.page)) === 'shows'
    met.walk.allow(met, 'annotation-removed', 'ANNOTATIONS', { effect: showed ? 'removes' : undefined, overlaps: false })
  }
}

const annotation: Place = { name: 'annotation', judge: (met) => {
  const { before, after, walk } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return walk.refuse(met, 'annotation-replaced')
  if (isWidget(met, before) || isWidget(met, after)) {
    const [one, other] = met.references ?? [before, after]
    return walk.meet(one, other, field, met.path, met.object)
  }
  const own = { ...met, path: { ...met.path, annotation: [before, after] as const } }
  if (structure(own, commented, (key) => doing.has(key) ? fixed : commented)) commented.judge(own)
} }

/** What happens on a click, and where it leads, is no comment. */
const doing = new Set(['A', 'AA', 'PA', 'Dest', 'Subtype'])

/** What a comment leads to may change with it, as far as that has no place of its own. */
const commented: Place = { name: 'comment', judge: (met) => {
  const { references, walk: { landmarks }, path } = met
  const number = references?.[1].number
  if (number !== undefined && path.step !== 'Annots' && typeof path.step !== 'number') {
    const { pagesAfter, annotationsBefore, fieldsBefore, rootAfter } = landmarks
    if (pagesAfter.has(number) || annotationsBefore.has(number) || fieldsBefore.has(number) || number === rootAfter) return
  }
  if (!structure(met, commented)) return
  met.walk.allow(met, 'annotation-changed', 'ANNOTATIONS', { effect: effectOfChange(met), overlaps: false })
} }

/** What could be read and cannot any more was taken away, though the annotation is still there. */
function effectOfChange({ walk, path }: Meeting): ChangeEffect | undefined {
  if (path.annotation === undefined) return undefined
  const [before, after] = path.annotation
  const face = walk.face(path.page)
  return effectOf(walk.after, after, face) ?? (effectOf(walk.before, before, face) === 'shows' ? 'removes' : undefined)
}

const isWidget = ({ walk }: Meeting, value: PdfDictionary): boolean =>
  isName(walk.after.get(value, 'Subtype'), 'Widget') || isName(walk.before.get(value, 'Subtype'), 'Widget')

const listed = (value: PdfValue): readonly PdfValue[] | undefined => value === null ? [] : isArray(value) ? value : undefined
