import { accept, refuse, type Result } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { archiveLimits } from '../../platform/archives/index.ts'
import { alsoReadAs, detectFormat, falseClaim, mediaTypes, type Format } from '../../platform/formats/index.ts'
import { plainLine, readMail, safeName, type MailWarning } from '../../platform/mail/index.ts'
import { pdfText } from '../../platform/pdf/index.ts'
import type { QuarantineReason, Reading, Warning } from './model.ts'
import { isProgram, runsByContent, runsByName } from './model-danger.ts'
import { archiveReason, deceits, insideOf, isArchive, isDocument, partOf, type FoundPart } from './reading-archive.ts'

/** What was found inside. `contents` are the bytes of the parts, in their order. */
export interface Found {
  readonly reading: Reading
  readonly quarantine: QuarantineReason | null
  readonly contents: readonly Uint8Array[]
}

/** Looks into what has come, called as its sender called it; parsers work in the sandbox. Any bytes give an answer that can be stored, and none of them is trusted. */
export async function lookInto(name: string, bytes: Uint8Array): Promise<Found> {
  const found = await find(name, bytes)
  return { ...found, reading: storable(found.reading) }
}

/** The same value with texts the database takes: without NUL and without halves of characters, such as a cut may leave. */
export function storable<Value>(value: Value): Value
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '')
  if (Array.isArray(value)) return value.map((item: unknown) => storable(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, storable(item)]))
}

/** What can be said of something nobody has looked into. */
export const unread = (name: string): Reading => storable({ ...blank(name, 'unknown'), warnings: [{ kind: 'not-read', format: 'unknown' }] })

async function find(declared: string, bytes: Uint8Array): Promise<Found> {
  const name = cleanName(declared)
  const format = detectFormat(bytes)
  if (bytes.byteLength === 0) return setAside(name, format, 'empty')
  if (isProgramHere(declared, bytes, format)) return setAside(name, format, 'executable')
  const found = await readAs(format, name, bytes)
  return { ...found, reading: { ...found.reading, warnings: [...deceits(declared), ...appearance(name, bytes, format), ...found.reading.warnings] } }
}

/** What is a mail or a PDF by its first bytes is one whatever it is called; a program that is also a PDF is a program. */
function isProgramHere(name: string, bytes: Uint8Array, format: Format): boolean {
  if (format === 'eml') return false
  return runsByContent(bytes) || (format !== 'pdf' && runsByName(name))
}

/** What of the file is not as it seems. */
function appearance(name: string, bytes: Uint8Array, format: Format): Warning[] {
  const [claimed, others] = [falseClaim(name, format), alsoReadAs(bytes, format)]
  return [
    ...claimed === null ? [] : [{ kind: 'type-mismatch', name, claimed, format }],
    ...others.length === 0 ? [] : [{ kind: 'polyglot', name, also: others }],
  ]
}

function readAs(format: Format, name: string, bytes: Uint8Array): Promise<Found> | Found {
  if (format === 'eml') return lookIntoMail(name, bytes)
  if (format === 'pdf') return lookIntoPdf(name, bytes)
  if (format === 'unknown') return setAside(name, format, 'unknown-format')
  if (isArchive(format)) return lookIntoArchive(name, format, bytes)
  if (format === 'text') return { reading: { ...blank(name, format), text: beginning(plainText(bytes)) }, quarantine: null, contents: [] }
  return { reading: { ...blank(name, format), warnings: [{ kind: 'not-read', format }] }, quarantine: null, contents: [] }
}

/** A text of its own: UTF-8, UTF-16 with its mark, else what Czech Windows wrote. */
function plainText(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 4 * keptText + 2)
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le').decode(start)
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be').decode(start)
  const text = new TextDecoder('utf-8').decode(start, { stream: true })
  return text.includes('\ufffd') ? new TextDecoder('windows-1250').decode(start) : text
}

/** A container of a single archive: everything in it follows; one that must not be opened is set aside. */
async function lookIntoArchive(name: string, format: Format, bytes: Uint8Array): Promise<Found> {
  const opened = await twice(() => insideOf(name, format, bytes))
  if (!opened.ok) return setAside(name, format, archiveReason(opened.refusal))
  const { parts, warnings } = opened.value
  return {
    reading: { ...blank(name, format), parts: parts.map(({ part }) => part), warnings: [...warnings, ...isDocument(format) ? [{ kind: 'not-read', format }] : []] },
    quarantine: null, contents: parts.map((one) => one.bytes),
  }
}

/** What `obeh intake --dry-run` says of a file: what registration would make of it. Needs no database. */
export async function readIncoming(file: string, bytes: Uint8Array): Promise<Result<Incoming, QuarantineReason>> {
  const { reading, quarantine } = await lookInto(file, bytes)
  if (quarantine) return refuse(quarantine)
  const { format, subject, sender, sentAt, messageId, parts, warnings } = reading
  return accept({ file, format, subject, sender, sentAt, messageId, parts, warnings, sha256: sha256Of(bytes) })
}

export interface Incoming extends Pick<Reading, 'format' | 'subject' | 'sender' | 'sentAt' | 'messageId' | 'parts' | 'warnings'> {
  readonly file: string
  readonly sha256: string
}

/** What is kept of a text; the rest is in the original. */
const keptText = 5_000

