import { accept, refuse, type Result } from '../../kernel/result.ts'
import { dictionary, isArray, reference, withEntries, type Change, type Page, type Pdf, type PdfReference } from '../pdf/index.ts'
import { lookOf, type Look } from './block.ts'
import type { Promises } from './dictionary.ts'
import type { Earlier } from './earlier.ts'
import type { Chosen } from './form.ts'
import type { Block, Rectangle, SigningRefusal } from './model.ts'
import { annotated, lockDictionary, lockOfEverything, unseen, widget } from './widget.ts'

/** What a field costs: itself, its page, its look. The reference is that of a new one, which the form must list. */
export type FieldChange = { readonly reference: PdfReference | undefined; readonly changes: readonly Change[] }

type Wanted = { readonly value: PdfReference; readonly block: Block | undefined; readonly promises: Promises }

/** A field of our own: on the first page and unseen, or where the block is to stand. */
export function newField(
  pdf: Pdf, { name, value, block, promises, earlier }: Wanted & { readonly name: string; readonly earlier: Earlier }, free: () => number,
): Result<FieldChange, SigningRefusal> {
  // All of them are walked: a tree that leads in a circle is found before anybody signs it.
  const { pages } = pdf.latest
  const page = pages[block?.place?.page ?? 0]
  if (page === undefined) return refuse('no-such-page')
  const look = block === undefined ? accept(unseen(pdf, free)) : newLook(pdf, block, page, earlier, free)
  if (!look.ok) return look
  const own = reference(free())
  const made = widget({ name, value, page: page.reference, look: look.value, locked: promises.lock !== undefined })
  const changes = [{ number: own.number, value: made }, annotated(pdf, page.reference, own, earlier.signatures.length === 0)]
  return accept({ reference: own, changes: [...changes, ...look.value.changes] })
}

/** What covers the content of a certified document counts as a forbidden change, so that only the first signature brings its own place. */
function newLook(pdf: Pdf, block: Block, page: Page, { certified }: Earlier, free: () => number): Result<Look & { readonly rectangle: Rectangle }, SigningRefusal> {
  if (certified) return refuse('block-after-certification')
  if (block.place === undefined) return refuse('block-without-place')
  const rectangle = onPage(pdf, page, block.place.rectangle)
  if (rectangle === undefined) return refuse('block-off-page')
  const look = lookOf(block, rectangle, free)
  return look.ok ? accept({ ...look.value, rectangle }) : look
}

/** In the coordinates of the page, whose visible part may begin anywhere; none off it, nor on a page that is shown turned, as the block would be. */
function onPage(pdf: Pdf, { inherited }: Page, [left, bottom, right, top]: Rectangle): Rectangle | undefined {
  const box = inherited.get('CropBox') ?? inherited.get('MediaBox')
  const [one, two, three, four] = isArray(box) ? box.map((side) => pdf.latest.resolve(side)) : []
  if (typeof one !== 'number' || typeof two !== 'number' || typeof three !== 'number' || typeof four !== 'number') return undefined
  const turned = inherited.get('Rotate')
  const [width, height] = [Math.abs(three - one), Math.abs(four - two)]
  if ((typeof turned === 'number' && turned % 360 !== 0) || left < 0 || bottom < 0 || right > width || top > height) return undefined
  const [low, under] = [Math.min(one, three), Math.min(two, four)]
  return [left + low, bottom + under, right + low, top + under]
}

/** A field that was there: it gets the signature, and the block where it has a place that shows. */
export function filledField(pdf: Pdf, field: NonNullable<Chosen['existing']>, { value, block, promises }: Wanted, free: () => number): Result<FieldChange, SigningRefusal> {
  const rectangle = block === undefined ? undefined : rectangleOf(pdf, field)
  const look = block === undefined || rectangle === undefined ? undefined : lookOf(block, rectangle, free)
  if (look?.ok === false) return look
  const more = {
    V: value, ...promises.lock === lockOfEverything ? { Lock: lockDictionary } : {}, ...look === undefined ? {} : { AP: dictionary({ N: look.value.appearance }) },
  }
  return accept({ reference: undefined, changes: [{ number: field.reference.number, value: withEntries(field.dictionary, more) }, ...look?.value.changes ?? []] })
}

function rectangleOf(pdf: Pdf, { dictionary: entries }: NonNullable<Chosen['existing']>): Rectangle | undefined {
  const [left, bottom, right, top] = (pdf.latest.array(entries, 'Rect') ?? []).map((side) => pdf.latest.resolve(side))
  if (typeof left !== 'number' || typeof bottom !== 'number' || typeof right !== 'number' || typeof top !== 'number') return undefined
  return right > left && top > bottom ? [left, bottom, right, top] : undefined
}
