import { createHash } from 'node:crypto'
import {
  appendRevision, dictionary, isKind, name, placeholder, reference, string, withEntries, writable, type Change, type Pdf, type PdfValue, type Writable,
} from '../pdf/index.ts'
import { buildPdf, numbersOf, opened, taken, text, type Plan } from '../pdf/testing.ts'

/** What a signature of tests says beside its bytes. */
export type SignPlan = {
  readonly field?: string
  /** Certifies with this permission. */
  readonly permission?: number
  readonly lock?: { readonly action: string; readonly fields?: readonly string[]; readonly permission?: number }
  readonly visible?: boolean
  readonly timestamp?: boolean
}

const room = 256

/**
 * A signed revision of a file. Only its structure is real: the place of a signature holds the digest of the range as a DER sequence, which is
 * all that coverage and changes look at.
 */
export function signed(bytes: Uint8Array, plan: SignPlan = {}): Buffer {
  const pdf = opened(bytes)
  const { chunks, placed } = taken(appendRevision(pdf, changesOf(pdf, plan)))
  const whole = Buffer.concat(chunks)
  const contents = placed.get('Contents') ?? { start: 0, end: 0 }
  const range = [0, contents.start, contents.end, whole.length - contents.end]
  whole.write(`[${range.join(' ')}]`.padEnd(48), placed.get('ByteRange')?.start ?? 0, 'latin1')
  const digest = createHash('sha256').update(whole.subarray(0, contents.start)).update(whole.subarray(contents.end)).digest()
  whole.write(Buffer.concat([Buffer.from([0x30, 0x22, 0x04, 0x20]), digest]).toString('hex'), contents.start + 1, 'latin1')
  return whole
}

/** A file of some pages, signed once. */
export const signedFile = (plan: SignPlan = {}, file: Plan = { pages: ['One', 'Two'] }): Buffer => signed(buildPdf(file), plan)

function changesOf(pdf: Pdf, plan: SignPlan): readonly Change[] {
  const field = pdf.nextNumber
  const value = field + 1
  const page = pdf.latest.object(numbersOf.page(0))
  const { catalog } = pdf.latest
  const form = pdf.latest.dictionary(catalog, 'AcroForm') ?? dictionary({})
  const fields = pdf.latest.array(form, 'Fields') ?? []
  if (!isKind(page, 'dictionary')) throw new TypeError('a first page')
  const annotations = pdf.latest.array(page, 'Annots') ?? []
  return [
    { number: pdf.latest.root.number, value: withEntries(catalog, {
      AcroForm: withEntries(form, { Fields: [...fields, reference(field)], SigFlags: 3 }),
      ...plan.permission === undefined ? {} : { Perms: dictionary({ DocMDP: reference(value) }) },
    }) },
    { number: numbersOf.page(0), value: withEntries(page, { Annots: [...annotations, reference(field)] }) },
    { number: field, value: fieldOf(plan, value) }, { number: value, value: valueOf(plan) },
  ]
}

const fieldOf = ({ field = 'Signature1', visible = false, lock }: SignPlan, value: number): PdfValue => dictionary({
  FT: name('Sig'), T: text(field), Type: name('Annot'), Subtype: name('Widget'), F: 132, Rect: visible ? [300, 100, 500, 160] : [0, 0, 0, 0],
  P: reference(numbersOf.page(0)), V: reference(value), ...lock === undefined ? {} : { Lock: lockOf(lock) },
})

const lockOf = ({ action, fields, permission }: NonNullable<SignPlan['lock']>): PdfValue => dictionary({
  Type: name('SigFieldLock'), Action: name(action), ...fields === undefined ? {} : { Fields: fields.map(text) },
  ...permission === undefined ? {} : { P: permission },
})

const valueOf = ({ permission, timestamp = false }: SignPlan): Writable => writable({
  Type: name(timestamp ? 'DocTimeStamp' : 'Sig'), Filter: name('Adobe.PPKLite'), SubFilter: name(timestamp ? 'ETSI.RFC3161' : 'ETSI.CAdES.detached'),
  ...timestamp ? {} : { M: string(Buffer.from('D:20260101120000Z')) }, ByteRange: placeholder('ByteRange', ' '.repeat(48)),
  Contents: placeholder('Contents', `<${'0'.repeat(room * 2)}>`),
  ...permission === undefined ? {} : { Reference: [dictionary({
    Type: name('SigRef'), TransformMethod: name('DocMDP'), TransformParams: dictionary({ Type: name('TransformParams'), P: permission, V: name('1.2') }),
  })] },
})

/** Appends a revision that changes these objects. */
export const edited = (bytes: Uint8Array, changes: (pdf: Pdf) => readonly Change[]): Buffer => {
  const pdf = opened(bytes)
  return Buffer.concat(taken(appendRevision(pdf, changes(pdf))).chunks)
}
