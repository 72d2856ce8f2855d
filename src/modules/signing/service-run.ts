import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { enqueueAt, type Task } from '../../platform/events/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { readNames, recallActor } from '../identity/index.ts'
import { isHandAtWork, mostTries, type Ceremony, type CeremonyItem } from './model-ceremony.ts'
import type { Credential, OpenKey } from './model-port.ts'
import type { SigningDeps } from './service.ts'
import { endCeremony } from './service-end.ts'
import type { Run } from './service-running.ts'
import { prepareChunk, signChunk, type ReadyChunk, type SignedChunk } from './service-run-sign.ts'
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
    await goThrough(await runOf(deps, actor, ceremony, { credential, key: opened.value }), chunk)
  } finally {
    await opened.value.close()
  }
}

/** A run of a ceremony by a key that is open. */
export async function runOf(deps: SigningDeps, actor: Actor, ceremony: Ceremony, { credential, key }: { readonly credential: Credential | undefined; readonly key: OpenKey }): Promise<Run> {
  const names = await readNames(deps.db, actor.tenantId, [ceremony.signerId, ...actor.standsFor.map(({ personId }) => personId)])
  return { deps, actor, ceremony, key, names, left: await leftOf(deps, actor.tenantId, ceremony, credential) }
}

/** A key without a limit signs again what somebody else's signature came before: it is for this list and no more all the same. */
async function leftOf({ db, signer }: SigningDeps, tenantId: Id<'Tenant'>, { id, allowed }: Ceremony, credential: Credential | undefined): Promise<() => Promise<number>> {
  const ability = credential ? await signer.ability(credential) : null
  if (ability?.perConfirmation === null) return () => Promise.resolve(Infinity)
  return async () => Math.max(0, allowed - await countSignatures(db, tenantId, id))
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

/** What is under way: a chunk in each stage at most. */
interface UnderWay { readonly ready: ReadyChunk | null; readonly signed: SignedChunk | null }

/**
 * Goes once through all that waits. While a chunk is settled the next is signed and the one after it is made ready; a chunk with a document that
 * is under way in another waits until that is settled. `moved`: how many documents came to an end.
 */
async function goRound(run: Run, chunk: number): Promise<{ readonly moved: number; readonly tries: number } | 'stopped'> {
  const { deps: { db }, actor: { tenantId }, ceremony: { id } } = run
  let [moved, tries] = [0, 0]
  let underWay: UnderWay = { ready: null, signed: null }
  for (let items = within(await readWaiting(db, tenantId, id, 0, chunk)); ;) {
    const next = isUnderWay(items, underWay) ? [] : items
    if (next.length === 0 && !underWay.ready && !underWay.signed) return { moved, tries }
    const now = await moveOn(run, underWay, next)
    if (now.settled === 'stopped') return 'stopped'
    // Nothing more is signed before the holder of the key has confirmed again.
    if (now.signed?.needsConfirmation) return settle(run, now.signed).then(() => 'stopped')
    moved += now.settled
    tries = Math.max(tries, ...next.map((item) => item.tries + 1))
    underWay = now
    if (next.length > 0) items = within(await readWaiting(db, tenantId, id, next.at(-1)?.ordinal ?? 0, chunk))
  }
}

/** Moves everything on by a stage at once. All is awaited whatever comes of it: the key is not closed under a signature. */
async function moveOn(run: Run, { ready, signed }: UnderWay, next: readonly CeremonyItem[]): Promise<UnderWay & { readonly settled: number | 'stopped' }> {
  const [settled, nowSigned, nowReady] = await Promise.allSettled([
    signed ? settle(run, signed) : 0, ready && signChunk(run, ready), next.length > 0 ? prepareChunk(run, next) : null])
  if (settled.status === 'rejected') throw settled.reason
  if (nowSigned.status === 'rejected') throw nowSigned.reason
  if (nowReady.status === 'rejected') throw nowReady.reason
  return { settled: settled.value, signed: nowSigned.value, ready: nowReady.value }
}

/** Bytes of the documents of one chunk, which are in memory together. */
const mostBytes = 64 * 2 ** 20

/** As many of them as memory holds at once; one at least. */
function within(items: readonly CeremonyItem[]): readonly CeremonyItem[] {
  let bytes = 0
  const over = items.findIndex(({ size }) => (bytes += size) > mostBytes)
  return over === -1 ? items : items.slice(0, Math.max(1, over))
}

function isUnderWay(items: readonly CeremonyItem[], { ready, signed }: UnderWay): boolean {
  const busy = new Set([ready, signed].flatMap((chunk) => chunk?.items.map(({ documentId }) => documentId) ?? []))
  return items.some(({ documentId }) => busy.has(documentId))
}

/** How many documents of the chunk came to an end; or that nobody wants the rest now. */
async function settle(run: Run, { items, outcomes, needsConfirmation }: SignedChunk): Promise<number | 'stopped'> {
  const settled = await settleChunk(run, items, outcomes)
  if (settled === 'stopped') return 'stopped'
  if (!needsConfirmation) return settled
  await change(run.deps, run.actor, run.ceremony.id, async (deed, ceremony) => {
    // More signatures are on their way from its holder; if none come, it is seen then.
    if (isHandAtWork(ceremony, deed.at)) return lookAgain(deed, ceremony.id, ceremony.handUntil ?? deed.at)
    // Its holder has done something since this run began: what came of it is not seen yet.
    if (ceremony.handUntil?.getTime() !== run.ceremony.handUntil?.getTime()) return lookAgain(deed, ceremony.id, deed.at)
    await saveCeremony(deed.tx, run.actor.tenantId, { ...ceremony, state: 'confirmation-needed' })
    deed.note({ event: 'Zastaveni', object: { type: 'HromadnyPodpis', id: ceremony.id }, payload: { root: ceremony.root, confirmationNeeded: true } })
  })
  return 'stopped'
}

const finish = (deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>) => change(deps, actor, id, (deed, ceremony) => endCeremony(deed, ceremony, 'done'))

/** What waits for a time stamp or a key is tried again later: soon at first, then every ten minutes. */
function pause(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, tries: number): Promise<void> {
  const ms = Math.min(5_000 * 2 ** Math.min(tries - 1, mostTries), 10 * 60_000)
  return change(deps, actor, id, (deed) => lookAgain(deed, id, new Date(deed.at.getTime() + ms)))
}

/** Has the worker look at a ceremony at a later moment; said again, the last word counts. */
export const lookAgain = ({ tx, actor: { tenantId } }: Deed, id: Id<'Ceremony'>, at: Date): Promise<void> =>
  enqueueAt(tx, ceremonyTask, { tenantId, ceremonyId: id }, { at, key: `${ceremonyTask}:${id}` })

/** Changes a running ceremony while nobody else does; of one that is not running any more nothing is changed. */
export async function change(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, work: (deed: Deed, ceremony: Ceremony) => Promise<void>): Promise<void> {
  await perform(deps, actor, { name: ceremonyTask }, async (deed): Promise<Result<null, 'ended'>> => {
    const ceremony = await lockCeremony(deed.tx, actor.tenantId, id)
    if (ceremony?.state !== 'running') return refuse('ended')
    await work(deed, ceremony)
    return accept(null)
  })
}
