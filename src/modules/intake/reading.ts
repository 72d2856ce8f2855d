import { accept, refuse, type Result } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { detectFormat, mediaTypes, type Format } from '../../platform/formats/index.ts'
import { plainLine, readMail, safeName, type MailWarning } from '../../platform/mail/index.ts'
import { pdfText } from '../../platform/pdf/index.ts'
import type { Part, QuarantineReason, Reading, Warning } from './model.ts'
import { isProgram } from './model-danger.ts'

/** What was found inside. `contents` are the bytes of the parts, in their order. */
export interface Found {
  readonly reading: Reading
  readonly quarantine: QuarantineReason | null
  readonly contents: readonly Uint8Array[]
}

/** Looks into what has come; parsers work in the sandbox. Any bytes give an answer that can be stored, and none of them is trusted. */
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

async function find(name: string, bytes: Uint8Array): Promise<Found> {
  const format = detectFormat(bytes)
  if (bytes.byteLength === 0) return setAside(name, format, 'empty')
  if (isProgram(name, bytes) && format !== 'eml' && format !== 'pdf') return setAside(name, format, 'executable')
  if (format === 'eml') return lookIntoMail(name, bytes)
  if (format === 'pdf') return lookIntoPdf(name, bytes)
  if (format === 'unknown') return setAside(name, format, 'unknown-format')
  return { reading: { ...blank(name, format), warnings: [{ kind: 'not-read', format }] }, quarantine: null, contents: [] }
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
  const { subject, from, date, messageId, text, parts, warnings } = mail.value
  const programs = parts.filter((part) => isProgram(part.name, part.bytes)).map((part): Warning => ({ kind: 'program-attached', name: part.name }))
  return {
    reading: {
      ...blank(name, 'eml'), ...(subject.trim() === '' ? {} : { subject: subject.slice(0, 500) }),
      sender: from && { name: from.name, email: from.address }, sentAt: date?.toISOString() ?? null, messageId, text: beginning(text),
      parts: parts.map((part): Part => (
        { name: part.name, mediaType: mediaTypeOf(part.contentType, part.bytes), size: part.bytes.byteLength, sha256: sha256Of(part.bytes) })),
      warnings: [...programs, ...warnings.map(plainWarning)],
    },
    quarantine: null,
    contents: parts.map((part) => part.bytes),
  }
}

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

/** By the bytes; what they only say in part (an office format, text) the sender may say more exactly. */
function mediaTypeOf(declared: string, bytes: Uint8Array): string {
  const format = detectFormat(bytes)
  const families: readonly Format[] = ['zip', 'ooxml', 'odf', 'ole', 'text']
  const isPrecise = /^(application\/(vnd\.|zip|msword|xml|json)|text\/(plain|csv|calendar|xml))/.test(declared) && declared.length <= 100
  return families.includes(format) && isPrecise ? declared : mediaTypes[format]
}

const plainWarning = (warning: MailWarning): Warning => ({ ...warning })

export const cleanName = (name: string) => safeName(name.split(/[/\\]/).at(-1) ?? '') || 'soubor'
