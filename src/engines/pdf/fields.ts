import { PdfProblem } from './problem.ts'
import { readText } from './text-string.ts'
import { isKind, type PdfDictionary, type PdfReference, type PdfValue } from './values.ts'
import type { PdfView } from './view.ts'

/** A field at the end of its branch of the form: what people fill in, or sign. */
export type FormField = {
  /** Its partial names joined by full stops. */
  readonly name: string
  /** Undefined when it is written directly into its parent. */
  readonly reference: PdfReference | undefined
  readonly dictionary: PdfDictionary
  /** /FT, its own or inherited: Sig, Tx, Btn, Ch. */
  readonly type: string | undefined
  readonly flags: number
  /** /V, its own or inherited, not resolved: what it refers to is a part of its identity. */
  readonly value: PdfValue
  /** The widgets that show it: itself when merged with its only one. */
  readonly widgets: readonly PdfReference[]
}

type Above = { readonly name: string; readonly type: PdfValue; readonly flags: PdfValue; readonly value: PdfValue; readonly path: readonly number[] }

/** All terminal fields of the form in the order of its tree; a tree that contains itself is refused. */
export function formFields(view: PdfView): readonly FormField[] {
  const form = view.dictionary(view.catalog, 'AcroForm')
  const roots = form === undefined ? undefined : view.array(form, 'Fields')
  const found: FormField[] = []
  const met = new Set<number>()
  for (const root of roots ?? []) collect(view, root, { name: '', type: null, flags: null, value: null, path: [] }, met, found)
  return found
}

function collect(view: PdfView, item: PdfValue, above: Above, met: Set<number>, found: FormField[]): void {
  const own = isKind(item, 'reference') ? item : undefined
  if (own !== undefined && above.path.includes(own.number)) throw new PdfProblem('malformed-form', 0)
  // A field listed twice is one field.
  if (own !== undefined && met.has(own.number)) return
  if (own !== undefined) met.add(own.number)
  const node = view.resolve(item)
  if (!isKind(node, 'dictionary')) return
  if (above.path.length > 64) throw new PdfProblem('nested-too-deep', node.start)
  const here = inherit(view, node, above, own)
  const kids = view.array(node, 'Kids') ?? []
  const fields = kids.filter((kid) => isField(view, kid))
  if (fields.length > 0) for (const kid of fields) collect(view, kid, here, met, found)
  else found.push(terminal(view, node, own, here, kids))
}

function inherit(view: PdfView, node: PdfDictionary, above: Above, own: PdfReference | undefined): Above {
  const partial = view.get(node, 'T')
  const name = isKind(partial, 'string') ? [above.name, readText(partial.bytes)].filter((part) => part !== '').join('.') : above.name
  return {
    name, type: view.get(node, 'FT') ?? above.type, flags: view.get(node, 'Ff') ?? above.flags,
    value: node.entries.get('V') ?? above.value, path: own === undefined ? above.path : [...above.path, own.number],
  }
}

function terminal(view: PdfView, dictionary: PdfDictionary, own: PdfReference | undefined, here: Above, kids: readonly PdfValue[]): FormField {
  const merged = own !== undefined && isKind(view.get(dictionary, 'Subtype'), 'name') ? [own] : []
  return {
    name: here.name, reference: own, dictionary, type: isKind(here.type, 'name') ? here.type.name : undefined,
    flags: typeof here.flags === 'number' ? here.flags : 0, value: here.value,
    widgets: [...merged, ...kids.filter((kid) => isKind(kid, 'reference'))],
  }
}

/** A kid with a name of its own is a field, one without is a widget of its parent. */
function isField(view: PdfView, kid: PdfValue): boolean {
  const node = view.resolve(kid)
  return isKind(node, 'dictionary') && node.entries.has('T')
}
