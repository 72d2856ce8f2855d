import { accept, refuse, type Result } from '../../kernel/result.ts'
import { listArchive, openArchive, type ArchiveRefusal } from '../archives/index.ts'
import { detectFormat, type Format } from '../formats/index.ts'
import { readMail, type MailReading, type MailRefusal } from '../mail/index.ts'
import { pdfText, type PdfRefusal } from '../pdf/index.ts'
import type { SandboxRefusal } from '../sandbox/index.ts'
import { decoded } from './decode.ts'
import { markupText } from './markup.ts'

/** Why no text was found. `no-text`: a format that has none, or that nobody here reads. */
export type TextRefusal = 'no-text' | 'damaged' | ArchiveRefusal | MailRefusal | PdfRefusal | SandboxRefusal

/** Mails within mails are read so deep. */
const deepest = 3

/**
 * The words of a content of any kind, for search: PDF with a text layer, mails with those attached to them, documents of office programs,
 * HTML, plain text, names in an archive. At most `limit` characters; parsers of foreign bytes run in the sandbox. Never throws on any bytes.
 */
export async function contentText(bytes: Uint8Array, limit: number): Promise<Result<string, TextRefusal>> {
  const read = readers[detectFormat(bytes)]
  if (!read) return refuse('no-text')
  const text = await read(bytes, limit)
  // A NUL is nothing to search for, and no database keeps it.
  return text.ok ? accept(text.value.slice(0, limit).replaceAll('\0', ' ').toWellFormed()) : text
}

type Reader = (bytes: Uint8Array, limit: number) => Promise<Result<string, TextRefusal>>

const readers: Partial<Record<Format, Reader>> = {
  pdf: async (bytes) => joined(await pdfText(bytes)),
  eml: (bytes, limit) => mailText(bytes, limit, deepest),
  text: async (bytes, limit) => accept(decoded(bytes, limit)),
  html: (bytes, limit) => markupText({ kind: 'html', documents: [bytes], limit }),
  ooxml: officeText,
  odf: officeText,
  zip: async (bytes) => joined(await listArchive(bytes)),
}

const joined = <Refusal extends TextRefusal>(lines: Result<readonly string[], Refusal>) => lines.ok ? accept(lines.value.join('\n')) : lines

async function mailText(bytes: Uint8Array, limit: number, depth: number): Promise<Result<string, TextRefusal>> {
  const mail = await readMail(bytes)
  if (!mail.ok) return mail
  const texts = [bodyOf(mail.value)]
  const within = depth > 1 ? mail.value.parts.filter(({ contentType, nested }) => contentType === 'message/rfc822' && !nested).slice(0, 10) : []
  for (const part of within) {
    if (texts.join('').length > limit) break
    const inner = await mailText(part.bytes, limit, depth - 1)
    if (inner.ok) texts.push(inner.value)
  }
  return accept(texts.join('\n\n'))
}

/** What was written first: whoever is shown a piece of it knows the subject and the sender already. */
const bodyOf = ({ subject, from, text }: MailReading) => [text, subject, from ? `${from.name} ${from.address}` : ''].filter(Boolean).join('\n')

/** Parts of the container in which people write; the rest is form. */
const written = /^(word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)|xl\/(sharedStrings|worksheets\/sheet\d+)|ppt\/(slides\/slide|notesSlides\/notesSlide)\d+|content)\.xml$/

async function officeText(bytes: Uint8Array, limit: number): Promise<Result<string, TextRefusal>> {
  const opened = await openArchive(bytes, { maxDepth: 1, maxBytes: 60 * 1024 * 1024 })
  if (!opened.ok) return opened
  const parts = opened.value.files.flatMap(({ path: [name = '', ...deeper], bytes: part }) => (deeper.length === 0 && written.test(name) ? [{ name, part }] : []))
  if (parts.length === 0) return refuse('no-text')
  const inOrder = parts.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  return markupText({ kind: 'office', documents: inOrder.map(({ part }) => part), limit })
}
