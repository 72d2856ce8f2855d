import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { enqueueAt, type Task } from '../../platform/events/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { readNames, recallActor } from '../identity/index.ts'
import { mostTries, type Ceremony, type CeremonyItem } from './model-ceremony.ts'
import type { SigningDeps } from './service.ts'
import { endCeremony } from './service-end.ts'
import type { Run } from './service-running.ts'
import { signChunk } from './service-run-sign.ts'
import { settleChunk } from './service-run-settle.ts'
import { countSignatures, lockCeremony, readCeremonyRow, readWaiting, saveCeremony } from './store-ceremony.ts'
import { readCredential } from './store.ts'

/** The task that signs what is left of a confirmed ceremony. */
export const ceremonyTask = 'signing.ceremony'

const Payload = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), ceremonyId: z.uuid().transform((id) => id as Id<'Ceremony'>) })

export const ceremonyTasks = (deps: SigningDeps): Readonly<Record<string, Task>> => ({
  [ceremonyTask]: async (payload) => {
    const { tenantId, ceremonyId } = Payload.parse(payload)
    await runCeremony(deps, tenantId, ceremonyId)
  },
})

export interface RunOptions { readonly chunk?: number }

/** So many documents are one transaction: enough to share its cost, few enough that nobody waits long for a file it holds. */
const usualChunk = 100

/**
 * Signs what is left of a confirmed ceremony, chunk by chunk. What the key has signed is kept before anything else is done with it, and
 * the signed bytes are stored before a row says so; a run that was killed is gone on with, and no document is signed twice. Runs of one
 * ceremony at once settle nothing twice.
 */
export async function runCeremony(deps: SigningDeps, tenantId: Id<'Tenant'>, id: Id<'Ceremony'>, { chunk = usualChunk }: RunOptions = {}): Promise<void> {
  const ceremony = await readCeremonyRow(deps.db, tenantId, id)
  if (ceremony?.state !== 'running') return
  const actor = await recallActor(deps, tenantId, ceremony.signerId, ceremony.origin)
  const credential = await readCredential(deps.db, tenantId, ceremony.credentialId)
  const opened = credential ? await deps.signer.open(credential, { signatures: ceremony.allowed }) : refuse('key-unavailable' as const)
  if (!opened.ok) return pause(deps, actor, id, 1)
  try {
    const names = await readNames(deps.db, tenantId, [ceremony.signerId, ...actor.standsFor.map(({ personId }) => personId)])
    const left = async () => Math.max(0, ceremony.allowed - await countSignatures(deps.db, tenantId, id))
    await goThrough({ deps, actor, ceremony, key: opened.value, names, left }, chunk)
  } finally {
    await opened.value.close()
  }
}

/** Goes through what waits until nothing does, or nothing moves any more. */
async function goThrough(run: Run, chunk: number): Promise<void> {
  const { deps, actor, ceremony: { id } } = run
  for (;;) {
    const round = await goRound(run, chunk)
    if (round === 'stopped') return
    if ((await readWaiting(deps.db, actor.tenantId, id, 0, 1)).length === 0) return finish(deps, actor, id)
    if (round.moved === 0) return pause(deps, actor, id, round.tries)
  }
}

/** A chunk that is signed and not settled yet. */
interface SignedChunk extends Awaited<ReturnType<typeof signChunk>> { readonly items: readonly CeremonyItem[] }

/** Goes once through all that waits: while a chunk is settled, the next one is signed. `moved`: how many documents came to an end. */
async function goRound(run: Run, chunk: number): Promise<{ readonly moved: number; readonly tries: number } | 'stopped'> {
  const { deps: { db }, actor: { tenantId }, ceremony: { id } } = run
  let [moved, tries] = [0, 0]
  let signed: SignedChunk | null = null
  for (let after = 0; ;) {
    const items = await readWaiting(db, tenantId, id, after, chunk)
    after = items.at(-1)?.ordinal ?? after
    tries = Math.max(tries, ...items.map((item) => item.tries + 1))
    const ended = await settleWhile(run, signed, items)
    if (ended.settled === 'stopped') return 'stopped'
    moved += ended.settled
    if (!ended.signed) return { moved, tries }
    signed = ended.signed
    // Nothing more is signed before the holder of the key has confirmed again.
    if (signed.needsConfirmation) return settle(run, signed).then(() => 'stopped')
  }
}

/** Settles what is signed, and signs the next items meanwhile; afterwards only where both are about the same document. */
async function settleWhile(run: Run, signed: SignedChunk | null, items: readonly CeremonyItem[]): Promise<{ settled: number | 'stopped'; signed: SignedChunk | null }> {
  const next = async () => (items.length > 0 ? { ...await signChunk(run, items), items } : null)
  if (!signed) return { settled: 0, signed: await next() }
  const before = new Set(signed.items.map(({ documentId }) => documentId))
  if (items.some(({ documentId }) => before.has(documentId))) {
    const settled = await settle(run, signed)
    return { settled, signed: settled === 'stopped' ? null : await next() }
  }
  // Both are awaited whatever comes of them: the key is not closed under a signature.
  const [settled, following] = await Promise.allSettled([settle(run, signed), next()])
  if (settled.status === 'rejected') throw settled.reason
  if (following.status === 'rejected') throw following.reason
  return { settled: settled.value, signed: following.value }
}

/** How many documents of the chunk came to an end; or that nobody wants the rest now. */
async function settle(run: Run, { items, outcomes, needsConfirmation }: SignedChunk): Promise<number | 'stopped'> {
  const settled = await settleChunk(run, items, outcomes)
  if (settled === 'stopped') return 'stopped'
  if (!needsConfirmation) return settled
  await change(run.deps, run.actor, run.ceremony.id, async (deed, ceremony) => {
    await saveCeremony(deed.tx, run.actor.tenantId, { ...ceremony, state: 'confirmation-needed' })
    deed.note({ event: 'Zastaveni', object: { type: 'HromadnyPodpis', id: ceremony.id }, payload: { root: ceremony.root, confirmationNeeded: true } })
  })
  return 'stopped'
}

const finish = (deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>) => change(deps, actor, id, (deed, ceremony) => endCeremony(deed, ceremony, 'done'))

/** What waits for a time stamp or a key is tried again later: soon at first, then every ten minutes. */
function pause(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, tries: number): Promise<void> {
  const ms = Math.min(5_000 * 2 ** Math.min(tries - 1, mostTries), 10 * 60_000)
  return change(deps, actor, id, async ({ tx, at, actor: { tenantId } }) => {
    await enqueueAt(tx, ceremonyTask, { tenantId, ceremonyId: id }, { at: new Date(at.getTime() + ms), key: `${ceremonyTask}:${id}` })
  })
}

/** Changes a running ceremony while nobody else does; of one that is not running any more nothing is changed. */
async function change(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, work: (deed: Deed, ceremony: Ceremony) => Promise<void>): Promise<void> {
  await perform(deps, actor, { name: ceremonyTask }, async (deed): Promise<Result<null, 'ended'>> => {
    const ceremony = await lockCeremony(deed.tx, actor.tenantId, id)
    if (ceremony?.state !== 'running') return refuse('ended')
    await work(deed, ceremony)
    return accept(null)
  })
}
