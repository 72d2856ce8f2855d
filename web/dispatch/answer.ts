import type { ConsignmentState } from '../../src/modules/dispatch/index.ts'

export interface Consignment {
  readonly id: string, readonly email: string, readonly state: ConsignmentState, readonly askedAt: string, readonly sentAt: string | null
  /** What the other server said last. */
  readonly response: string | null, readonly tries: number
}

/** What `GET /api/answers/:id` tells. */
export interface Answer {
  readonly subject: string
  readonly body: string
  /** Its letter has been set; without it there is nothing to approve. */
  readonly ready: boolean
  /** Somebody approved the letter as it is now. */
  readonly approved: boolean
  readonly dispatch: Consignment | null
}

export type Stage = 'writing' | 'approving' | 'sending' | 'sent'

/** How far an answer is. A consignment that could not be delivered brings it back to sending. */
export function stageOf({ ready, approved, dispatch }: Pick<Answer, 'ready' | 'approved' | 'dispatch'>): Stage {
  if (dispatch?.state === 'vypraveno') return 'sent'
  if (approved || dispatch?.state === 'nevypraveno') return 'sending'
  return ready ? 'approving' : 'writing'
}

/** Handed over for sending or sent: its words may no longer change. */
export const isLocked = ({ dispatch }: Pick<Answer, 'dispatch'>): boolean => dispatch !== null && dispatch.state !== 'nedoruceno-zpracovano'
