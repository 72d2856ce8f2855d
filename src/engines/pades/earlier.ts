import { accept, refuse, type Result } from '../../kernel/result.ts'
import { permissions, signatures, type FieldLock, type Pdf, type PdfSignature } from '../pdf/index.ts'
import { assessSignatures } from '../pdf-changes/index.ts'
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
  const transforms = all.flatMap((signature) => signature.transforms)
  // A lock binds once its field is signed; what was signed tells it again as a transform.
  const inForce = [...transforms.map(({ lock }) => lock), ...all.flatMap(({ fields }) => fields.map(({ lock }) => lock))].filter((lock) => lock !== undefined)
  const isFinal = transforms.some(({ method, permission }) => method === 'DocMDP' && permission === 1) || inForce.some(({ permission }) => permission === 1)
  if (isFinal) return refuse('no-changes-permitted')
  return inForce.some((lock) => locks(lock, field)) ? refuse('field-locked') : accept(undefined)
}

function locks({ action, fields }: FieldLock, name: string): boolean {
  if (action === 'All') return true
  // The name of a field above it in the tree stands for all below.
  const named = fields.some((listed) => listed === name || name.startsWith(`${listed}.`))
  return action === 'Include' ? named : !named
}

/** Whether the bytes of every earlier signature hang together; a broken one would be dressed up by a good one over it. */
export function allHold(pdf: Pdf, { signatures: all }: Earlier): boolean {
  if (all.length === 0) return true
  const assessed = assessSignatures(pdf)
  return assessed.ok && assessed.value.every(({ problems }) => problems.length === 0)
}
