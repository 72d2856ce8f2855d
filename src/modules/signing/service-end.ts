import type { Deed } from '../audit/index.ts'
import type { Ceremony, CeremonyItemState } from './model-ceremony.ts'
import { countStates, saveCeremony, type StateCount } from './store-ceremony.ts'

/** How a ceremony came out. */
export interface Summary {
  readonly counts: Readonly<Partial<Record<CeremonyItemState, number>>>
  /** From the first confirmation to the end. */
  readonly seconds: number
  readonly secondsPerDocument: number | null
}

export function summaryOf({ confirmation, endedAt }: Pick<Ceremony, 'confirmation' | 'endedAt'>, counts: readonly StateCount[], now: Date): Summary {
  const summed: Partial<Record<CeremonyItemState, number>> = {}
  for (const { state, count } of counts) summed[state] = (summed[state] ?? 0) + count
  const seconds = confirmation ? Math.max(0, ((endedAt ?? now).getTime() - confirmation.at.getTime()) / 1000) : 0
  const stored = summed.stored ?? 0
  return { counts: summed, seconds, secondsPerDocument: stored > 0 ? Math.round((seconds / stored) * 1000) / 1000 : null }
}

/** Ends a locked ceremony. How it came out stays in the log with the root of its list: the record of the ceremony (§ 22 of decree 409/2025). */
export async function endCeremony(deed: Deed, ceremony: Ceremony, state: 'done' | 'cancelled'): Promise<void> {
  const { tx, at, actor: { tenantId } } = deed
  const ended = { ...ceremony, state, handUntil: null, endedAt: at }
  await saveCeremony(tx, tenantId, ended)
  const { counts, seconds, secondsPerDocument } = summaryOf(ended, await countStates(tx, tenantId, ceremony.id), at)
  const payload = { root: ceremony.root, total: ceremony.total, counts: { ...counts }, seconds, secondsPerDocument }
  deed.note({ event: state === 'done' ? 'Vyrizeni' : 'Zastaveni', object: { type: 'HromadnyPodpis', id: ceremony.id }, payload })
}
