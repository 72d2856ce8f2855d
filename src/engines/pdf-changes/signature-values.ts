import { isArray, isKind, isName, type PdfDictionary, type PdfValue, type PdfView } from '../pdf/index.ts'

/** A document time stamp, which whoever keeps the document adds, as against the signature of a person. */
export const isTimestamp = (view: PdfView, signature: PdfDictionary): boolean =>
  isName(view.get(signature, 'Type'), 'DocTimeStamp') || isName(view.get(signature, 'SubFilter'), 'ETSI.RFC3161')

export function isSignedAsTimestamp(view: PdfView, field: PdfDictionary): boolean {
  const value = view.get(field, 'V')
  return isKind(value, 'dictionary') && isTimestamp(view, value)
}

/** Whether anybody can see the widget: it has an area and is not hidden. */
export function isVisible(view: PdfView, widget: PdfDictionary): boolean {
  const flags = view.get(widget, 'F')
  if (typeof flags === 'number' && (flags & hidden) !== 0) return false
  const box = view.array(widget, 'Rect')
  if (box === undefined) return false
  const [left = 0, bottom = 0, right = 0, top = 0] = box.map((side) => numberOf(view.resolve(side)))
  return left !== right && bottom !== top
}

/** Invisible, Hidden and NoView of annotations. */
export const hidden = 0x01 | 0x02 | 0x20

const numberOf = (value: PdfValue): number => typeof value === 'number' ? value : 0

/** The widgets of a field: itself, or its kids. */
export function widgetsOf(view: PdfView, field: PdfDictionary): readonly PdfDictionary[] {
  const kids = view.get(field, 'Kids')
  return [field, ...isArray(kids) ? kids.map((kid) => view.resolve(kid)) : []].filter((item) => isKind(item, 'dictionary'))
}
