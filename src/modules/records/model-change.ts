import type { Id } from '../../kernel/id.ts'
import type { CurrentMain } from './model.ts'

/**
 * What is done with a wording that was signed: an obvious clerical error is put right (oprava zřejmé nesprávnosti, § 70 of act 500/2004), it
 * is worded anew, or taken back.
 */
export const changeKinds = ['correction', 'rewording', 'withdrawal'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** `number`: the version that it is about; of a correction and a rewording the new one. */
export interface NotedChange {
  readonly componentId: Id<'Component'>
  readonly number: number
  readonly kind: ChangeKind
  readonly reason: string
  readonly at: Date
  readonly by: Id<'Person'> | null
}

/** How and why somebody gives a signed document other words. */
export interface Rewording { readonly kind: Exclude<ChangeKind, 'withdrawal'>; readonly reason: string }

/** Whether the newest content bears a signature of ours, so that nobody changes it without saying why. */
export const isSigned = (main: CurrentMain | null): main is CurrentMain => Boolean(main?.version.signs)

/** Whether the newest wording was taken back, whatever evidence has been added to its signatures since. */
export function isWithdrawn(main: CurrentMain | null): boolean {
  let below = main?.component.versions ?? []
  for (let version = below.at(-1); version; version = below.findLast(({ sha256 }) => sha256 === version?.signs)) {
    if (version.withdrawnAt) return true
    if (!version.signs) return false
    below = below.slice(0, below.indexOf(version))
  }
  return false
}
