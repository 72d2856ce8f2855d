import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { isPassing } from '../../platform/database/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { completeSigning } from '../circulation/index.ts'
import { addSignatures, currentMain, lockFiles, readComponents, listDocuments } from '../records/index.ts'
import { tell } from './events.ts'
import { mostTries, type CeremonyItem } from './model-ceremony.ts'
import type { Run } from './service-running.ts'
import type { Outcome } from './service-run-sign.ts'
import { lockCeremony, readWaiting, releaseItems, saveMoved, type Moved } from './store-ceremony.ts'

/**
 * Settles a chunk in one transaction: new versions, ended requests, log, events and the lines of the ceremony are kept together. Returns
 * how many documents came to an end. When the ceremony was cancelled meanwhile, what was signed for nothing is forgotten.
 */
export async function settleChunk(run: Run, chunk: readonly CeremonyItem[], outcomes: ReadonlyMap<number, Outcome>): Promise<number | 'stopped'> {
  const { deps, actor, ceremony: { id } } = run
  const settled = await perform(deps, actor, { name: 'sign' }, async (deed): Promise<Result<{ ended: number }, 'ended'>> => {
    const locked = await lockCeremony(deed.tx, actor.tenantId, id)
    if (locked?.state !== 'running') return refuse('ended')
    const first = chunk[0]?.ordinal ?? 0
    // Another run may have settled some of them while this one was signing.
    const waiting = new Map((await readWaiting(deed.tx, actor.tenantId, id, first - 1, chunk.length)).map((item) => [item.ordinal, item]))
    const items = chunk.flatMap(({ ordinal }) => waiting.get(ordinal) ?? [])
    await lockAll(deed, items)
    const moved: Moved[] = []
    for (const item of items) moved.push(await settleOne(run, deed, item, outcomes.get(item.ordinal) ?? { kind: 'waits' }))
    await saveMoved(deed.tx, actor.tenantId, id, moved)
    const byOrdinal = new Map(items.map((item) => [item.ordinal, item.itemId]))
    await releaseItems(deed.tx, actor.tenantId, id, moved.flatMap(({ ordinal, endedAt, state }) => (endedAt && state !== 'stored' ? byOrdinal.get(ordinal) ?? [] : [])))
    return accept({ ended: moved.filter(({ endedAt }) => endedAt !== null).length })
  })
  return settled.ok ? settled.value.ended : 'stopped'
}

/** The files of a chunk in the order of their ids, as everybody locks them who needs several. */
async function lockAll(deed: Deed, items: readonly CeremonyItem[]): Promise<void> {
  const ids = [...new Set(items.map(({ documentId }) => documentId))]
  if (ids.length === 0) return
  const listed = await listDocuments({ db: deed.tx }, deed.actor, { ids, limit: ids.length })
  await lockFiles(deed, listed.map(({ file }) => file.id))
}

async function settleOne(run: Run, deed: Deed, item: CeremonyItem, outcome: Outcome): Promise<Moved> {
  const as = (state: Moved['state'], more: Partial<Moved> = {}): Moved => {
    const ends = !['authorised', 'signed', 'timestamped'].includes(state)
    return { ordinal: item.ordinal, state, code: null, found: null, tries: item.tries, signed: null, signedVersion: null, endedAt: ends ? deed.at : null, ...more }
  }
  switch (outcome.kind) {
    case 'waits': return as(item.state)
    case 'unstamped': return item.tries + 1 >= mostTries ? as('failed', { code: 'no-timestamp', tries: item.tries + 1 }) : as('signed', { code: 'no-timestamp', tries: item.tries + 1 })
    case 'failed': return failed(deed, item, as('failed', { code: outcome.code }))
    case 'changed': return failed(deed, item, as('changed', { code: 'CHANGED_SINCE_CONFIRMATION', found: outcome.found }))
    case 'signed': {
      const stored = await store(run, deed, item, outcome)
      if (stored.ok) return as('stored', { signed: outcome.sha256, signedVersion: stored.value.version })
      if (stored.refusal !== 'content-changed') return failed(deed, item, as('failed', { code: stored.refusal }))
      const main = currentMain(await readComponents(deed.tx, deed.actor.tenantId, [item.documentId]))
      // Somebody else's signature came first: this one is added after it, in the next round.
      if (main?.wording === item.wording) return as('authorised')
      return failed(deed, item, as('changed', { code: 'CHANGED_SINCE_CONFIRMATION', found: main?.version.sha256 ?? null }))
    }
  }
}

/** That something which was confirmed was not signed is in the history of its document too. */
function failed(deed: Deed, { itemId, documentId }: CeremonyItem, moved: Moved): Moved {
  const payload = { kind: 'sign', state: moved.state, code: moved.code, content: moved.found }
  deed.note({ event: 'PripojeniPodpisu', object: { type: 'PolozkaObehu', id: itemId }, subjectId: documentId, outcome: 'failed', payload })
  return moved
}

/** The signed content becomes the newest version, and whoever asked for it has what they asked for; both or neither. */
async function store(
  { deps, actor }: Run, deed: Deed, item: CeremonyItem, { over, sha256, size }: { readonly over: Sha256; readonly sha256: Sha256; readonly size: number },
): Promise<Result<{ version: number }, string>> {
  try {
    return await perform({ ...deps, within: deed }, actor, { name: 'sign' }, async (part): Promise<Result<{ version: number }, string>> => {
      const [added] = await addSignatures(part, [{ documentId: item.documentId, over, sha256, size }])
      if (!added?.ok) return added ?? refuse('not-found')
      const done = await completeSigning(part, item.itemId, item.wording)
      if (!done.ok) return done
      tell.signed(part, { ...item, signedVersion: added.value.number })
      return accept({ version: added.value.number })
    })
  } catch (error) {
    if (isPassing(error)) throw error
    return refuse('broken')
  }
}
