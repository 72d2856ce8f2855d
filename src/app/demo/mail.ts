import { createHash } from 'node:crypto'

export interface DemoMail {
  readonly from: { readonly name: string; readonly email: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly at: Date
  readonly attachment?: { readonly name: string; readonly bytes: Uint8Array }
}

/** A mail as it comes from outside (RFC 5322), the same bytes for the same content. */
export function writeMail({ from, to, subject, text, at, attachment }: DemoMail): Buffer {
  const id = createHash('sha256').update(`${from.email} ${at.toISOString()} ${subject}`).digest('hex').slice(0, 24)
  const heads = [
    `From: ${word(from.name)} <${from.email}>`, `To: ${to}`, `Subject: ${word(subject)}`, `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@posta.example>`, 'MIME-Version: 1.0',
  ]
  const body = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', lines(Buffer.from(text))]
  if (!attachment) return Buffer.from([...heads, ...body, ''].join('\r\n'))
  const boundary = `=_${id}`
  const file = [
    `Content-Type: application/pdf; name="${attachment.name}"`, `Content-Disposition: attachment; filename="${attachment.name}"`,
    'Content-Transfer-Encoding: base64', '', lines(attachment.bytes),
  ]
  return Buffer.from([
    ...heads, `Content-Type: multipart/mixed; boundary="${boundary}"`, '', `--${boundary}`, ...body, `--${boundary}`, ...file, `--${boundary}--`, ''].join('\r\n'))
}

/** RFC 2047 encoded words of at most 75 characters each. */
function word(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const chunks: string[] = []
  let chunk = ''
  for (const letter of text) {
    if (Buffer.byteLength(chunk + letter) > 42) {
      chunks.push(chunk)
      chunk = ''
    }
    chunk += letter
  }
  return [...chunks, chunk].map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
}

const lines = (bytes: Uint8Array) => (Buffer.from(bytes).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
