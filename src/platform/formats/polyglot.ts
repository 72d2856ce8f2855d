import { zipFormat } from './detect-zip.ts'
import type { Format } from './detect.ts'

const zips: readonly Format[] = ['zip', 'ooxml', 'odf', 'asic', 'isdocx']
const writings: readonly Format[] = ['text', 'html', 'eml', 'isdoc']
const directoryEnd = Buffer.from('PK\x05\x06', 'latin1')
const [headLength, tailLength] = [1_024, 66_000]

/**
 * What else the same bytes are to a reader that looks elsewhere: a ZIP is read from its end, a PDF may begin a kilobyte late, a browser
 * takes the first tag it likes for a page. Empty for an honest file; a mail or a text may quote anything.
 */
export function alsoReadAs(bytes: Uint8Array, format: Format): ('zip' | 'pdf' | 'html')[] {
  if (writings.includes(format)) return []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.toString('latin1', 0, headLength)
  const isPdf = format === 'pdf'
  const isZip = zips.includes(format)
  return [
    ...!isZip && format !== 'unknown' && endsAsZip(buffer) ? ['zip' as const] : [],
    ...!isPdf && /%PDF-[12]\.\d/.test(head) && !(isZip && holdsPdfFirst(buffer)) ? ['pdf' as const] : [],
    ...(isPdf ? /<(?:!doctype\s+html|html|script|body|svg|iframe)[\s>]/i.test(head) : /<(?:!doctype\s+html|html|script)[\s>]/i.test(head.slice(0, 512))) ? ['html' as const] : [],
  ]
}

/** An end record at the end whose directory is where it says, counted from the start of the file or of the archive. */
function endsAsZip(buffer: Buffer): boolean {
  const at = buffer.lastIndexOf(directoryEnd)
  if (at < 0 || at < buffer.length - tailLength || at + 22 > buffer.length || buffer.readUInt16LE(at + 10) === 0) return false
  const size = buffer.readUInt32LE(at + 12)
  return [buffer.readUInt32LE(at + 16), at - size].some((from) => from >= 0 && from + 4 <= buffer.length && buffer.readUInt32LE(from) === 0x02014b50)
}

/** A PDF stored as the first entries of an archive begins early without anybody's ill will. */
function holdsPdfFirst(buffer: Buffer): boolean {
  if (buffer.length < 30 || zipFormat(buffer) === 'asic') return true
  const from = 30 + buffer.readUInt16LE(26) + buffer.readUInt16LE(28)
  return buffer.readUInt16LE(8) === 0 && buffer.indexOf('%PDF-', 0, 'latin1') >= from
}
