import { accept, refuse, type Result } from '../../kernel/result.ts'
import { permissions, signatures, type FieldLock, type Pdf, type PdfSignature } from '../pdf/index.ts'
import type { SigningRefusal } from './model.ts'

/** What earlier signatures of the file are and allow. */
export type Earlier = { readonly signatures: readonly PdfSignature[]; readonly certified: boolean }

const none: Earlier = { signatures: [], certified: false }

/** The signatures a file bears already; a file without a form has none. */
export function earlierSignatures(pdf: Pdf): Earlier {
  const { catalog } = pdf.latest
  if (!catalog.entries.has('AcroForm') && !catalog.entries.has('Perms')) return none
  const all = signatures(pdf)
  const certified = permissions(pdf.latest).docMdp !== undefined || all.some(({ transforms }) => transforms.some(({ method }) => method === 'DocMDP'))
  return { signatures: all, certified }
}

/** Whether they let another signature come into a field of this name. */
export function permitted({ signatures: all }: Earlier, field: string): Result<undefined, SigningRefusal> {
  for (const { transforms, fields } of all) {
    for (const { method, permission, lock } of transforms) {
      if (method === 'DocMDP' && permission === 1) return refuse('no-changes-permitted')
      if (method === 'FieldMDP' && lock !== undefined && locks(lock, field)) return refuse(lock.permission === 1 ? 'no-changes-permitted' : 'field-locked')
    }
    for (const { lock } of fields) {
      if (lock?.permission === 1) return refuse('no-changes-permitted')
      if (lock !== undefined && locks(lock, field)) return refuse('field-locked')
    }
  }
  return accept(undefined)
}

function locks({ action, fields }: FieldLock, name: string): boolean {
  if (action === 'All') return true
  // The name of a field above it in the tree stands for all below.
  const named = fields.some((listed) => listed === name || name.startsWith(`${listed}.`))
  return action === 'Include' ? named : !named
}

/** An earlier signature whose bytes do not hang together would be dressed up by a good one over it. */
export function holds(pdf: Pdf, { byteRange, contents }: PdfSignature): boolean {
  if (byteRange === undefined || contents === undefined) return false
  const [first, before, behind = 0, rest = 0, ...more] = byteRange.value
  if (first !== 0 || more.length > 0 || before !== contents.start || behind !== contents.end) return false
  const end = behind + rest
  return pdf.revisions.some((revision) => Math.abs(revision.end - end) <= 2)
}
