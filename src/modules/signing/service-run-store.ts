import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isPassing } from '../../platform/database/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { completeSigning, completeSignings, lockSignings, type Settling } from '../circulation/index.ts'
import { addSignatures, lockDocuments } from '../records/index.ts'
import { tell } from './events.ts'
import type { CeremonyItem } from './model-ceremony.ts'
import type { Run } from './service-running.ts'
import type { Outcome } from './service-run-sign.ts'

/** A signed document of a chunk that may become the newest version. */
export interface Signed { readonly item: CeremonyItem; readonly outcome: Extract<Outcome, { kind: 'signed' }> }
/** What came of it: the number of the new version. */
export type Stored = Result<{ readonly version: number }, string>
type AllStored = Map<number, Stored>

/**
 * The signed contents of a chunk become the newest versions, and whoever asked for them has what they asked for; of each both or neither.
 * Together they cost a few statements. When one breaks them all for a reason nobody foresaw, each is tried by itself, so it stops no other.
 */
export async function storeAll(run: Run, deed: Deed, signed: readonly Signed[]): Promise<AllStored> {
  try {
    const all = await perform({ ...run.deps, within: deed }, run.actor, { name: 'sign' }, async (part) => accept(await storeTogether(run, part, signed)))
    if (all.ok) return all.value
  } catch (error) {
    if (isPassing(error)) throw error
  }
  // What was locked within the part is free again. Outside of any other the locks hold whatever is given up, and they are taken in order.
  await lockDocuments(deed, signed.map(({ item }) => item.documentId))
  const alone: AllStored = new Map()
  for (const one of signed) alone.set(one.item.ordinal, await storeAlone(run, deed, one))
  return alone
}

/** What is refused is known before anything is written. */
async function storeTogether(run: Run, deed: Deed, signed: readonly Signed[]): Promise<AllStored> {
  const stored: AllStored = new Map()
  const verdicts = await lockSignings(deed, signed.map(({ item }) => ({ itemId: item.itemId, signed: item.wording })))
  const accepted = signed.flatMap((one, i) => {
    const verdict = verdicts[i]
    if (verdict?.ok) return [{ ...one, settling: verdict.value }]
    stored.set(one.item.ordinal, verdict ?? refuse('not-found'))
    return []
  })
  // What is done in somebody's place is a part by itself: each of its entries has the names of both.
  for (const same of Map.groupBy(accepted, ({ settling }) => settling.done.doneFor).values()) {
    const part = await perform({ ...run.deps, within: deed }, run.actor, { name: 'sign' }, async (own) => accept(await storeSame(own, same)))
    if (part.ok) for (const [ordinal, result] of part.value) stored.set(ordinal, result)
  }
  return stored
}

async function storeSame(deed: Deed, accepted: readonly (Signed & { readonly settling: Settling })[]): Promise<AllStored> {
  const mains = new Map(accepted.map(({ item: { documentId }, settling: { main } }) => [documentId, main]))
  const added = await addSignatures(deed, accepted.map(({ item: { documentId }, outcome }) => signedOf(documentId, outcome)), mains)
  const done = accepted.flatMap((one, i) => {
    const version = added[i]
    return version?.ok ? [{ ...one, version: version.value.number }] : []
  })
  await completeSignings(deed, done.map(({ settling }) => settling))
  for (const { item, version } of done) tell.signed(deed, { ...item, signedVersion: version })
  return new Map(accepted.map(({ item }, i): [number, Stored] => {
    const result = added[i] ?? refuse('not-found')
    return [item.ordinal, result.ok ? accept({ version: result.value.number }) : result]
  }))
}

const signedOf = (documentId: Signed['item']['documentId'], { over, sha256, size, mediaType }: Signed['outcome']) => ({ documentId, over, sha256, size, ...(mediaType ? { mediaType } : {}) })

async function storeAlone(run: Run, deed: Deed, { item, outcome }: Signed): Promise<Stored> {
  try {
    return await perform({ ...run.deps, within: deed }, run.actor, { name: 'sign' }, async (part): Promise<Stored> => {
      const [added] = await addSignatures(part, [signedOf(item.documentId, outcome)])
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
