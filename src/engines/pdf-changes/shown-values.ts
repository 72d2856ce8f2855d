import { formFields, isKind, isName, readText, type PdfDictionary, type PdfStream, type PdfView } from '../pdf/index.ts'
import { readable } from './effects.ts'
import { appearanceOf, marksOfForm } from './marks.ts'

/** The names of text fields that show something else than their value. */
export function valuesNotShown(view: PdfView): readonly string[] {
  const inForm = formFields(view).map(({ name, type, value, widgets, dictionary }) =>
    ({ name, type, value: view.resolve(value), shown: [dictionary, ...widgets.map((widget) => view.resolve(widget))] }))
  // Viewers fill in widgets as well that no form lists.
  const onPages = view.pages.flatMap(({ dictionary }) => view.array(dictionary, 'Annots') ?? []).map((item) => view.resolve(item))
    .filter((item) => isKind(item, 'dictionary')).map((item) => ({
      name: textAt(view, item, 'T'), type: isName(view.get(item, 'FT'), 'Tx') ? 'Tx' : undefined, value: view.get(item, 'V'), shown: [item],
    }))
  const found = [...inForm, ...onPages].filter(({ type, value, shown }) => {
    if (type !== 'Tx' || !isKind(value, 'string')) return false
    const looks = shown.filter((item) => isKind(item, 'dictionary')).map((widget) => appearanceOf(view, widget))
    return looks.some((look) => look !== undefined && showsOther(view, look, readText(value.bytes)))
  })
  return [...new Set(found.map(({ name }) => name))]
}

function textAt(view: PdfView, dictionary: PdfDictionary, key: string): string {
  const value = view.get(dictionary, key)
  return isKind(value, 'string') ? readText(value.bytes) : ''
}

/** Only letters and digits count; looks in fonts of their own encoding cannot be compared. */
export function showsOther(view: PdfView, look: PdfStream, value: string): boolean {
  const marks = readable(() => marksOfForm(view, look)) ?? []
  const shown = plain(marks.map(({ text }) => text).join(''))
  const wanted = plain(value)
  return /^[\x20-\x7e]+$/u.test(shown) && /^[\x20-\x7e]*$/u.test(wanted) && shown !== wanted
}

const plain = (text: string): string => text.replaceAll(/\s+/gu, '')
