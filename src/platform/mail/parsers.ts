import { simpleParser, type AddressObject } from 'mailparser'
import PostalMime, { type Address } from 'postal-mime'
import type { MailAddress, MailLimits } from './reading.ts'

/** What either parser makes of a mail, in one shape. Empty strings stand for what is missing. */
export interface Parsed {
  readonly subject: string
  readonly from: MailAddress | null
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly messageId: string
  readonly inReplyTo: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly ParsedAttachment[]
}

export interface ParsedAttachment {
  readonly name: string | null
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly inline: boolean
}

/** Attached messages and delivery reports stay attachments, nothing is fetched, linked or inlined. */
const asTheyAre = {
  ignoreEmbedded: true, keepDeliveryStatus: true, skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true,
  checksumAlgo: false, maxHtmlLengthToParse: 4_000_000,
} as const

export async function byMailparser(bytes: Uint8Array, limits: MailLimits): Promise<Parsed> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mail = await simpleParser(buffer, { ...asTheyAre, maxHeadSize: limits.maxHeaderBytes, maxChildNodes: limits.maxParts })
  return {
    subject: mail.subject ?? '',
    from: listed(mail.from)[0] ?? null,
    to: listed(mail.to),
    cc: listed(mail.cc),
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    attachments: mail.attachments.map((attachment) => ({
      name: attachment.filename ?? null,
      contentType: attachment.contentType,
      bytes: attachment.content,
      inline: attachment.related === true || attachment.contentDisposition === 'inline',
    })),
  }
}

export async function byPostalMime(bytes: Uint8Array, limits: MailLimits): Promise<Parsed> {
  const mail = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true, maxNestingDepth: limits.maxDepth + 1, maxHeadersSize: limits.maxHeaderBytes,
  })
  return {
    subject: mail.subject ?? '',
    from: flat(mail.from ? [mail.from] : [])[0] ?? null,
    to: flat(mail.to ?? []),
    cc: flat(mail.cc ?? []),
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    attachments: mail.attachments.map((attachment) => ({
      name: attachment.filename,
      contentType: attachment.mimeType,
      bytes: typeof attachment.content === 'string' ? Buffer.from(attachment.content) : new Uint8Array(attachment.content),
      inline: attachment.related === true || attachment.disposition === 'inline',
    })),
  }
}

/** The text of an HTML page, by the same converter that mailparser uses for a mail of HTML alone. */
export async function textOfHtml(html: string): Promise<string> {
  const head = 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'
  const mail = await simpleParser(head + Buffer.from(html).toString('base64'), asTheyAre)
  return mail.text ?? ''
}

const listed = (field: AddressObject | AddressObject[] | undefined) => flat([field ?? []].flat().flatMap(({ value }) => value))

/** Members instead of groups; an entry without an address is a name nobody can answer to. */
function flat(addresses: readonly (Address | AddressObject['value'][number])[]): MailAddress[] {
  return addresses.flatMap(({ name, address, group }): MailAddress[] =>
    group ? flat(group) : address ? [{ name, address }] : [])
}
