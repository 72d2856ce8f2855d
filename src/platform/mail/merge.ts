import { createHash } from 'node:crypto'
import type { ParsedAttachment } from './parsers.ts'

export interface Attachment extends ParsedAttachment { readonly sha256: string }

/**
 * Every attachment that either parser has seen, as often as the one that saw it more often. The same content counts
 * once even if the parsers end its lines differently (postal-mime rewrites those of unencoded parts): the bytes of
 * the first are kept, the declared type of the second.
 */
export function mergeAttachments(
  first: readonly ParsedAttachment[], second: readonly ParsedAttachment[]): { all: Attachment[]; doAgree: boolean } {
  const merged: Attachment[] = first.map(withHash)
  const open = merged.map((known, index) => ({ index, known, loose: once(() => looseHash(known.bytes)) }))
  let doAgree = true
  for (const attachment of second.map(withHash)) {
    const loose = once(() => looseHash(attachment.bytes))
    const same = open.findIndex((one) => one.known.sha256 === attachment.sha256)
    const found = same >= 0 ? same : open.findIndex((one) => one.loose() === loose())
    const [match] = found >= 0 ? open.splice(found, 1) : []
    if (!match) {
      doAgree = false
      merged.push(attachment)
      continue
    }
    merged[match.index] = bestOf(match.known, attachment)
  }
  return { all: merged, doAgree: doAgree && open.length === 0 }
}

const bestOf = (first: Attachment, second: Attachment): Attachment => ({
  ...first,
  name: betterName(first.name, second.name),
  contentType: second.contentType || first.contentType,
  inline: first.inline || second.inline,
})

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

export const withHash = (attachment: ParsedAttachment): Attachment =>
  ({ ...attachment, sha256: createHash('sha256').update(attachment.bytes).digest('hex') })

/** A hash that carriage returns and line breaks at the end do not change. */
function looseHash(bytes: Uint8Array): string {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  for (const byte of bytes) if (byte !== 13) kept[length++] = byte
  while (length > 0 && kept[length - 1] === 10) length -= 1
  return createHash('sha256').update(kept.subarray(0, length)).digest('hex')
}

/** The first, unless it is missing or has lost a letter that the second has. */
export function betterName(first: string | null, second: string | null): string | null {
  if (first === null || first === '') return second
  return first.includes('\ufffd') && second && !second.includes('\ufffd') ? second : first
}
