import { accept, refuse, type Result } from '../../kernel/result.ts'
import { mainValue, parameter, parseFields, type Fields } from './fields.ts'
import type { HeaderBlock } from './headers.ts'
import type { MailLimits, MailRefusal } from './reading.ts'

/** A part that is not a multipart; its body, still encoded, lies at `from` to `to`. */
export interface Leaf {
  readonly fields: Fields
  readonly contentType: string
  readonly from: number
  readonly to: number
  /** How many attached messages it lies in. */
  readonly withinMessages: number
}

export interface Structure {
  readonly fields: Fields
  readonly leaves: readonly Leaf[]
  /** Those of attached messages are theirs and not among them. */
  readonly headerBlocks: readonly HeaderBlock[]
  /** A multipart whose end is missing. */
  readonly isCut: boolean
}

interface Open { readonly boundary: string; readonly withinMessages: number; closed: boolean }

const telling = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'received', 'return-path', 'delivered-to', 'sender',
  'reply-to', 'mime-version', 'content-type', 'in-reply-to', 'references', 'x-mailer', 'dkim-signature']

/**
 * Walks over the boundaries once, in linear time, before any parser does: what is too big for us is refused here
 * cheaply, and what the parsers make of the rest can be compared with it.
 */
export function scanStructure(bytes: Uint8Array, limits: MailLimits): Result<Structure, MailRefusal> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const leaves: Leaf[] = []
  const headerBlocks: HeaderBlock[] = []
  const stack: Open[] = []
  let [parts, headerBytes, isCut, withinMessages] = [0, 0, false, 0]
  let top: Fields | undefined
  let leaf: { fields: Fields; contentType: string; from: number } | undefined

  const endLeaf = (to: number) => {
    if (leaf) leaves.push({ ...leaf, to: Math.max(leaf.from, to), withinMessages })
    leaf = undefined
  }

  /** Reads the header block at `at`; answers where its body starts, or why we go no further. */
  function openEntity(at: number): number | MailRefusal {
    const { end, body } = headerBlock(buffer, at, stack, limits.maxHeaderBytes)
    headerBytes += end - at
    if (withinMessages === 0) headerBlocks.push({ from: at, to: end })
    if (headerBytes > limits.maxHeaderBytes) return 'too-large'
    if ((parts += 1) > limits.maxParts) return 'too-many-parts'
    const fields = parseFields(buffer.toString('latin1', at, end))
    top ??= fields
    const contentType = mainValue(fields.get('content-type'))
    const boundary = contentType.startsWith('multipart/') ? parameter(fields.get('content-type'), 'boundary') : null
    if (boundary) stack.push({ boundary: boundary.trimEnd(), withinMessages, closed: false })
    if (stack.length + withinMessages > limits.maxDepth) return 'too-deep'
    if (boundary) return body
    leaf = { fields, contentType, from: body }
    if (!isMessage(contentType) || isEncoded(fields)) return body
    const whole = leaf
    leaves.push({ ...whole, to: endOfLevel(buffer, body, stack), withinMessages })
    leaf = undefined
    withinMessages += 1
    return openEntity(body)
  }

  let at = openEntity(firstLine(buffer))
  if (typeof at === 'string') return refuse(at)
  if (!top || !telling.some((name) => top?.has(name))) return refuse('not-a-mail')
  for (let line = nextDashes(buffer, at); line >= 0; line = nextDashes(buffer, at)) {
    const { text, next } = lineAt(buffer, line)
    at = next
    const found = matchBoundary(stack, text)
    if (!found) continue
    endLeaf(beforeLineBreak(buffer, line))
    const { open } = found
    if (stack.slice(found.level + 1).some((inner) => !inner.closed)) isCut = true
    stack.length = found.level + 1
    withinMessages = open.withinMessages
    open.closed = found.closes
    if (found.closes) continue
    const body = openEntity(next)
    if (typeof body === 'string') return refuse(body)
    at = body
  }
  endLeaf(buffer.length)
  return accept({ fields: top, leaves, headerBlocks, isCut: isCut || stack.some((open) => !open.closed) })
}

export const isMessage = (contentType: string) => contentType === 'message/rfc822' || contentType === 'message/global'

const isEncoded = (fields: Fields) => /^(base64|quoted-printable)$/.test(mainValue(fields.get('content-transfer-encoding')))

function firstLine(buffer: Buffer): number {
  let at = buffer.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0
  while (/^\s/.test(buffer.toString('latin1', at, at + 1))) at += 1
  return buffer.toString('latin1', at, at + 5) === 'From ' ? lineAt(buffer, at).next : at
}

/** Headers end with an empty line; a boundary of an open multipart ends them as well, and reading stops beyond `most` bytes. */
function headerBlock(buffer: Buffer, at: number, stack: readonly Open[], most: number): { end: number; body: number } {
  for (let line = at; line < buffer.length;) {
    if (line - at > most) return { end: line, body: line }
    const { text, next, isEmpty } = lineAt(buffer, line)
    if (isEmpty) return { end: line, body: next }
    if (text.startsWith('--') && matchBoundary(stack, text)) return { end: line, body: line }
    line = next
  }
  return { end: buffer.length, body: buffer.length }
}

/** The text of a line is cut: no boundary we compare with is longer (RFC 2046 allows 70 characters). */
function lineAt(buffer: Buffer, at: number): { text: string; next: number; isEmpty: boolean } {
  const feed = buffer.indexOf(10, at)
  const end = feed < 0 ? buffer.length : feed
  const text = buffer.toString('latin1', at, Math.min(end, at + 1_024)).trimEnd()
  return { text, next: feed < 0 ? buffer.length : feed + 1, isEmpty: end - at <= 1 && text === '' }
}

function nextDashes(buffer: Buffer, at: number): number {
  if (buffer[at] === 45 && buffer[at + 1] === 45) return at
  const found = buffer.indexOf('\n--', Math.max(0, at - 1), 'latin1')
  return found < 0 ? -1 : found + 1
}

function matchBoundary(stack: readonly Open[], line: string): { open: Open; level: number; closes: boolean } | undefined {
  const level = stack.findLastIndex(({ boundary }) => line.startsWith(`--${boundary}`) && /^(--)?$/.test(line.slice(boundary.length + 2)))
  const open = stack[level]
  return open && { open, level, closes: line.length > open.boundary.length + 2 }
}

function endOfLevel(buffer: Buffer, from: number, stack: readonly Open[]): number {
  if (stack.length === 0) return buffer.length
  for (let line = nextDashes(buffer, from); line >= 0; line = nextDashes(buffer, lineAt(buffer, line).next)) {
    if (matchBoundary(stack, lineAt(buffer, line).text)) return beforeLineBreak(buffer, line)
  }
  return buffer.length
}

function beforeLineBreak(buffer: Buffer, line: number): number {
  if (buffer[line - 1] !== 10) return line
  return buffer[line - 2] === 13 ? line - 2 : line - 1
}
