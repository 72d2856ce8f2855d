import type { Id } from '../../kernel/id.ts'

/** What a report of a mail system says of one mail (delivery status notification, RFC 3464). */
export interface Bounce {
  /** `failed` for good, `delayed` while it is still being tried, `delivered` into the mailbox. */
  readonly kind: 'failed' | 'delayed' | 'delivered'
  /** The enhanced status code (RFC 3463), such as 5.1.1. */
  readonly status: string | null
  /** The words of the remote system, in one line. */
  readonly diagnostic: string
  /** The `Message-ID` of the mail it is about, without its brackets. */
  readonly messageId: string | null
}

/** A mail as it was read, as far as a report is made of it. */
export interface ReadReport {
  readonly subject: string
  readonly text: string
  readonly parts: readonly { readonly contentType: string; readonly bytes: Uint8Array }[]
}

const longest = 64 * 1024

/** What a mail reports, or null when it is no report: then it is a letter like any other. */
export function readBounce({ text, parts }: ReadReport): Bounce | null {
  const status = parts.find(({ contentType }) => contentType === 'message/delivery-status' || contentType === 'message/global-delivery-status')
  if (!status) return null
  const groups = fieldGroups(asText(status.bytes))
  const about = groups.find((group) => group.has('action'))
  const kind = kindOf(about?.get('action') ?? '')
  if (!about || !kind) return null
  return {
    kind, status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(about.get('status') ?? '')?.[0] ?? null,
    diagnostic: line(about.get('diagnostic-code')?.replace(/^\s*[\w-]+\s*;/, '') ?? about.get('status') ?? ''),
    messageId: originalId(parts) ?? messageIdIn(text),
  }
}

/** The consignment whose mail has this id: it is made of the consignment's own and of our domain, which nobody else can guess. */
export function consignmentOf(messageId: string | null, domain: string): Id<'Dispatch'> | null {
  const [local = '', host = ''] = messageId?.split('@') ?? []
  return host.toLowerCase() === domain.toLowerCase() && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(local) ? local as Id<'Dispatch'> : null
}

function kindOf(action: string): Bounce['kind'] | null {
  const word = action.trim().toLowerCase()
  if (word === 'failed' || word === 'delayed' || word === 'delivered') return word
  // Handed on to a system that reports nothing, or to another address of the same person: it has left, and no more is known.
  return null
}

/** The id in the mail, or the head of it, that came back. */
function originalId(parts: ReadReport['parts']): string | null {
  const original = parts.find(({ contentType }) => /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(contentType))
  return original ? messageIdIn(asText(original.bytes).split(/\r?\n\r?\n/, 1)[0] ?? '') : null
}

const messageIdIn = (text: string) => /^message-id:\s*<([!-;=?-~]{1,450}@[!-;=?-~]{1,450})>/im.exec(text.slice(0, longest))?.[1] ?? null

/** Groups of fields parted by empty lines: the first of the message, then one of each addressee. */
function fieldGroups(text: string): ReadonlyMap<string, string>[] {
  return text.split(/\r?\n\r?\n/).slice(0, 50).map((block) => {
    const unfolded = block.replace(/\r?\n[ \t]+/g, ' ')
    return new Map(unfolded.split(/\r?\n/).flatMap((field): [string, string][] => {
      const colon = field.indexOf(':')
      return colon > 0 ? [[field.slice(0, colon).trim().toLowerCase(), field.slice(colon + 1).trim()]] : []
    }))
  })
}

const asText = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, longest)).toString('utf8')
const line = (text: string) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 500)
