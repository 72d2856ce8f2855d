import { formFields, isAllZeros, latin1, type Pdf, type PdfSignature, type PdfView, type Placed, type Revision } from '../pdf/index.ts'
import type { Coverage, Problem } from './model.ts'

export type Covered = {
  readonly coverage: Coverage
  readonly revision: number | undefined
  /** Where the range ends; 0 when it is no range. */
  readonly end: number
  readonly problems: readonly Problem[]
}

/** Holds the range of a signature against where its bytes stand. `others` are the other signatures of the file. */
export function coverageOf(pdf: Pdf, signature: PdfSignature, others: readonly PdfSignature[]): Covered {
  const malformed = [...rangeProblems(pdf, signature), ...contentsProblems(pdf.bytes, signature, others)]
  const [, , start = 0, length = 0] = signature.byteRange?.value ?? []
  const end = start + length
  const revision = pdf.revisions.find((candidate) => closesAt(pdf, candidate, end))
  if (revision === undefined) {
    if (malformed.length > 0) return { coverage: 'UNCLEAR', revision, end: 0, problems: malformed }
    return { coverage: 'PREFIX', revision, end, problems: ['byte-range-ends-within-revision'] }
  }
  const problems = [...malformed, ...revisionProblems(pdf, signature, revision)]
  const coverage = malformed.length > 0 ? 'UNCLEAR' : end === pdf.bytes.length ? 'WHOLE_FILE' : 'WHOLE_REVISION'
  return { coverage, revision: revision.index, end, problems }
}

function rangeProblems(pdf: Pdf, { byteRange, contents, dictionary }: PdfSignature): readonly Problem[] {
  if (!dictionary.entries.has('ByteRange')) return ['byte-range-missing']
  if (byteRange === undefined) return ['byte-range-malformed']
  const { value } = byteRange
  if (value.length > 4) return ['byte-range-several']
  if (value.length !== 4 || value.some((number) => !Number.isSafeInteger(number) || number < 0)) return ['byte-range-malformed']
  const [first = 0, before = 0, behind = 0, rest = 0] = value
  if (first !== 0) return ['byte-range-not-from-start']
  if (behind < before) return ['byte-range-overlaps']
  if (behind + rest > pdf.bytes.length) return ['byte-range-beyond-file']
  if (contents === undefined) return []
  // Most leave out < and > as the standard says; some sign them as well, which leaves less unsigned.
  const margin = before === contents.start + 1 ? 1 : 0
  if (before !== contents.start + margin || behind !== contents.end - margin) return ['byte-range-gap-is-not-contents']
  if (dictionary.end > behind + rest) return ['dictionary-outside-range']
  return []
}

function contentsProblems(bytes: Uint8Array, { contents, dictionary }: PdfSignature, others: readonly PdfSignature[]): readonly Problem[] {
  if (dictionary.repeated.some((key) => decisive.has(key))) return ['dictionary-repeats-key']
  if (contents === undefined) return ['contents-missing']
  if (bytes[contents.start] !== 0x3c || !isHexadecimal(bytes, contents)) return ['contents-not-hexadecimal']
  if (isAllZeros(contents.value)) return ['contents-empty']
  if (!isPaddedWithZeros(contents.value)) return ['contents-padding']
  return others.some((other) => other.contents !== undefined && overlap(other.contents, contents)) ? ['contents-shared'] : []
}

type Place = Pick<Placed<unknown>, 'start' | 'end'>
const overlap = (one: Place, other: Place): boolean => one.start < other.end && other.start < one.end

/** Entries of which two would make two signatures of one. */
const decisive = new Set(['Contents', 'ByteRange', 'Filter', 'SubFilter', 'Reference', 'Cert'])

/**
 * Digits in pairs and nothing else: white space in the gap would be bytes that nobody signed. Letters all large or all small, as whoever
 * writes them does: the other ones would be a change that leaves the value as it was.
 */
function isHexadecimal(bytes: Uint8Array, { start, end, value }: Placed<Uint8Array>): boolean {
  const digits = latin1(bytes, start + 1, end - 1)
  const written = Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')
  return digits === written || digits === written.toUpperCase()
}

/** Behind the DER of the signature there may be nothing but zeros. One of indefinite length is measured by whoever decodes it. */
function isPaddedWithZeros(contents: Uint8Array): boolean {
  const first = contents[1] ?? 0
  if (contents[0] !== 0x30 || first === 0x80) return true
  const count = first < 0x80 ? 0 : first & 0x7f
  let length = first < 0x80 ? first : 0
  for (let at = 2; at < 2 + count; at++) length = length * 256 + (contents[at] ?? 0)
  return isAllZeros(contents.subarray(2 + count + length))
}

/** A field that came to bear the signature after it was made shows it where its signer did not put it. */
function isInLaterField(view: PdfView, fields: PdfSignature['fields'], dictionary: PdfSignature['dictionary']): boolean {
  const own = new Set(formFields(view).filter(({ value }) => view.resolve(value) === dictionary).map(({ name }) => name))
  return fields.some(({ name }) => !own.has(name))
}

/** The range may end before or behind the end of line after %%EOF, or take blanks that no later revision begins with. */
function closesAt({ bytes, revisions }: Pdf, { index, end: close }: Revision, end: number): boolean {
  if (end > close) return isBlank(bytes, close, end) && end <= (revisions[index + 1]?.startxref ?? bytes.length)
  return close - end <= 2 && isBlank(bytes, end, close)
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (![0x0a, 0x0d, 0x20, 0x09, 0x00, 0x0c].includes(bytes[at] ?? 0)) return false
  return true
}

/** The signed revision must hold this very signature, in a field, and what follows the last revision must be blank. */
function revisionProblems(pdf: Pdf, { revision, fields, dictionary }: PdfSignature, signed: Revision): readonly Problem[] {
  // Somebody wrote another one under its number: what it says of its signer is not what was signed.
  if (revision > signed.index) return ['dictionary-changed']
  const view = pdf.at(signed.index)
  const [field] = fields
  if (field === undefined) return ['field-missing']
  if (view.resolve(field.value) !== dictionary) return ['dictionary-not-in-signed-revision']
  if (fields.length > 1 && isInLaterField(view, fields, dictionary)) return ['field-added-later']
  return pdf.trailing.blank ? [] : ['bytes-after-end']
}
