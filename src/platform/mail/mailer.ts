import { createTransport } from 'nodemailer'
import type { Carrier } from './carrier.ts'
import { composeMail, type OutgoingMail } from './outgoing.ts'
import { pickupDirectory } from './pickup.ts'

/**
 * `refused`: the server, or we ourselves, said no to this mail. `failed`: nobody said anything definite; a server
 * may have taken it and the line broke. Repeat a `temporary` one with the same message id.
 */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly response: string; readonly raw: Uint8Array }
  | { readonly outcome: 'refused' | 'failed'; readonly response: string; readonly temporary: boolean }

export interface Mailer {
  /** `raw` of a sent mail are its exact bytes, to be kept as proof. Never throws because of the mail or the server. */
  send(mail: OutgoingMail): Promise<SendOutcome>
  /** Whether the server answers and takes our credentials, or the directory can be written. */
  verify(): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: 'unavailable'; readonly response: string }>
  close(): void
}

export interface MailerConfig {
  /**
   * `smtp://user:password@host:port` (STARTTLS when offered; `?requireTLS=true` insists), `smtps://…`, or
   * `dir:/absolute/path` where each mail becomes a file for another program to pick up.
   */
  readonly url: string
  /** `Name <name@example.cz>`, for the header and the envelope. */
  readonly from: string
  readonly now?: () => Date
}

export function openMailer({ url, from, now = () => new Date() }: MailerConfig): Mailer {
  const carrier = url.startsWith('dir:') ? pickupDirectory(url.slice('dir:'.length)) : smtpServer(url)
  return {
    async send(mail) {
      const composed = await composeMail(from, mail, now())
      if (!composed.ok) return { outcome: 'refused', response: composed.refusal, temporary: false }
      return carrier.deliver(composed.value, mail.messageId).then(({ response, raw }) => ({ outcome: 'sent', response, raw }), failure)
    },
    verify: () => carrier.verify().then(
      () => ({ ok: true }) as const,
      (error: unknown) => ({ ok: false, refusal: 'unavailable', response: failure(error).response }) as const),
    close: () => carrier.close(),
  }
}

/** One connection for each mail: a reused one that the server has closed meanwhile leaves in doubt what it took. */
function smtpServer(url: string): Carrier {
  const transport = createTransport({ url, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 })
  return {
    async deliver({ raw, envelope }) {
      const { response } = await transport.sendMail({ envelope: { from: envelope.from, to: [envelope.to] }, raw })
      return { response, raw }
    },
    verify: () => transport.verify(),
    close: () => transport.close(),
  }
}

/** A reply code of the server decides (RFC 5321 § 4.2.1: 4yz is transient, 5yz is permanent); without one, try again. */
function failure(error: unknown): Exclude<SendOutcome, { outcome: 'sent' }> {
  const { code, responseCode, response, message } = error as { code?: unknown; responseCode?: unknown; response?: unknown; message?: unknown }
  const said = String(response ?? message ?? error)
  // A line that could not be secured says nothing of the mail, whatever number the server refused it with.
  if (code === 'ETLS' || typeof responseCode !== 'number' || responseCode < 400) return { outcome: 'failed', response: said, temporary: true }
  return { outcome: 'refused', response: said, temporary: responseCode < 500 }
}
