import type { DispatchChannel } from './answer.ts'

/** One addressee as `POST /api/answers/:id/dispatch` takes them; without a name it is the party of the document. */
export interface Recipient { readonly channel: DispatchChannel, readonly name?: string, readonly email?: string, readonly address?: readonly string[] }

/** Somebody besides the party of the document, as the form has them. */
export interface Other { readonly name: string, readonly channel: DispatchChannel, readonly email: string, readonly address: string }

interface Fields { readonly channels: readonly string[], readonly email: string, readonly address: string }
export type Missing = 'channel' | 'email' | 'address' | 'other'

/** Everybody the form names, or what is still missing. */
export function recipientsOf({ channels, email, address }: Fields, others: readonly Other[]): { readonly ok: true, readonly to: readonly Recipient[] } | { readonly ok: false, readonly missing: ReadonlySet<string> } {
  const missing = new Set<Missing>()
  const lines = linesOf(address)
  const own = (channels as readonly DispatchChannel[]).map((channel): Recipient => {
    if (channel === 'EPodatelnaMail' && !email.trim()) missing.add('email')
    if (channel === 'Posta' && lines.length === 0) missing.add('address')
    return channel === 'EPodatelnaMail' ? { channel, email: email.trim() } : channel === 'Posta' ? { channel, address: lines } : { channel }
  })
  if (others.some(isIncomplete)) missing.add('other')
  if (own.length + others.length === 0) missing.add('channel')
  if (missing.size > 0) return { ok: false, missing }
  const more = others.map(({ name, channel, email: mailbox, address: written }): Recipient => ({
    channel, name: name.trim(), ...channel === 'EPodatelnaMail' ? { email: mailbox.trim() } : {}, ...channel === 'Posta' ? { address: linesOf(written) } : {},
  }))
  return { ok: true, to: [...own, ...more] }
}

export const isIncomplete = ({ name, channel, email, address }: Other): boolean =>
  !name.trim() || (channel === 'EPodatelnaMail' && !email.trim()) || (channel === 'Posta' && linesOf(address).length === 0)

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 6)
