import type { ReactNode } from 'react'
import type { Ceremony } from './model.ts'
import type { HandRun } from './use-hand.ts'

/** What every way of confirming a list is told. */
export interface ConfirmProps {
  readonly ceremony: Ceremony
  readonly run: HandRun
  /** What the button says. */
  readonly label: string
  /** What stands beside the button. */
  readonly besides?: ReactNode
  readonly isBlocked?: boolean
}
