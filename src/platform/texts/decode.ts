/** The text of bytes that declare their letters by a mark, in a `<meta>`, or not at all: then UTF-8, and windows-1250 for what is not. */
export function decoded(bytes: Uint8Array, limit: number): string {
  // A letter takes four bytes at most; a cut through one gives a mark of replacement at the very end.
  const some = bytes.subarray(0, limit * 4)
  const declared = marked(some) ?? declaredIn(Buffer.from(some.subarray(0, 2_048)).toString('latin1'))
  return decoderOf(declared, some).decode(some).slice(0, limit)
}

function marked([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

const declaredIn = (head: string) => /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? /^<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/.exec(head)?.[1]

function decoderOf(declared: string | undefined, bytes: Uint8Array) {
  try {
    if (declared !== undefined) return new TextDecoder(declared)
  } catch {
    // A name nobody knows says as much as none.
  }
  return new TextDecoder(Buffer.from(bytes).toString('utf8').slice(0, -1).includes('\ufffd') ? 'windows-1250' : 'utf-8')
}
