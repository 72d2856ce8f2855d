import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** Why a consignment came back: those of the standard's `sStavZasilky` that say so. */
export const returns = [
  'vraceno-neprijato', 'vraceno-nevyzadano', 'vraceno-adresat-neznamy', 'vraceno-adresat-se-odstehoval', 'vraceno-adresa-nedostatecna',
  'vraceno-jiny-duvod-overeno', 'vraceno-jiny-duvod-neovereno',
] as const
export type Return = (typeof returns)[number]

/** The standard's states of a consignment (`sStavZasilky`), but delivery by fiction, which no channel of ours knows yet. */
export type ConsignmentState = 'nevypraveno' | 'vypraveno' | 'doruceno' | 'stornovano' | 'nedoruceno-zpracovano' | Return

/** By mail, into the addressee's matter on the portal, from hand to hand, by post in an envelope. */
export const dispatchChannels = ['EPodatelnaMail', 'EPodatelnaWeb', 'Osobne', 'Posta'] as const
export type DispatchChannel = (typeof dispatchChannels)[number]

/** One sending of one approved content to one addressee (zásilka). */
export interface Consignment {
  readonly id: Id<'Dispatch'>
  readonly documentId: Id<'Document'>
  readonly channel: DispatchChannel
  readonly partyId: Id<'Party'> | null
  /** The addressee's name as it was when the sending was asked for. */
  readonly recipient: string
  /** Of a mail; no other channel has one. */
  readonly email: string | null
  readonly address: readonly string[]
  readonly content: Sha256
  readonly askedBy: Id<'Person'>
  readonly askedAt: Date
  readonly state: ConsignmentState
  readonly sentAt: Date | null
  readonly deliveredAt: Date | null
  /** What the other side said last, or what a person wrote about it. */
  readonly response: string | null
  readonly tries: number
  /** Of the post (podací číslo). */
  readonly postingNumber: string | null
  /** Its departure settles what it answers. */
  readonly settles: boolean
  /** Somebody has dealt with its failure. */
  readonly resolvedAt: Date | null
}

/** What tells one addressee of a document from another: the party of the register, else the words by which they were given. */
export function addresseeKey({ partyId, recipient, email }: Pick<Consignment, 'partyId' | 'recipient' | 'email'>): string {
  return partyId ?? (email ?? recipient).normalize('NFKC').toLowerCase()
}

/** How one try to send ended, as far as this room cares. */
export type TryOutcome =
  | { readonly outcome: 'sent'; readonly response: string }
  | { readonly outcome: 'refused' | 'failed'; readonly response: string; readonly temporary: boolean }

/** Tries come further apart, up to six hours; this many take four days, as RFC 5321 § 4.5.4.1 asks before giving up. */
export const mostTries = 24

/** A try that ended on our side of the line, as the record of the office will say it. */
export const ownFailures = {
  notPrepared: { outcome: 'failed', temporary: true, response: 'Zprávu se nepodařilo připravit k odeslání.' },
  notRecorded: { outcome: 'failed', temporary: true, response: 'Poštovní server zprávu převzal, ale záznam o tom se nepodařilo uložit.' },
} as const satisfies Record<string, TryOutcome>

/** The number a mail server answers with, fit for a log: its words may hold addresses. */
export const replyCode = ({ response }: TryOutcome) => /^[245]\d\d\b/.exec(response)?.[0] ?? 'no reply code'

/** The consignment after one more try. It stays `nevypraveno` as long as another try makes sense and there is one left. */
export function afterTry(
  consignment: Consignment, tried: TryOutcome, at: Date, isLast = false,
): Result<Consignment, 'already-dispatched'> {
  if (consignment.state !== 'nevypraveno') return refuse('already-dispatched')
  const next = { ...consignment, tries: consignment.tries + 1, response: words(tried.response) }
  if (tried.outcome === 'sent') return accept({ ...next, state: 'vypraveno', sentAt: at })
  return accept(tried.temporary && next.tries < mostTries && !isLast ? next : { ...next, state: 'nedoruceno-zpracovano' })
}

/** Longer than any pause of the queue between two tries. */
export const silentMs = 8 * 3_600_000
/** Longer than all tries take together. */
const longestMs = 5 * 86_400_000

