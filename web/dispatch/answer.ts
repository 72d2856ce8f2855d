import type { ConsignmentState, DispatchChannel } from '../../src/modules/dispatch/index.ts'

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

/** What `GET /api/answers/:id` tells. */
export interface Answer {
  readonly subject: string
  readonly body: string
  /** Its letter has been set; without it there is nothing to approve. */
  readonly ready: boolean
  /** Somebody approved the letter as it is now. */
  readonly approved: boolean
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
export const isLocked = ({ dispatches }: Pick<Answer, 'dispatches'>): boolean => dispatches.some(isLive)

/** Whether something still happens to it without anybody's doing. */
export const isMoving = ({ dispatches }: Pick<Answer, 'dispatches'>): boolean =>
  dispatches.some(({ channel, state }) => state === 'nevypraveno' && channel === 'EPodatelnaMail')
