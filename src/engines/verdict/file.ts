import { placesOfName } from '../pdf/index.ts'
import { judgeAsic } from './asic.ts'
import { judgeCms } from './cms.ts'
import type { Evidence } from './evidence.ts'
import { kindByContent } from './kind.ts'
import { judgePdf } from './pdf.ts'
import { judgeRefused } from './pdf-refused.ts'
import { problem } from './problems.ts'
import type { DocumentReport } from './report.ts'
import { judgeXml } from './xml.ts'

/** Judges a file by its content, whatever it is called. `content` is what a detached signature signs. */
export function judgeFile(bytes: Uint8Array, evidence: Evidence, content?: Uint8Array): DocumentReport {
  switch (kindByContent(bytes)) {
    case 'pdf': return judgePdf(bytes, evidence)
    case 'cms': return judgeCms(bytes, evidence, content)
    case 'zip': return judgeAsic(bytes, evidence)
    case 'xml': return judgeXml(bytes, evidence)
    case 'unknown': return hasPdfWithin(bytes) ? judgeRefused(bytes, 'not-a-pdf') : { kind: 'unknown', verdict: 'NO_SIGNATURE_FOUND', signatures: [], timestamps: [], problems: bytes.length === 0 ? [problem('unreadable-file', 'empty')] : [], wanted: [] }
  }
}

/** The end of a PDF with a signature in it, whose beginning was lost. */
const hasPdfWithin = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('startxref') && placesOfName(bytes, 'ByteRange', 1).length > 0
