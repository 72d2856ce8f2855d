import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed } from '../audit/index.ts'
import { currentMain, isWithdrawn, readComponents } from '../records/index.ts'
import { askOwnJudging } from '../validation/index.ts'
import { mostTries, type CeremonyItem } from './model-ceremony.ts'
import type { Run } from './service-running.ts'
import type { Outcome } from './service-run-sign.ts'
import { storeAll, type Stored } from './service-run-store.ts'
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
    const stored = await storeAll(run, deed, items.flatMap((item) => {
      const outcome = outcomes.get(item.ordinal)
      return outcome?.kind === 'signed' ? [{ item, outcome }] : []
    }))
    await askOwnJudging(deed, items.filter(({ ordinal }) => stored.get(ordinal)?.ok).map(({ documentId }) => documentId))
    const moved: Moved[] = []
    for (const item of items) moved.push(await settleOne(deed, item, outcomes.get(item.ordinal) ?? { kind: 'waits' }, stored.get(item.ordinal)))
    await saveMoved(deed.tx, actor.tenantId, id, moved)
    const byOrdinal = new Map(items.map((item) => [item.ordinal, item.itemId]))
    await releaseItems(deed.tx, actor.tenantId, id, moved.flatMap(({ ordinal, endedAt, state }) => (endedAt && state !== 'stored' ? byOrdinal.get(ordinal) ?? [] : [])))
    return accept({ ended: moved.filter(({ endedAt }) => endedAt !== null).length })
  })
  return settled.ok ? settled.value.ended : 'stopped'
}

async function settleOne(deed: Deed, item: CeremonyItem, outcome: Outcome, stored: Stored = refuse('not-found')): Promise<Moved> {
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
      if (stored.ok) return as('stored', { signed: outcome.sha256, signedVersion: stored.value.version })
      const main = currentMain(await readComponents(deed.tx, deed.actor.tenantId, [item.documentId]))
      // Other words end the request too; that they came is what is said of it.
      if (main?.wording !== item.wording) return failed(deed, item, as('changed', { code: 'CHANGED_SINCE_CONFIRMATION', found: main?.version.sha256 ?? null }))
      // Somebody else's signature came first: this one is added after it, in the next round.
      if (stored.refusal === 'content-changed') return as('authorised')
      return failed(deed, item, as('failed', { code: isWithdrawn(main) ? 'withdrawn' : stored.refusal }))
    }
  }
}

/** That something which was confirmed was not signed is in the history of its document too. */
function failed(deed: Deed, { itemId, documentId }: CeremonyItem, moved: Moved): Moved {
  const payload = { kind: 'sign', state: moved.state, code: moved.code, content: moved.found }
  deed.note({ event: 'PripojeniPodpisu', object: { type: 'PolozkaObehu', id: itemId }, subjectId: documentId, outcome: 'failed', payload })
  return moved
}
