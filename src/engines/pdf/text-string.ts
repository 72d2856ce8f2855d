import { asBuffer } from './characters.ts'
import { string, type PdfString } from './values.ts'

/** What PDFDocEncoding (ISO 32000-2 Annex D) has at 0x18–0x1f and 0x80–0xa0; the rest is Latin-1. */
const low = '˘ˇˆ˙˝˛˚˜'
const high = '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{fffd}€'

/** Reads a text string: UTF-16 or UTF-8 with their marks, otherwise PDFDocEncoding. */
export function readText(bytes: Uint8Array): string {
  const [first, second, third] = bytes
  if (first === 0xfe && second === 0xff) return decoded(bytes, 2, 'utf-16be')
  if (first === 0xff && second === 0xfe) return decoded(bytes, 2, 'utf-16le')
  if (first === 0xef && second === 0xbb && third === 0xbf) return decoded(bytes, 3, 'utf-8')
  let text = ''
  for (const code of bytes) text += fromDocEncoding(code)
  return text
}

function fromDocEncoding(code: number): string {
  if (code >= 0x18 && code <= 0x1f) return low[code - 0x18] ?? ''
  if (code >= 0x80 && code <= 0xa0) return high[code - 0x80] ?? ''
  return String.fromCharCode(code)
}

/** The mark stands aside, and so do the language escapes (ESC … ESC) that UTF-16 text may hold. */
function decoded(bytes: Uint8Array, mark: number, encoding: string): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(mark)).replaceAll(/\u{1b}[^\u{1b}]{1,8}\u{1b}/gu, '')
}

/** Writes a text string: as it is when printable ASCII, which every encoding shares, otherwise in UTF-16. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return string(Buffer.from(text, 'latin1'))
  const units = Buffer.alloc(2 + text.length * 2)
  units.writeUInt16BE(0xfeff, 0)
  for (let index = 0; index < text.length; index++) units.writeUInt16BE(text.charCodeAt(index), 2 + index * 2)
  return string(units, true)
}

/** Bytes as they are, one character a byte, for what is compared and never shown. */
export const byteString = (bytes: Uint8Array): string => asBuffer(bytes).toString('latin1')
