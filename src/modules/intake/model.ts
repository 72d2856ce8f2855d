import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Json } from '../../kernel/json.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/**
 * One thing that has come to the reception (podání). `received`: its bytes are safe and nobody has looked inside yet;
 * `waiting` for a registrar; `quarantined`: it is not to be opened.
 */
export interface Item {
  readonly id: Id<'Item'>
  readonly state: 'received' | 'waiting' | 'registered' | 'refused' | 'quarantined'
  readonly receivedAt: Date
  readonly receivedBy: Id<'Person'> | null
  readonly channel: Channel | null
  /** As the file was called, made safe. */
  readonly name: string
  /** As it was really called, when that is something else; a value to be shown as such, never a name. */
  readonly declaredName: string | null
  /** What is known of it otherwise than from its bytes. */
  readonly details: Details | null
  /** Bytes. */
  readonly size: number
  readonly sha256: Sha256
  readonly reading: Reading | null
  readonly quarantine: QuarantineReason | null
  readonly documentId: Id<'Document'> | null
  readonly referenceNumber: string | null
  readonly refusedReason: string | null
  /** Whose desk it went to, when it opened a file. */
  readonly unitId: Id<'Unit'> | null
  /** When its sender was told that it was refused. */
  readonly toldAt: Date | null
  readonly settledAt: Date | null
}

/** What somebody said of a submission when it was handed in: its sender in a form, the registrar of a paper. */
export interface Details {
  readonly subject?: string
  readonly sender?: { readonly name: string; readonly email?: string; readonly phone?: string; readonly address?: string }
  readonly paper?: Paper
  /** Files handed in together with it, in the content store already. */
  readonly files?: readonly FileHandedIn[]
}

export interface FileHandedIn { readonly name: string; readonly sha256: Sha256; readonly size: number }

/** What the stamp of receipt says of a document on paper (decree 259/2012 § 3). */
export interface Paper {
  /** Sheets of the document itself, annexes not counted. */
  readonly sheets: number
  /** Annexes on paper. */
  readonly annexes: number
  /** Annexes that are not on paper: how many and what, e.g. `1 CD`. */
  readonly otherAnnexes: string
}

/** Ways of receipt the reception serves, words of the standard's code list `sZpusobManipulaceId`. */
export const channels = ['EPodatelnaMail', 'EPodatelnaWeb', 'EPodatelnaNosic', 'Osobne', 'Posta'] as const
export type Channel = (typeof channels)[number]

export type QuarantineReason = 'empty' | 'executable' | 'unknown-format' | 'damaged' | 'too-complex' | 'unsafe-to-read'
  | 'archive-encrypted' | 'archive-bomb' | 'archive-names' | 'archive-ambiguous' | 'malware' | 'not-scanned' | 'changed-after-signing'

/** What was found inside, without the bytes themselves. Plain JSON. */
export interface Reading {
  readonly format: string
  readonly mediaType: string
  /** Prefilled for the registrar; never empty. */
  readonly subject: string
  readonly sender: { readonly name: string; readonly email: string } | null
  /** ISO 8601, as the sender claims. */
  readonly sentAt: string | null
  readonly messageId: string | null
  /** The beginning of what it says. */
  readonly text: string
  /** Of a PDF. */
  readonly pages: number | null
  readonly parts: readonly Part[]
  readonly warnings: readonly Warning[]
}

export interface Part {
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: Sha256
  /** Where it lay, when that was an archive: the archive first, then the way within it, as they were called. */
  readonly within?: readonly string[]
}

/** `kind` is a word of our own or of the mail reader; what else there is depends on it. */
export interface Warning { readonly kind: string; readonly [more: string]: Json }

export type SettleRefusal = 'already-registered' | 'already-refused' | 'quarantined' | 'not-read-yet'

/** What became of an item. */
export interface Registered { readonly documentId: Id<'Document'>; readonly referenceNumber: string; readonly unitId: Id<'Unit'> | null }

/** Makes a document of what was received: once, and only of what has been looked into. */
export function register(item: Item, made: Registered, at: Date): Result<Item, SettleRefusal> {
  const settled = whySettled(item)
  if (settled) return refuse(settled)
  if (item.state === 'received') return refuse('not-read-yet')
  if (item.state === 'quarantined') return refuse('quarantined')
  return accept({ ...item, ...made, state: 'registered', settledAt: at })
}

/**
 * Turns away what will not be registered (e.g. not readable, not for this office), with a reason that can be told to the sender.
 * Also what nobody has managed to look into, lest it lie here for ever; `unread` is then what there is to say of it.
 */
export function turnAway(item: Item, reason: string, at: Date, unread: Reading): Result<Item, Exclude<SettleRefusal, 'not-read-yet'>> {
  if (item.state === 'received') return turnAway(read(item, unread, null), reason, at, unread)
  const settled = whySettled(item)
  return settled ? refuse(settled) : accept({ ...item, state: 'refused', refusedReason: reason, settledAt: at })
}

function whySettled({ state }: Item): 'already-registered' | 'already-refused' | null {
  if (state === 'registered') return 'already-registered'
  return state === 'refused' ? 'already-refused' : null
}

/** Puts down what was found inside. Looked into twice, an item keeps what was found first. */
export function read(item: Item, reading: Reading, quarantine: QuarantineReason | null): Item {
  if (item.state !== 'received') return item
  return { ...item, reading, quarantine, state: quarantine ? 'quarantined' : 'waiting' }
}

export const channelOf = ({ channel, reading }: Item): Channel => channel ?? (reading?.format === 'eml' ? 'EPodatelnaMail' : 'EPodatelnaNosic')

/** What the original is called in the document: a mail by its subject, since mails have no names of their own. */
export function originalName({ name, reading }: Item, safe: (text: string) => string): string {
  if (reading?.format !== 'eml') return name
  const [subject, extension] = [safe(reading.subject.slice(0, 120)), '.eml']
  return subject === '' ? name : subject.toLowerCase().endsWith(extension) ? subject : `${subject}${extension}`
}

/** Who sent it: as was said when it was handed in, else as the mail says. */
export function senderOf({ reading, details }: Item): { readonly name: string; readonly email: string } | null {
  if (details?.sender) return { name: details.sender.name, email: details.sender.email ?? '' }
  return reading?.sender ?? null
}
