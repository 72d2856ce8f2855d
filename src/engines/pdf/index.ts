export {
  dictionary, isArray, isCount, isKind, isName, kindOf, name, reference, sameValue, stream, string, withEntries,
  type PdfDictionary, type PdfName, type PdfReference, type PdfStream, type PdfString, type PdfValue,
} from './values.ts'
export { PdfProblem, reading, type PdfRefusal } from './problem.ts'
export { defaultLimits, type PdfLimits } from './limits.ts'
export type { Deviation, DeviationName } from './source.ts'
export { saysPdf } from './header.ts'
export { openPdf, type Pdf } from './open.ts'
export type { PdfView } from './view.ts'
export type { Page } from './pages.ts'
export type { Revision } from './revisions.ts'
export type { FreeEntry, PackedEntry, PlainEntry, Span, XrefEntry } from './xref-entry.ts'
export type { Decoded } from './filters.ts'
export { isAllZeros, latin1 } from './characters.ts'
export { placesOfName } from './name-places.ts'
export { Lexer } from './lexer.ts'
export { byteString, readText, textString } from './text-string.ts'
export { readDate, writeDate } from './date.ts'
export { formFields, type FormField } from './fields.ts'
export { signatureFields, signatures, type FieldLock, type PdfSignature, type Placed, type SignatureField, type Transform } from './signature-fields.ts'
export {
  extensions, permissions, securityStore, type Evidence, type Permissions, type SecurityStore, type SignatureEvidence
} from './security-store.ts'
export { ByteWriter, placeholder, writable, writeIndirect, writeValue, type Placeholder, type Writable, type WritableDictionary } from './serialise.ts'
export { appendRevision, type Appended, type AppendOptions, type AppendRefusal, type Change } from './append.ts'
export { ambiguities, type Ambiguity } from './audit.ts'