/** Nobody has tried to send it for longer than the queue ever waits: its job is gone. */
export const isSilent = ({ askedAt }: Pick<Consignment, 'askedAt'>, lastTry: Date | null, now: Date) => now.getTime() - (lastTry ?? askedAt).getTime() >= silentMs

export const isOverdue = ({ askedAt, tries }: Pick<Consignment, 'askedAt' | 'tries'>, now: Date) => tries >= mostTries || now.getTime() - askedAt.getTime() >= longestMs

/** It will not be tried any more. */
export const giveUp = (consignment: Consignment): Consignment => (
  { ...consignment, state: 'nedoruceno-zpracovano', response: consignment.response ?? ownFailures.notPrepared.response })

export type ConsignmentRefusal = 'wrong-channel' | 'wrong-state' | 'reason-missing'
type Decision = Result<Consignment, ConsignmentRefusal>

/** It is not to leave after all (storno). */
export function cancel(consignment: Consignment, reason: string): Decision {
  if (consignment.state !== 'nevypraveno') return refuse('wrong-state')
  return reason.trim() ? accept({ ...consignment, state: 'stornovano', response: words(reason) }) : refuse('reason-missing')
}

export interface HandOver {
  readonly at: Date
  /** Who took it: the addressee, or who acts for them. */
  readonly to: string
  /** How it was verified who that is. */
  readonly identity: string
}

/** It was given to somebody in person: departure and delivery in one. */
export function handOver(consignment: Consignment, { at, to, identity }: HandOver): Decision {
  if (consignment.channel !== 'Osobne') return refuse('wrong-channel')
  if (consignment.state !== 'nevypraveno') return refuse('wrong-state')
  if (!to.trim() || !identity.trim()) return refuse('reason-missing')
  return accept({ ...consignment, state: 'doruceno', sentAt: at, deliveredAt: at, response: words(`${to.trim()}, ${identity.trim()}`) })
}

/** It was given to the post, under a number when it is registered. */
export function post(consignment: Consignment, postingNumber: string | null, at: Date): Decision {
  if (consignment.channel !== 'Posta') return refuse('wrong-channel')
  if (consignment.state !== 'nevypraveno') return refuse('wrong-state')
  return accept({ ...consignment, state: 'vypraveno', sentAt: at, postingNumber: postingNumber?.trim() || null })
}

/** It reached its addressee. */
export function deliver(consignment: Consignment, at: Date, response: string | null = consignment.response): Decision {
  return consignment.state === 'vypraveno'
    ? accept({ ...consignment, state: 'doruceno', deliveredAt: at, response: response && words(response) })
    : refuse('wrong-state')
}

/** It came back: from the post, or from the counter where nobody took it. */
export function giveBack(consignment: Consignment, reason: Return, note: string | null): Decision {
  const { channel, state } = consignment
  if (channel !== 'Posta' && channel !== 'Osobne') return refuse('wrong-channel')
  if (state !== (channel === 'Posta' ? 'vypraveno' : 'nevypraveno')) return refuse('wrong-state')
  if (reason.startsWith('vraceno-jiny-duvod') && !note?.trim()) return refuse('reason-missing')
  return accept({ ...consignment, state: reason, response: note?.trim() ? words(note) : null })
}

/** The mail server took it and a later report says that it never arrived. */
export function bounce(consignment: Consignment, response: string): Decision {
  if (consignment.channel !== 'EPodatelnaMail') return refuse('wrong-channel')
  if (consignment.state !== 'vypraveno') return refuse('wrong-state')
  return accept({ ...consignment, state: 'nedoruceno-zpracovano', response: words(response) })
}

/** Whether the document has left or is about to: then neither its wording nor its sending may change. */
export const isLive = ({ state }: Pick<Consignment, 'state'>) => state === 'nevypraveno' || state === 'vypraveno' || state === 'doruceno'

/** Whether it failed, so that somebody has to do something about it. */
export const hasFailed = ({ state }: Pick<Consignment, 'state'>) => state === 'nedoruceno-zpracovano' || state.startsWith('vraceno-')

const words = (text: string) => text.trim().slice(0, 1000)

/** The words of an answer as the clerk wrote them. */
export interface AnswerText {
  readonly subject: string
  /** Plain text: an empty line parts paragraphs, `- ` begins a list item, `# ` a heading. */
  readonly body: string
}
