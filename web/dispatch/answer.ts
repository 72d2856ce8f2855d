import type { ConsignmentState, DispatchChannel, Return } from '../../src/modules/dispatch/index.ts'

export type { DispatchChannel }

/** One go at sending and what the other side said. */
export interface Attempt { readonly number: number, readonly at: string, readonly outcome: 'sent' | 'refused' | 'failed', readonly response: string }

export interface Consignment {
  readonly id: string, readonly channel: DispatchChannel, readonly partyId: string | null, readonly recipient: string, readonly email: string | null
  readonly address: readonly string[], readonly state: ConsignmentState, readonly askedAt: string, readonly sentAt: string | null, readonly deliveredAt: string | null
  /** What the other side said last, or what a person wrote about it. */
  readonly response: string | null
  readonly tries: number, readonly postingNumber: string | null, readonly settles: boolean
  /** Somebody has dealt with its failure. */
  readonly resolved: boolean
  readonly attempts: readonly Attempt[]
}

export interface Related { readonly id: string, readonly referenceNumber: string }

/** What `GET /api/answers/:id` tells. */
export interface Answer {
  readonly subject: string
  readonly body: string
  /** The saved words, by which a rewrite says what it was written from. */
  readonly wording: string
  /** Its letter has been set; without it there is nothing to approve. */
  readonly ready: boolean
  /** Somebody approved the letter as it is now. */
  readonly approved: boolean
  /** The version that bears a signature, when the letter is signed as it is now. */
  readonly signed: number | null
  /** The signed letter was taken back. */
  readonly withdrawn: boolean
  /** It can be delivered into its addressee's matter on the portal. */
  readonly portal: boolean
  readonly kind: 'answer' | 'own' | 'forward' | 'correction'
  readonly corrects: Related | null
  readonly correctedBy: readonly Related[]
  /** What else it answers. */
  readonly also: readonly string[]
  /** Discarded without having been sent. */
  readonly setAside: boolean
  /** Every sending of it, oldest first. */
  readonly dispatches: readonly Consignment[]
}

export type Stage = 'writing' | 'approving' | 'sending' | 'sent' | 'delivered'

const live = new Set<ConsignmentState>(['nevypraveno', 'vypraveno', 'doruceno'])
/** On its way or there, so that the same document does not go to the same addressee again. */
export const isLive = ({ state }: Pick<Consignment, 'state'>): boolean => live.has(state)
export const hasFailed = ({ state }: Pick<Consignment, 'state'>): boolean => !isLive({ state }) && state !== 'stornovano'

/** How far an answer is. Consignments that all came back bring it back to sending. */
export function stageOf({ ready, approved, dispatches }: Pick<Answer, 'ready' | 'approved' | 'dispatches'>): Stage {
  const going = dispatches.filter(isLive)
  if (going.length > 0 && going.every(({ state }) => state === 'doruceno')) return 'delivered'
  if (going.some(({ state }) => state !== 'nevypraveno')) return 'sent'
  if (approved || going.length > 0) return 'sending'
  return ready ? 'approving' : 'writing'
}

/** Handed over for sending or sent: its words may no longer change. */
export const isLocked = ({ dispatches, setAside }: Pick<Answer, 'dispatches' | 'setAside'>): boolean => setAside || dispatches.some(isLive)

/** Whether something still happens to it without anybody's doing. */
export const isMoving = ({ dispatches }: Pick<Answer, 'dispatches'>): boolean =>
  dispatches.some(({ channel, state }) => state === 'nevypraveno' && channel === 'EPodatelnaMail')

/** One wording of a letter, as `GET /api/answers/:id/wordings` tells it. */
export interface Wording {
  readonly number: number, readonly content: string, readonly subject: string, readonly body: string, readonly createdAt: string
  readonly returned: { readonly reason: string, readonly by: string, readonly at: string } | null
}

/** The wording that was returned last, when nothing newer has been approved or returned since, and the newest one beside it. */
export function lastReturned(wordings: readonly Wording[]): { readonly returned: Wording & { readonly returned: NonNullable<Wording['returned']> }, readonly newest: Wording } | null {
  const newest = wordings.at(-1)
  const returned = wordings.findLast((wording) => wording.returned !== null)
  return newest && returned?.returned ? { returned: { ...returned, returned: returned.returned }, newest } : null
}

export const returnReasons = [
  'vraceno-neprijato', 'vraceno-nevyzadano', 'vraceno-adresat-neznamy', 'vraceno-adresat-se-odstehoval', 'vraceno-adresa-nedostatecna',
  'vraceno-jiny-duvod-overeno', 'vraceno-jiny-duvod-neovereno',
] as const satisfies readonly Return[]

/** What needs a word from the person who does it. */
export type FormDeed = 'handed' | 'posted' | 'delivered' | 'returned' | 'cancel'

/** What can be done with a consignment as it is; the server decides again. */
export function deedsOf({ channel, state, resolved }: Pick<Consignment, 'channel' | 'state' | 'resolved'>): { readonly forms: readonly FormDeed[], readonly retry: boolean, readonly leave: boolean, readonly sheet: boolean } {
  const waits = state === 'nevypraveno'
  const forms: FormDeed[] = []
  if (waits && channel === 'Osobne') forms.push('handed', 'returned')
  if (waits && channel === 'Posta') forms.push('posted')
  if (state === 'vypraveno' && channel === 'Posta') forms.push('delivered', 'returned')
  if (waits) forms.push('cancel')
  return { forms, retry: waits && channel === 'EPodatelnaMail', leave: hasFailed({ state }) && !resolved, sheet: waits && channel === 'Osobne' }
}

/** How safe is what is being written: not touched since, on its way to the server, there, or in this window only. */
export type Keeping = 'still' | 'keeping' | 'kept' | 'here-only'

export const wholeText = ({ subject, body }: { readonly subject: string, readonly body: string }) => `${subject}\n\n${body}`
