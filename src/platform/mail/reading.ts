import { z } from 'zod'

const address = z.object({ name: z.string(), address: z.string() }).readonly()

const part = z.object({
  /** Safe as a file name, unique within the mail. */
  name: z.string().min(1),
  /** As the mail declares it, lower case, without parameters. */
  contentType: z.string(),
  bytes: z.instanceof(Uint8Array),
  sha256: z.string().length(64),
  /** Meant to be shown within the text, such as a picture in HTML. */
  inline: z.boolean(),
  /** Lies within an attached message, which is itself kept whole as a part. */
  nested: z.boolean(),
}).readonly()

const warning = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('parsers-disagree'),
    about: z.enum(['subject', 'sender', 'attachments']),
    /** First as mailparser understands it, then as postal-mime does. */
    readings: z.tuple([z.string(), z.string()]),
  }),
  z.object({ kind: z.literal('parser-failed'), parser: z.enum(['mailparser', 'postal-mime']) }),
  z.object({ kind: z.enum(['no-sender', 'no-date', 'empty', 'truncated', 'text-from-html']) }),
  /** A character set nobody knows, or (null) none declared for what is not UTF-8 and was then read as windows-1250. */
  z.object({ kind: z.literal('charset-unknown'), about: z.enum(['headers', 'text']), charset: z.string().nullable() }),
  /** A part in base64 that is not base64: what was decoded of it is not what was sent. */
  z.object({ kind: z.literal('damaged-part'), contentType: z.string() }),
  z.object({ kind: z.literal('attachment-renamed'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('nested-message'), name: z.string() }),
  /** A `winmail.dat`; what was found in it follows it as parts. */
  z.object({ kind: z.literal('outlook-container'), name: z.string() }),
  /** A file written into the letter in uuencode, taken out as a part; it stands in the text as well. */
  z.object({ kind: z.literal('file-in-text'), name: z.string() }),
])

export const mailReading = z.object({
  subject: z.string(),
  from: address.nullable(),
  to: z.array(address).readonly(),
  cc: z.array(address).readonly(),
  date: z.date().nullable(),
  /** With its angle brackets. */
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  /** Plain, lines end with \n; made of the HTML when there is nothing else. */
  text: z.string(),
  parts: z.array(part).readonly(),
  warnings: z.array(warning).readonly(),
}).readonly()

export type MailReading = z.infer<typeof mailReading>
export type MailAddress = z.infer<typeof address>
export type MailPart = z.infer<typeof part>
export type MailWarning = z.infer<typeof warning>

/** Why a mail is not read at all. `unreadable`: both parsers gave up on it. */
export type MailRefusal = 'too-large' | 'too-many-parts' | 'too-deep' | 'not-a-mail' | 'unreadable'

export const refusals: readonly MailRefusal[] = ['too-large', 'too-many-parts', 'too-deep', 'not-a-mail', 'unreadable']

export interface MailLimits {
  readonly maxBytes: number
  /** Headers of the message and of all its parts together. */
  readonly maxHeaderBytes: number
  readonly maxParts: number
  /** Multiparts and attached messages within each other. */
  readonly maxDepth: number
}

export const mailLimits: MailLimits = { maxBytes: 50 * 1024 * 1024, maxHeaderBytes: 2 * 1024 * 1024, maxParts: 1_000, maxDepth: 30 }
