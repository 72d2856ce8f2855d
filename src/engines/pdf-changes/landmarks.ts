import { formFields, isKind, isName, type PdfDictionary, type PdfValue, type PdfView } from '../pdf/index.ts'

/** What is known of a field or one of its widgets, by the number of its object. */
export type FieldFacts = { readonly name: string; readonly type: string | undefined; readonly value: PdfValue }

/** Objects that have a place of their own wherever they are referred to: a link to a page does not make the page a part of the link. */
export type Landmarks = {
  readonly rootBefore: number
  readonly rootAfter: number
  /** The number of a page, from 1 on, by that of its object. */
  readonly pagesBefore: ReadonlyMap<number, number>
  readonly pagesAfter: ReadonlyMap<number, number>
  readonly fieldsBefore: ReadonlyMap<number, FieldFacts>
  readonly fieldsAfter: ReadonlyMap<number, FieldFacts>
  /** By the names of fields, what they hold; null for one that was not filled in or signed. */
  readonly valuesBefore: ReadonlyMap<string, PdfValue>
  readonly valuesAfter: ReadonlyMap<string, PdfValue>
  /** All that the pages list as annotations, widgets among them. */
  readonly annotationsBefore: ReadonlySet<number>
  /** Whether a signature certified the document before. */
  readonly certified: boolean
}

export function landmarksOf(before: PdfView, after: PdfView): Landmarks {
  const fieldsBefore = fieldsOf(before)
  const fieldsAfter = fieldsOf(after)
  return {
    rootBefore: before.root.number, rootAfter: after.root.number, pagesBefore: pagesOf(before), pagesAfter: pagesOf(after),
    fieldsBefore, fieldsAfter, valuesBefore: valuesOf(fieldsBefore), valuesAfter: valuesOf(fieldsAfter),
    annotationsBefore: annotationsOf(before), certified: isCertified(before),
  }
}

const valuesOf = (fields: ReadonlyMap<number, FieldFacts>): ReadonlyMap<string, PdfValue> =>
  new Map([...fields.values()].map(({ name, value }) => [name, value]))

/** The same view is compared with the one before it, with the one after it, and page by page. */
function once<Value>(work: (view: PdfView) => Value): (view: PdfView) => Value {
  const known = new WeakMap<PdfView, { readonly value: Value }>()
  return (view) => {
    const found = known.get(view) ?? { value: work(view) }
    known.set(view, found)
    return found.value
  }
}

const pagesOf = once((view): ReadonlyMap<number, number> => new Map(view.pages.map(({ reference }, index) => [reference.number, index + 1])))

const fieldsOf = once((view): ReadonlyMap<number, FieldFacts> => {
  const all = new Map<number, FieldFacts>()
  for (const { name, type, value, reference, widgets } of formFields(view)) {
    for (const own of [reference, ...widgets]) if (own !== undefined) all.set(own.number, { name, type, value: view.resolve(value) })
  }
  return all
})

const annotationsOf = once((view): ReadonlySet<number> => {
  const all = new Set<number>()
  for (const { dictionary } of view.pages) for (const item of view.array(dictionary, 'Annots') ?? []) {
    if (isKind(item, 'reference')) all.add(item.number)
  }
  return all
})

/** By /Perms, by a signature that says so itself, or by one whose lock speaks for the whole document. */
const isCertified = once((view): boolean => {
  const permissions = view.dictionary(view.catalog, 'Perms')
  if (permissions?.entries.has('DocMDP') === true) return true
  return formFields(view).some(({ type, value, dictionary }) => {
    const signature = type === 'Sig' ? view.resolve(value) : null
    return isKind(signature, 'dictionary') && (certifies(view, signature) || view.dictionary(dictionary, 'Lock')?.entries.has('P') === true)
  })
})

const certifies = (view: PdfView, signature: PdfDictionary): boolean => (view.array(signature, 'Reference') ?? []).some((item) => {
  const reference = view.resolve(item)
  return isKind(reference, 'dictionary') && isName(view.get(reference, 'TransformMethod'), 'DocMDP')
})
