import { inEveryOffice } from '../modules/identity/index.ts'
import { runNight, type LifeDeps } from '../modules/validation/index.ts'
import type { EvidenceSource } from '../platform/evidence/index.ts'
import { inTurn, keepProof, stampWhole, type Believed } from '../platform/long-life/index.ts'
import { accept, refuse } from '../kernel/result.ts'
import type { Timestamper } from '../platform/timestamps/index.ts'

interface Means { readonly believed: Believed; readonly source: EvidenceSource; readonly timestamper: Timestamper | null }
type Strengthened = Awaited<ReturnType<LifeDeps['strengthen']>>

/** Puts evidence into a file and, where wanted, a time stamp over it. All reasons that lie in the file itself are one: it cannot be extended. */
export async function strengthen(bytes: Uint8Array, stamp: boolean, { believed, source, timestamper }: Means): Promise<Strengthened> {
  if (stamp && !timestamper) return refuse('no-timestamp')
  const made = await inTurn<string>(bytes, [(now) => keepProof(now, believed, source), ...stamp && timestamper ? [(now: Uint8Array) => stampWhole(now, timestamper, believed.at)] : []])
  if (made.ok) return accept(made.value)
  const { refusal } = made
  return refuse(refusal === 'evidence-missing' || refusal === 'no-timestamp' || refusal === 'not-valid' ? refusal : 'not-extendable')
}

const prague = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Prague', hour: '2-digit', hourCycle: 'h23' })

/** One night's work of every office, once a day from one o'clock; a server that was off at night does it when it is on again. */
export async function keepProofs(deps: LifeDeps, signal: AbortSignal): Promise<void> {
  if (Number(prague.format(deps.now())) < 1) return
  await inEveryOffice(deps.db, async (tenantId) => { if (!signal.aborted) await runNight(deps, tenantId, { signal }) })
}
