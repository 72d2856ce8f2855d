import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { accept, refuse, type Result } from '../../kernel/result.ts'

/** A mail to one addressee, so that its outcome is one as well. */
export interface OutgoingMail {
  /** `name@example.cz` or `Name <name@example.cz>`. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attachments?: readonly { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }[]
  /** `<unique@example.cz>`. Given by the caller and the same when the sending is repeated, so that it is recognised. */
  readonly messageId: string
  readonly inReplyTo?: string
  /** Such as `Auto-Submitted`; none of those that the mail itself is made of. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The bytes of a mail (RFC 5322, lines end with CRLF) and whom the server is told they go from and to. */
export interface ComposedMail {
  readonly raw: Buffer
  readonly envelope: { readonly from: string; readonly to: string }
}

export type MailFault = 'malformed-from' | 'malformed-to' | 'malformed-subject' | 'malformed-message-id' | 'malformed-in-reply-to'
  | 'malformed-attachment' | 'malformed-header' | 'reserved-header'

/**
 * Builds the mail once: what is sent is what is kept as proof. The same mail at the same time gives the same bytes.
 * A line break or another control character anywhere in a header is refused, never repaired.
 */
export async function composeMail(from: string, mail: OutgoingMail, date: Date): Promise<Result<ComposedMail, MailFault>> {
  const [sender, addressee] = [oneMailbox(from), oneMailbox(mail.to)]
  if (sender === null) return refuse('malformed-from')
  if (addressee === null) return refuse('malformed-to')
  const fault = faultOf(mail)
  if (fault) return refuse(fault)
  const composer = new MailComposer({
    from: sender, to: addressee, subject: mail.subject, text: mail.text, date, messageId: mail.messageId,
    ...mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo },
    headers: { ...mail.headers },
    attachments: (mail.attachments ?? []).map(({ name, contentType, bytes }) => ({
      filename: name, contentType, content: Buffer.from(bytes), contentTransferEncoding: 'base64', contentDisposition: 'attachment',
    })),
    baseBoundary: hashOf(mail.messageId).slice(0, 32), newline: 'win', disableFileAccess: true, disableUrlAccess: true,
  })
  return accept({ raw: await composer.compile().build(), envelope: { from: sender.address, to: addressee.address } })
}

export const hashOf = (messageId: string) => createHash('sha256').update(messageId).digest('hex')

const isPlain = (text: string) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)
const isMessageId = (text: string) => text.length <= 900 && /^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(text)
const reserved =
  /^(from|to|cc|bcc|sender|subject|date|message-id|in-reply-to|references|mime-version|received|return-path|content-.*|resent-.*|dkim-.*)$/i

function faultOf({ subject, messageId, inReplyTo, headers = {}, attachments = [] }: OutgoingMail): MailFault | null {
  if (!isPlain(subject)) return 'malformed-subject'
  if (!isMessageId(messageId)) return 'malformed-message-id'
  if (inReplyTo !== undefined && !isMessageId(inReplyTo)) return 'malformed-in-reply-to'
  for (const { name, contentType } of attachments) {
    if (name === '' || !isPlain(name) || !/^[\w.+-]+\/[\w.+-]+$/.test(contentType)) return 'malformed-attachment'
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || !isPlain(value)) return 'malformed-header'
    if (reserved.test(name)) return 'reserved-header'
  }
  return null
}

const unquoted = String.raw`[^<>"@,;:\\()]*`
const mailbox = new RegExp(String.raw`^\s*(?:(?<name>${unquoted}|"[^"\\]*")\s*<(?<within>[^<>\s]+)>|(?<bare>[^<>\s]+))\s*$`, 'u')

/** Exactly one address with or without a name, else null. A name with punctuation stands in quotes, as RFC 5322 has it. */
function oneMailbox(text: string): { name: string; address: string } | null {
  const { name = '', within, bare } = (isPlain(text) ? mailbox.exec(text)?.groups : undefined) ?? {}
  const address = within ?? bare ?? ''
  if (!/^[^\s<>(),;:\\"@[\]]+@[^\s<>(),;:\\"@[\]]+$/u.test(address)) return null
  return { name: name.replace(/^"|"$/g, '').trim(), address }
}
