import { isUtf8 } from 'node:buffer'

/** Where a header block lies. */
export interface HeaderBlock { readonly from: number; readonly to: number }

/**
 * The same mail with header blocks that are in no Unicode put into UTF-8, or null when all are in order. Old Czech
 * programs write headers in windows-1250 without saying so; both parsers would lose those letters for good.
 */
export function repairHeaders(bytes: Uint8Array, blocks: readonly HeaderBlock[]): Buffer | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const broken = blocks.filter(({ from, to }) => !isUtf8(buffer.subarray(from, to)))
  if (broken.length === 0) return null
  const pieces: Uint8Array[] = []
  let kept = 0
  for (const { from, to } of broken) {
    pieces.push(buffer.subarray(kept, from), repaired(buffer.subarray(from, to)))
    kept = to
  }
  return Buffer.concat([...pieces, buffer.subarray(kept)])
}

/** A letter within an encoded word is in the character set of that word, so there it is only put into its Q encoding. */
function repaired(block: Buffer): Buffer {
  const words = block.toString('latin1').replace(/=\?[^?\s]{1,40}\?q\?[^?\r\n]*\?=/gi, (word) =>
    word.replace(/[\x80-\xff]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`))
  return Buffer.from(new TextDecoder('windows-1250').decode(Buffer.from(words, 'latin1')))
}
