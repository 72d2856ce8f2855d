import { ambiguities, reading, type Pdf } from '../pdf/index.ts'
import { hasNestedPdf } from './nested-pdf.ts'
import { problem, type Problem } from './problems.ts'

/** What the whole file says against every signature in it. */
export interface PdfAudit {
  readonly faults: readonly Problem[]
  /** Of certifications after which the file went on: who looks for the end of what was certified may stop elsewhere. */
  readonly certifiedFaults: readonly Problem[]
  /** Of signatures after which the file went on: what came after them was cut off before its end mark. */
  readonly continuedFaults: readonly Problem[]
  readonly remarks: readonly Problem[]
}

/** Reads every byte, for openPdf reads only what it is asked: what two readers could see differently fails all signatures. */
export function auditOf(pdf: Pdf): PdfAudit {
  const read = reading(() => ambiguities(pdf).map(({ refusal, object }) => ({ refusal, object })))
  const found = read.ok ? read.value : [{ refusal: read.refusal, object: undefined }]
  const nested = reading(() => hasNestedPdf(pdf))
  const isNested = !nested.ok || nested.value
  // Objects that nothing lists are seen by no reader that keeps to the rules; what cannot be decrypted is no contradiction.
  const loud = found.filter(({ refusal }) => refusal !== 'hidden-object' && refusal !== 'encrypted')
  const hidden = found.filter(({ refusal }) => refusal === 'hidden-object')
  return {
    faults: [...new Set(loud.map(({ refusal }) => refusal))].map((refusal) => problem('ambiguous-file', refusal)),
    certifiedFaults: isNested ? [problem('ambiguous-file', 'another-pdf-inside')] : [],
    continuedFaults: pdf.deviations.some(({ name }) => name === 'missing-eof') ? [problem('ambiguous-file', 'cut-off')] : [],
    remarks: hidden.slice(0, 5).map(({ object }) => problem('hidden-content', String(object ?? ''))),
  }
}
