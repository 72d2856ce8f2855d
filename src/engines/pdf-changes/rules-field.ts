import { isKind, type PdfDictionary } from '../pdf/index.ts'
import { entries, structure, type Meeting, type Place } from './comparison.ts'
import type { FieldFacts } from './landmarks.ts'
import { fixed, free, frozen } from './rules-anywhere.ts'
import { hasNewValue, replaceable } from './rules-appearance.ts'
import { hidden, isTimestamp, isVisible } from './signature-values.ts'

/** What of a field may change, by the name of the entry; its fixed sides (name, kind, place on the page, actions, locks) may not. */
export function fieldEntries(
  met: Meeting, before: PdfDictionary, after: PdfDictionary, facts: FieldFacts | undefined,
): (key: string) => Place | undefined {
  const { walk } = met
  if (facts?.type === undefined) return (key) => entriesOfGroup[key] ?? fixed
  if (facts.type !== 'Sig') {
    const allowed = hasNewValue(met, facts) ? entriesOfField : entriesOfUnfilled
    return (key) => allowed[key] ?? fixed
  }
  const one = walk.before.get(before, 'V')
  const other = walk.after.get(after, 'V')
  if (isKind(one, 'dictionary')) return (key) => entriesOfSigned[key] ?? fixed
  if (!isKind(other, 'dictionary')) return (key) => entriesOfEmpty[key] ?? fixed
  if (!isTimestamp(walk.after, other)) return (key) => entriesOfUnsigned[key] ?? fixed
  // What can be seen of a time stamp is more than keeping the document needs.
  const stamped = isVisible(walk.after, after) ? entriesOfVisiblyStamped : entriesOfStamped
  return (key) => stamped[key] ?? fixed
}

/** Hiding and showing is no filling; other flags, such as Locked and Print, are. */
const flags: Place = { name: 'widget-flags', judge: (met) => {
  const { before, after, walk } = met
  if (before === after) return
  const changed = (typeof before === 'number' ? before : 0) ^ (typeof after === 'number' ? after : 0)
  if ((changed & hidden) !== 0 || (after !== null && typeof after !== 'number')) walk.refuse(met, 'not-allowed')
  else walk.allow(met, 'field-flags', 'FORM_FILLING')
} }

/** A field may become read-only, as those do that a signature locks. */
const fieldFlags: Place = { name: 'field-flags', judge: (met) => {
  const { before, after, walk } = met
  if (before === after) return
  const changed = (typeof before === 'number' ? before : 0) ^ (typeof after === 'number' ? after : 0)
  if (changed !== 1 || typeof after !== 'number' || (after & 1) === 0) walk.refuse(met, 'not-allowed')
  else walk.allow(met, 'field-flags', 'FORM_FILLING')
} }

/** Where nothing was said, it may be said. */
const addition = (name: string, allowed: Place): Place => ({ name, judge: (met) => (met.before === null ? allowed : fixed).judge(met) })

const harmless = free('field-flags', 'LTA_UPDATES')
const links: Readonly<Record<string, Place>> = {
  P: addition('page-of-widget', harmless), StructParent: addition('structure-of-widget', harmless), F: flags, Ff: fieldFlags,
}

const value = free('field-value', 'FORM_FILLING')
const appearance = replaceable('FORM_FILLING')
const entriesOfField: Readonly<Record<string, Place>> = {
  ...links, V: value, AS: value, I: value, TI: value, RV: value, DS: value, M: value, DA: value, Q: value, AP: appearance,
}

/**
 * Appearance, colour, size and rich text come with a value. Changed alone they hide it or show another one (a shadow attack); only where
 * nothing was drawn yet, the value that is there may be.
 */
const entriesOfUnfilled: Readonly<Record<string, Place>> = {
  ...links, V: value, AS: value, I: value, TI: value, M: value,
  AP: { name: 'unfilled-appearance', judge: (met) => (met.before === null ? appearance : sameLook).judge(met) },
}
const sameLook = frozen('same-look', 'appearance-without-value')

/** A node above fields may hold the value of the fields below. */
const entriesOfGroup: Readonly<Record<string, Place>> = { ...links }

/** A signature that was there says what it said. Its references may lead to the whole document: that is judged where it stands. */
const signature: Place = { name: 'signed-value', judge: (met) => {
  const { before, after, walk } = met
  if (after === null) return walk.refuse(met, 'signature-removed')
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return walk.refuse(met, 'signature-changed')
  if (before !== after && after.repeated.length > 0) walk.refuse(met, 'repeated-key')
  entries(met, before, after, () => partOfSignature)
} }

const partOfSignature: Place = { name: 'part-of-signature', judge: (met) => {
  if (met.path.step === 'Data' && met.references !== undefined && met.references[0].number === met.references[1].number) return
  if (structure(met, partOfSignature)) met.walk.refuse(met, 'signature-changed')
} }

const signedLook = frozen('signed-appearance', 'signature-changed')
const entriesOfSigned: Readonly<Record<string, Place>> = { ...links, V: signature, AP: signedLook, AS: signedLook, M: harmless }

/** A field that nobody signs gets no look. */
const entriesOfEmpty: Readonly<Record<string, Place>> = { ...links, AP: sameLook, M: harmless }

const given = addition('signature-given', free('signature', 'FORM_FILLING'))
const look = replaceable('FORM_FILLING')
const entriesOfUnsigned: Readonly<Record<string, Place>> = {
  ...links, V: given, AP: look, AS: look, M: harmless, MK: addition('look-given', look), DA: addition('da-given', look),
}

const stampGiven = addition('timestamp-given', free('document-timestamp', 'LTA_UPDATES'))
const stampLook = replaceable('LTA_UPDATES')
const stampFlags: Place = { name: 'stamp-flags', judge: (met) => {
  if (met.before === met.after) return
  const changed = (typeof met.before === 'number' ? met.before : 0) ^ (typeof met.after === 'number' ? met.after : 0)
  if ((changed & hidden) !== 0) met.walk.refuse(met, 'not-allowed')
  else met.walk.allow(met, 'field-flags', 'LTA_UPDATES')
} }
const entriesOfVisiblyStamped: Readonly<Record<string, Place>> = { ...entriesOfUnsigned, V: stampGiven }
const entriesOfStamped: Readonly<Record<string, Place>> = {
  ...entriesOfUnsigned, F: stampFlags, V: stampGiven, AP: stampLook, AS: stampLook,
}
