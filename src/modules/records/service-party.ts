import type { Day } from '../../kernel/day.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import type { Party } from './model.ts'
import { isIco, likeness, type Hint, type PartyTraits } from './model-party.ts'
import { findLike, findVisibleParty, handDocuments, listParties, lockParties, readParty, readPartyFiles, updateParty, type PartyQuery } from './store-party.ts'
import { lockFilesInOrder } from './store-many.ts'
import { listVisible, type Listed } from './store-grant.ts'

type Key = Pick<Command, 'key'>
type Reads = Pick<DeedDeps, 'db'>

/** A page of the register of persons (jmenný rejstřík), by name. */
export const listPartiesOf = ({ db }: Reads, actor: Actor, query: PartyQuery): Promise<Party[]> => listParties(db, actor, query)

export interface PartyView { readonly party: Party; readonly documents: readonly Listed[]; readonly alike: readonly AlikeParty[] }

/** One person of the register with the newest of their documents this actor may see. Looking somebody up is logged (standard 7.4). */
export async function openParty(deps: DeedDeps, actor: Actor, id: Id<'Party'>, limit: number): Promise<Result<PartyView, 'not-found' | KeyRefusal>> {
  const opened = await perform<PartyView | null, never>(deps, actor, { name: 'open-party' }, async (deed) => {
    const party = await findVisibleParty(deed.tx, actor, id)
    // That somebody tried to look up a person who is there is kept; they learn nothing of it.
    if (!party && await readParty(deed.tx, actor.tenantId, id)) deed.note({ event: 'OdmitnutyPristup', object: { type: 'Subjekt', id }, outcome: 'refused' })
    if (!party) return accept(null)
    deed.note({ event: 'Zobrazeni', object: { type: 'Subjekt', id } })
    return accept({ party, documents: await listVisible(deed.tx, actor, { partyId: id, limit }), alike: await alikeTo(deed.tx, actor, party, id) })
  })
  if (!opened.ok) return opened
  return opened.value ? accept(opened.value) : refuse('not-found')
}

export interface AlikeParty extends Hint { readonly party: Party }

/** Who of the register may be the one described, likeliest first. Nobody the actor may not see is ever named. */
export const partyHints = ({ db }: Reads, actor: Actor, traits: PartyTraits): Promise<AlikeParty[]> => alikeTo(db, actor, traits, null)

async function alikeTo(db: Parameters<typeof findLike>[0], actor: Actor, traits: PartyTraits, but: Id<'Party'> | null): Promise<AlikeParty[]> {
  const hints = (await findLike(db, actor, traits)).filter(({ id }) => id !== but).flatMap((party) => {
    const hint = likeness(traits, party)
    return hint ? [{ party, ...hint }] : []
  })
  return hints.toSorted((a, b) => b.score - a.score).slice(0, 8)
}

export type PartyChange = Pick<Party, 'kind' | 'name' | 'email' | 'address' | 'dataBox' | 'ico' | 'bornOn'>
export type PartyRefusal = 'not-found' | 'ico-wrong' | 'ico-of-person' | 'born-in-future' | 'merged'

/** Changes what is known of a person; what it was before is in the log. */
export function changeParty(deps: DeedDeps, actor: Actor, id: Id<'Party'>, change: PartyChange, command: Key = {}): Promise<Result<Party, PartyRefusal | KeyRefusal>> {
  return perform<Party, PartyRefusal>(deps, actor, { name: 'change-party', input: { id, ...change, address: [...change.address] }, ...command }, async (deed) => {
    if (!(await findVisibleParty(deed.tx, actor, id))) return refuse('not-found')
    const [before] = await lockParties(deed.tx, actor.tenantId, [id])
    if (!before) return refuse('not-found')
    if (before.mergedInto) return refuse('merged')
    if (change.ico && !isIco(change.ico)) return refuse('ico-wrong')
    if (change.ico && change.kind === 'Fyzicka') return refuse('ico-of-person')
    if (change.bornOn && new Date(change.bornOn as Day) > deed.at) return refuse('born-in-future')
    const after: Party = { ...before, ...change }
    await updateParty(deed.tx, actor.tenantId, after)
    deed.note({ event: 'Uprava', object: { type: 'Subjekt', id }, payload: { after: plainly(after), before: plainly(before) } })
    return accept(after)
  })
}

const plainly = ({ kind, name, email, address, dataBox, ico, bornOn }: Party) => ({ kind, name, email, address: [...address], dataBox, ico, bornOn })

/** Says that two records are of the same person: the first stays as a mark that leads to the second, which gets its documents. */
export function mergeParty(
  deps: DeedDeps, actor: Actor, id: Id<'Party'>, into: Id<'Party'>, command: Key = {},
): Promise<Result<{ documents: number }, 'not-found' | 'merged' | 'same-party' | KeyRefusal>> {
  return perform<{ documents: number }, 'not-found' | 'merged' | 'same-party'>(deps, actor, { name: 'merge-party', input: { id, into }, ...command }, async (deed) => {
    const { tx, actor: { tenantId } } = deed
    if (id === into) return refuse('same-party')
    for (const each of [id, into]) if (!(await findVisibleParty(tx, actor, each))) return refuse('not-found')
    // Its documents change as well: whoever is changing one of them holds its file.
    await lockFilesInOrder(tx, tenantId, await readPartyFiles(tx, tenantId, id))
    const locked = await lockParties(tx, tenantId, [id, into])
    const [from, to] = [locked.find((each) => each.id === id), locked.find((each) => each.id === into)]
    if (!from || !to) return refuse('not-found')
    if (from.mergedInto || to.mergedInto) return refuse('merged')
    const documents = await handDocuments(tx, tenantId, id, into)
    await updateParty(tx, tenantId, { ...from, mergedInto: into })
    await updateParty(tx, tenantId, {
      ...to, email: to.email ?? from.email, address: to.address.length > 0 ? to.address : from.address, dataBox: to.dataBox ?? from.dataBox, ico: to.ico ?? from.ico, bornOn: to.bornOn ?? from.bornOn,
      kind: to.kind === 'Neurceno' ? from.kind : to.kind,
    })
    deed.note({ event: 'Uprava', object: { type: 'Subjekt', id }, payload: { mergedInto: into, documents } })
    deed.note({ event: 'Uprava', object: { type: 'Subjekt', id: into }, payload: { merged: id, documents } })
    return accept({ documents })
  })
}