async function lookIntoMail(name: string, bytes: Uint8Array): Promise<Found> {
  const mail = await twice(() => readMail(bytes))
  if (!mail.ok) return setAside(name, 'eml', reasons[mail.refusal])
  const { subject, from, date, messageId, text, warnings } = mail.value
  const hung = await unfold(mail.value.parts.map((part) => ({ bytes: part.bytes, part: partOf(part.name, part.contentType, part.bytes) })))
  return {
    reading: {
      ...blank(name, 'eml'), ...(subject.trim() === '' ? {} : { subject: subject.slice(0, 500) }),
      sender: from && { name: from.name, email: from.address }, sentAt: date?.toISOString() ?? null, messageId, text: beginning(text),
      parts: hung.parts.map(({ part }) => part), warnings: [...hung.warnings, ...warnings.map(plainWarning)],
    },
    quarantine: null,
    contents: hung.parts.map(({ bytes: content }) => content),
  }
}

/**
 * What hangs on a mail, each looked at from outside; what archives among it hold follows them, all together no more than one archive may
 * (`left` bytes), for it is all in memory at once. One that must not be opened stays whole.
 */
export async function unfold(hung: readonly FoundPart[], left = archiveLimits.maxBytes): Promise<{ parts: FoundPart[]; warnings: Warning[] }> {
  const [parts, warnings]: [FoundPart[], Warning[]] = [[], []]
  let archives = 0
  for (const one of hung) {
    const [{ name }, format] = [one.part, detectFormat(one.bytes)]
    parts.push(one)
    if (isProgram(name, one.bytes)) warnings.push({ kind: 'program-attached', name })
    warnings.push(...appearance(name, one.bytes, format))
    if (!isArchive(format)) continue
    const opened = (archives += 1) > mostArchives ? refuse('too-many-archives' as const) : await insideOf(name, format, one.bytes, left)
    if (!opened.ok) warnings.push({ kind: 'archive-closed', name, reason: opened.refusal })
    else {
      parts.push(...opened.value.parts)
      left -= opened.value.parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
      warnings.push(...opened.value.warnings)
    }
  }
  return { parts, warnings }
}

/** Archives on one mail that are opened; a mail with more is nobody's letter. */
const mostArchives = 10

async function lookIntoPdf(name: string, bytes: Uint8Array): Promise<Found> {
  const blankPdf = blank(name, 'pdf')
  const pages = await twice(() => pdfText(bytes))
  if (pages.ok) {
    const text = pages.value.join('\n')
    const subject = subjectIn(pages.value[0] ?? '')
    const warnings: Warning[] = text.trim() === '' ? [{ kind: 'no-text' }] : []
    return { reading: { ...blankPdf, ...(subject ? { subject } : {}), pages: pages.value.length, text: beginning(text), warnings }, quarantine: null, contents: [] }
  }
  // A person with the password, or with patience, can still read these.
  if (pages.refusal === 'encrypted' || pages.refusal === 'too-large') return { reading: { ...blankPdf, warnings: [{ kind: pages.refusal }] }, quarantine: null, contents: [] }
  return setAside(name, 'pdf', reasons[pages.refusal])
}

const reasons = {
  'not-a-mail': 'damaged', unreadable: 'damaged', 'not-a-pdf': 'damaged', damaged: 'damaged', 'too-large': 'too-complex', 'too-many-parts': 'too-complex',
  'too-deep': 'too-complex', 'timed-out': 'unsafe-to-read', 'out-of-memory': 'unsafe-to-read', crashed: 'unsafe-to-read',
} as const satisfies Record<string, QuarantineReason>

/** A busy machine may fail a harmless file: what fails is tried once more before it is called dangerous. */
async function twice<Value, Refusal extends string>(attempt: () => Promise<Result<Value, Refusal>>): Promise<Result<Value, Refusal>> {
  const first = await attempt()
  return !first.ok && (first.refusal === 'timed-out' || first.refusal === 'crashed') ? attempt() : first
}

const setAside = (name: string, format: Format, quarantine: QuarantineReason): Found => ({ reading: blank(name, format), quarantine, contents: [] })

function blank(name: string, format: Format): Reading {
  const subject = plainLine(name.replace(/\.[A-Za-z0-9]{1,8}$/, '')).slice(0, 500)
  return {
    format, mediaType: mediaTypes[format], subject: subject === '' ? 'Bez předmětu' : subject, sender: null, sentAt: null, messageId: null, text: '', pages: null,
    parts: [], warnings: [],
  }
}

/** The line by which Czech letters name their subject. */
function subjectIn(text: string): string | null {
  const line = /^[ \t]*(?:Věc|VĚC|Předmět)[ \t]*:[ \t]*(\S.*)$/mu.exec(text)?.[1]
  return line ? plainLine(line).slice(0, 500) || null : null
}

const beginning = (text: string) => text.slice(0, keptText)

const plainWarning = (warning: MailWarning): Warning => ({ ...warning })

/** The last step of a path, made safe. */
export const cleanName = (name: string) => safeName(name.split(/[/\\]/).at(-1) ?? '') || 'soubor'

/** A name exactly as it came, in signs the database takes: NUL is shown by the picture of it. */
export const asValue = (name: string) => name.slice(0, 1_000).toWellFormed().replaceAll('\0', '␀')
