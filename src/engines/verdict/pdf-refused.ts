import { isAllZeros, placesOfName } from '../pdf/index.ts'
import { readSignedData } from '../cms/index.ts'
import { certificatesOf } from './evidence.ts'
import { malformedSignature } from './malformed.ts'
import { problem } from './problems.ts'
import { verdictOf, type DocumentReport, type SignatureReport } from './report.ts'
import { nameOf } from './timeline.ts'

const mostSignatures = 100

/** A file nobody can read in one way only, with the reason why (a PdfRefusal): whatever looks like a signature in its bytes fails, so that none passes for unsigned. */
export function judgeRefused(bytes: Uint8Array, refusal: string): DocumentReport {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const isEncrypted = text.includes('/Encrypt')
  const ranges = placesOfName(bytes, 'ByteRange', mostSignatures)
  // Of a signature that was cut off in its middle the range may be what is gone.
  const places = ranges.length > 0 ? ranges : placesOfName(bytes, 'SubFilter', mostSignatures)
  const signatures = places.flatMap((at, index) => failedAt(text, at, index, refusal))
  const problems = [problem(refusal === 'not-a-pdf' ? 'unreadable-file' : 'ambiguous-file', refusal), ...isEncrypted ? [problem('encrypted-file')] : []]
  return { kind: 'pdf', verdict: verdictOf(signatures, []), signatures, timestamps: [], problems, wanted: [] }
}

function failedAt(text: Buffer, at: number, index: number, refusal: string): SignatureReport[] {
  const contents = contentsNear(text, at)
  // Space for a signature that was never made is none.
  if (contents && isAllZeros(contents)) return []
  const data = contents && readSignedData(contents)
  const certificate = data?.ok ? certificatesOf(data.value.certificates)[0] : undefined
  return [malformedSignature(String(index + 1), 'PDF_NOT_ETSI', problem('ambiguous-file', refusal), nameOf(certificate))]
}

/** The hexadecimal string of /Contents in the same dictionary, on either side. */
function contentsNear(text: Buffer, at: number): Buffer | undefined {
  const from = Math.max(text.lastIndexOf('<<', at), text.lastIndexOf('obj', at), 0)
  const key = text.indexOf('/Contents', from)
  const start = key < 0 ? -1 : text.indexOf('<', key)
  const end = start < 0 ? -1 : text.indexOf('>', start)
  const isNear = key >= 0 && key - at < 2_000_000 && start - key < 64 && end > start
  return isNear ? Buffer.from(text.subarray(start + 1, end).toString('latin1').replace(/\s+/g, ''), 'hex') : undefined
}
