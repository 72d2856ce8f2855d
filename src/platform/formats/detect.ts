import { looksLikeHtml, looksLikeInvoice, looksLikeMail, looksLikeText } from './detect-text.ts'
import { zipFormat } from './detect-zip.ts'

export const mediaTypes = {
  eml: 'message/rfc822',
  pdf: 'application/pdf',
  zip: 'application/zip',
  ooxml: 'application/vnd.openxmlformats-officedocument',
  odf: 'application/vnd.oasis.opendocument',
  zfo: 'application/vnd.software602.filler.form-xml-zip',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  text: 'text/plain',
  html: 'text/html',
  rtf: 'application/rtf',
  ole: 'application/x-ole-storage',
  asic: 'application/vnd.etsi.asic-e+zip',
  isdoc: 'application/x-isdoc',
  isdocx: 'application/x-isdocx',
  '7z': 'application/x-7z-compressed',
  rar: 'application/vnd.rar',
  tar: 'application/x-tar',
  gzip: 'application/gzip',
  bzip2: 'application/x-bzip2',
  xz: 'application/x-xz',
  unknown: 'application/octet-stream',
} as const

/** A family of formats that one reader would take. */
export type Format = keyof typeof mediaTypes

/** Without a dot. The office families have many extensions: theirs stays empty, so a declared one is kept. */
export const extensions: Record<Format, string> = {
  eml: 'eml', pdf: 'pdf', zip: 'zip', ooxml: '', odf: '', zfo: 'zfo', png: 'png', jpeg: 'jpg', tiff: 'tif', gif: 'gif',
  webp: 'webp', bmp: 'bmp', isdoc: 'isdoc', isdocx: 'isdocx', '7z': '7z', rar: 'rar', tar: 'tar', gzip: 'gz', bzip2: 'bz2', xz: 'xz',
  text: 'txt', html: 'html', rtf: 'rtf', ole: '', asic: 'asice', unknown: '',
}

const signatures: readonly (readonly [Format, string])[] = [
  ['png', '\x89PNG\r\n\x1a\n'], ['jpeg', '\xff\xd8\xff'], ['gif', 'GIF87a'], ['gif', 'GIF89a'],
  ['tiff', 'II*\0'], ['tiff', 'MM\0*'], ['tiff', 'II+\0'], ['tiff', 'MM\0+'],
  ['7z', '7z\xbc\xaf\x27\x1c'], ['rar', 'Rar!\x1a\x07'], ['gzip', '\x1f\x8b\x08'], ['bzip2', 'BZh'], ['xz', '\xfd7zXZ\0'],
  ['rtf', '{\\rtf'], ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
]

/** Readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
const pdfHeaderWithin = 1_024
const headLength = 65_536

/** What the bytes are, by their own marks; `unknown` when in doubt. */
export function detectFormat(bytes: Uint8Array): Format {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.subarray(0, headLength)
  const start = head.toString('latin1', 0, 16)
  const signed = signatures.find(([, signature]) => start.startsWith(signature))
  if (signed) return signed[0]
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return zipFormat(buffer)
  if (/^RIFF[^]{4}WEBP/.test(start)) return 'webp'
  if (isBitmap(buffer)) return 'bmp'
  if (head.toString('latin1', 257, 262) === 'ustar') return 'tar'
  if (isDataBoxMessage(head)) return 'zfo'
  if (/^%PDF-\d/.test(start)) return 'pdf'
  const isText = looksLikeText(head, buffer.length > head.length)
  if (isText && looksLikeMail(head)) return 'eml'
  if (/%PDF-[12]\.\d/.test(head.toString('latin1', 0, pdfHeaderWithin))) return 'pdf'
  if (looksLikeMail(head)) return 'eml'
  if (!isText) return 'unknown'
  if (looksLikeInvoice(head)) return 'isdoc'
  return looksLikeHtml(head) ? 'html' : 'text'
}

/** `BM` alone starts many a text: the size that follows must be that of the file, the reserved words empty. */
function isBitmap(buffer: Buffer): boolean {
  return buffer.length >= 26 && buffer.toString('latin1', 0, 2) === 'BM' && buffer.readUInt32LE(2) === buffer.length && buffer.readUInt32LE(6) === 0
}

/** CMS SignedData (RFC 5652: a SEQUENCE starting with OID 1.2.840.113549.1.7.2) around XML of the data box system. */
function isDataBoxMessage(head: Buffer): boolean {
  if (head[0] !== 0x30) return false
  const at = head.indexOf(Buffer.from('06092a864886f70d010702', 'hex'))
  return at >= 2 && at <= 6 && head.includes('isds.czechpoint.cz')
}
