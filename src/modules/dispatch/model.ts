import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** The standard's states of a consignment (`sStavZasilky`), as far as e-mail gets. */
export type ConsignmentState = 'nevypraveno' | 'vypraveno' | 'nedoruceno-zpracovano'
export const dispatchChannels = ['EPodatelnaMail'] as const
export type DispatchChannel = (typeof dispatchChannels)[number]

/** One sending of one approved content to one address (zásilka). */
export interface Consignment {
  readonly id: Id<'Dispatch'>
  readonly documentId: Id<'Document'>
  readonly channel: DispatchChannel
  readonly email: string
  readonly content: Sha256
  readonly askedBy: Id<'Person'>
  readonly askedAt: Date
  readonly state: ConsignmentState
  readonly sentAt: Date | null
  /** What the other side said last. */
  readonly response: string | null
  readonly tries: number
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
  const next = { ...consignment, tries: consignment.tries + 1, response: tried.response.slice(0, 1000) }
  if (tried.outcome === 'sent') return accept({ ...next, state: 'vypraveno', sentAt: at })
  return accept(tried.temporary && next.tries < mostTries && !isLast ? next : { ...next, state: 'nedoruceno-zpracovano' })
}

/** Whether the document has left or is about to: then neither its wording nor its sending may change. */
export const isLive = (consignment: Consignment) => consignment.state !== 'nedoruceno-zpracovano'

/** The words of an answer as the clerk wrote them. */
export interface AnswerText {
  readonly subject: string
  /** Plain text: an empty line parts paragraphs, `- ` begins a list item, `# ` a heading. */
  readonly body: string
}
