import { dictionary, isArray, isKind, isName, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import { entries, type Meeting, type Place } from './comparison.ts'
import { below } from './path.ts'
import { fixed } from './rules-anywhere.ts'
import { valuesNotShown } from './shown-values.ts'
import { drawnOtherwise } from './rules-appearance.ts'
import { fieldEntries } from './rules-field.ts'
import { isTimestamp, isVisible, widgetsOf } from './signature-values.ts'

/** The form: fields for signatures may be added to it, and what they need. A form where there was none is an empty one. */
export const form: Place = { name: 'form', judge: (met) => {
  const before = met.before ?? dictionary({})
  const { after } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return met.walk.refuse(met, 'field-removed')
  if (before !== after && after.repeated.length > 0) met.walk.refuse(met, 'repeated-key')
  entries(met, before, after, (key) => ofForm[key] ?? (met.before === null ? undefined : fixed))
  if (met.before === null && after.entries.has('XFA')) met.walk.refuse(met, 'field-added')
} }

/** More bits may be set and none cleared: what was said of signatures stays true. */
const signatureFlags: Place = { name: 'signature-flags', judge: (met) => {
  const { before, after, walk } = met
  if (before === after) return
  if (typeof after !== 'number' || (typeof before === 'number' && (before & ~after) !== 0)) return walk.refuse(met, 'not-allowed')
  walk.allow(met, 'form-flags', 'LTA_UPDATES')
} }

const regenerate: Place = { name: 'regenerate', judge: (met) => {
  const { before, after, walk } = met
  if (before === after) return
  // Whoever has the viewer draw all fields anew brings to light values that were not shown (a shadow attack).
  const isFlag = after === null || typeof after === 'boolean'
  if (!isFlag || (after === true && valuesNotShown(walk.before).length > 0)) walk.refuse(met, 'appearance-without-value')
  else walk.allow(met, 'form-flags', 'FORM_FILLING')
} }

/** Fonts and the like for new appearances may be added beside those that were there. */
const resources: Place = { name: 'form-resources', judge: (met) => {
  const { before, after, walk } = met
  if (before === null) return walk.allow(met, 'form-resources', 'LTA_UPDATES')
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return fixed.judge(met)
  const isKnown = (key: string) => isKind(walk.before.get(before, key), 'dictionary')
  entries(met, before, after, (key) => isKnown(key) ? resourceKind : before.entries.has(key) ? fixed : resources)
} }

const resourceKind: Place = { name: 'form-resource-kind', judge: (met) => {
  const { before, after, walk } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return walk.refuse(met, 'not-allowed')
  entries(met, before, after, (key) => before.entries.has(key) ? fixed : resources)
} }

/** Defaults for fields that say nothing themselves: new ones may be given where none were. */
const defaults: Place = { name: 'form-defaults', judge: (met) => {
  if (met.before === null) met.walk.allow(met, 'form-resources', 'LTA_UPDATES')
  else fixed.judge(met)
} }

/** The fields of the form or of a field above them. */
const fields: Place = { name: 'fields', judge: (met) => {
  const before = listed(met.before)
  const after = listed(met.after)
  if (before === undefined || after === undefined) return met.walk.refuse(met, 'not-allowed')
  const known = new Map(before.flatMap((item, index) => isKind(item, 'reference') ? [[item.number, index] as const] : []))
  const kept = new Set<number>()
  for (const [index, item] of after.entries()) {
    const at = isKind(item, 'reference') ? known.get(item.number) : before[index] === undefined ? undefined : index
    if (at === undefined) added(met, item, index)
    else {
      kept.add(at)
      met.walk.meet(before[at], item, field, below(met.path, index), met.object)
    }
  }
  for (const [index, item] of before.entries()) {
    if (!kept.has(index) && met.walk.before.resolve(item) !== null) met.walk.refuse(met, 'field-removed')
  }
} }

const listed = (value: PdfValue): readonly PdfValue[] | undefined => value === null ? [] : isArray(value) ? value : undefined

/** Only fields for signatures may come, alone or under a node that holds nothing else. */
function added(met: Meeting, item: PdfValue, index: number): void {
  const { walk } = met
  const value = walk.after.resolve(item)
  const here = { ...met, path: below(met.path, index), object: isKind(item, 'reference') ? item.number : met.object }
  if (value === null) return
  if (!isKind(value, 'dictionary')) return walk.refuse(here, 'not-allowed')
  const facts = isKind(item, 'reference') ? walk.landmarks.fieldsAfter.get(item.number) : undefined
  const kids = walk.after.array(value, 'Kids') ?? []
  if (kids.some((kid) => isField(met, kid))) {
    for (const [at, kid] of kids.entries()) added({ ...here, path: below(here.path, 'Kids') }, kid, at)
    return
  }
  const isSignature = isName(walk.after.get(value, 'FT'), 'Sig') || (!value.entries.has('FT') && facts?.type === 'Sig')
  if (!isSignature) return walk.refuse(here, 'field-added')
  addedSignature({ ...here, path: { ...here.path, field: facts?.name } }, value)
}

/** A kid with a name or a kind of its own is a field, one without is a widget. */
function isField({ walk: { after } }: Meeting, kid: PdfValue): boolean {
  const value = after.resolve(kid)
  return isKind(value, 'dictionary') && (value.entries.has('T') || value.entries.has('FT'))
}

/** A visible one after a certification could lie over what was certified (the sneaky signature attack). */
function addedSignature(met: Meeting, value: PdfDictionary): void {
  const { after: view, landmarks: { certified } } = met.walk
  const widgets = widgetsOf(view, value)
  if (widgets.some((widget) => widget.repeated.length > 0)) return met.walk.refuse(met, 'repeated-key')
  if (widgets.some(({ entries: all }) => all.has('A') || all.has('AA'))) return met.walk.refuse(met, 'acts')
  const visible = widgets.some((widget) => isVisible(view, widget))
  if (visible && certified) return met.walk.refuse(met, 'visible-field-after-certification')
  const signature = view.get(value, 'V')
  if (!isKind(signature, 'dictionary')) return met.walk.allow(met, 'signature-field', 'FORM_FILLING')
  if (isTimestamp(view, signature) && !visible) met.walk.allow(met, 'document-timestamp', 'LTA_UPDATES')
  else met.walk.allow(met, 'signature', 'FORM_FILLING')
}

/** A field that was there, one above others, or one of its widgets. */
export const field: Place = { name: 'field', judge: (met) => {
  const { before, after, walk } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return walk.refuse(met, 'field-removed')
  if (before !== after && after.repeated.length > 0) walk.refuse(met, 'repeated-key')
  const facts = walk.landmarks.fieldsBefore.get(met.references?.[0].number ?? 0)
  const own = { ...met, path: { ...met.path, field: facts?.name ?? met.path.field } }
  const placeOf = fieldEntries(own, before, after, facts)
  if (drawnOtherwise(own, before, after, facts)) walk.refuse(own, 'appearance-without-value')
  entries(own, before, after, (key) => key === 'Kids' ? fields : key === 'Parent' ? field : placeOf(key))
} }

const ofForm: Readonly<Record<string, Place>> = {
  Fields: fields, SigFlags: signatureFlags, NeedAppearances: regenerate, DR: resources, DA: defaults, Q: defaults,
}
