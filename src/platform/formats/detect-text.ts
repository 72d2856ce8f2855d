const byteOrderMarks = ['\xff\xfe', '\xfe\xff']

/**
 * UTF-8, UTF-16 with its mark, or an 8-bit text: no control characters but the usual white space and escape,
 * and in the last case at most three bytes in ten outside ASCII.
 */
export function looksLikeText(head: Buffer, isCut: boolean): boolean {
  if (head.length === 0) return false
  if (byteOrderMarks.includes(head.toString('latin1', 0, 2))) return head.length % 2 === 0
  let high = 0
  for (const byte of head) {
    if (byte >= 0x80) high += 1
    else if ((byte < 0x20 && (byte < 9 || byte > 13) && byte !== 0x1b) || byte === 0x7f) return false
  }
  return high === 0 || isUtf8(head, isCut) || high * 10 <= head.length * 3
}

function isUtf8(head: Buffer, isCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: isCut })
    return true
  } catch {
    return false
  }
}

const htmlStart =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,4096}?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i

export const looksLikeHtml = (head: Buffer) => htmlStart.test(head.toString('latin1', 0, 8_192))

const telling = new Set(['from', 'to', 'subject', 'date', 'message-id', 'received', 'return-path', 'delivered-to',
  'mime-version', 'content-type', 'reply-to', 'sender', 'cc', 'x-mailer', 'dkim-signature', 'references', 'in-reply-to'])

/** Starts with a header block (RFC 5322) in which at least two different telling fields stand, one of them not of MIME alone. */
export function looksLikeMail(head: Buffer): boolean {
  const lines = head.toString('latin1').replace(/^(?:\xef\xbb\xbf)?\s*/, '').split(/\r?\n/)
  const found = new Set<string>()
  for (const [index, line] of lines.entries()) {
    if (line === '') break
    if (/^[ \t]/.test(line) || (index === 0 && line.startsWith('From '))) continue
    const name = /^([!-9;-~]{1,100})[ \t]*:/.exec(line)?.[1]?.toLowerCase()
    if (name === undefined) return false
    if (telling.has(name)) found.add(name)
  }
  return found.size >= 2 && !['mime-version', 'content-type'].every((name) => found.has(name) && found.size === 2)
}

/** An electronic invoice of the Czech format ISDOC: its root element in its own namespace. */
export const looksLikeInvoice = (head: Buffer) => /<(?:\w+:)?(?:Invoice|CommonDocument)\s[^>]{0,2000}http:\/\/isdoc\.cz\/namespace/.test(head.toString('latin1', 0, 8_192))
