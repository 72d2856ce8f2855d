import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { readSigningWork } from '../circulation/index.ts'
import { ceremonyLimit, forecastOf, rootOf, sampleOf, type Ceremony, type CeremonyItem, type Forecast } from './model-ceremony.ts'
import type { Credential } from './model-port.ts'
import { personOf, type Done, type Key, type SigningDeps } from './service.ts'
import { inspectContents } from './service-inspect.ts'
import { findPlaces } from './service-place.ts'
import { readSituations, type Situation } from './service-situation.ts'
import { readCredential } from './store.ts'
import { insertCeremony } from './store-ceremony.ts'

export interface FreezeRequest {
  readonly itemIds: readonly Id<'WorkItem'>[]
  /** What the signer leaves out of the list, each with a word about it. */
  readonly excluded: readonly { readonly itemId: Id<'WorkItem'>; readonly note: string }[]
  readonly credentialId: Id<'Credential'>
  readonly reason: string | null
}
export type CredentialRefusal = 'credential-unknown' | 'credential-not-valid' | 'credential-not-usable'
export type FreezeRefusal = CredentialRefusal | 'nothing-chosen' | 'too-many' | 'list-changed' | 'nothing-to-sign'
export interface Frozen { readonly ceremonyId: Id<'Ceremony'>; readonly root: Sha256; readonly total: number; readonly forecast: Forecast }

/**
 * Freezes a list for signing: its documents, in the order given, with the hash of the bytes of each, and one root over all of it. What
 * cannot be signed stands in it as left out, with the reason. Nothing is signed yet.
 */
export async function freeze(deps: SigningDeps, actor: Actor, request: FreezeRequest, command: Key = {}): Done<Frozen, FreezeRefusal | KeyRefusal> {
  const notes = new Map(request.excluded.map(({ itemId, note }) => [itemId, note]))
  const ids = [...new Set([...request.itemIds, ...notes.keys()])]
  if (request.itemIds.length === 0) return refuse('nothing-chosen')
  if (ids.length > ceremonyLimit) return refuse('too-many')
  const credential = await usable(deps, actor, request.credentialId)
  if (!credential.ok) return credential
  const ability = await deps.signer.ability(credential.value)
  if (!ability) return refuse('credential-not-usable')
  await inspectChosen(deps, actor, ids)
  const input = { itemIds: [...request.itemIds], excluded: request.excluded.map((each) => ({ ...each })), credentialId: request.credentialId, reason: request.reason }
  return perform(deps, actor, { name: 'freeze-signing', input, ...command }, async (deed): Done<Frozen, FreezeRefusal> => {
    const situations = await readSituations(deed.tx, actor, await readSigningWork(deed.tx, actor, ids), deed.at)
    const list = ids.flatMap((id) => situations.get(id) ?? [])
    if (list.length < ids.length || list.some(({ main }) => main === null)) return refuse('list-changed')
    const items = linesOf(list, notes, personOf(actor), deed.at)
    const chosen = items.filter(({ state }) => state === 'prepared')
    if (chosen.length === 0) return refuse('nothing-to-sign')
    const head = { signerId: personOf(actor), credentialId: request.credentialId, reason: request.reason }
    const ceremony: Ceremony = {
      ...head, id: newId(deed.at), root: rootOf(head, chosen), total: chosen.length, state: 'frozen', origin: actor.origin, frozenAt: deed.at,
      confirmation: null, allowed: 0, handUntil: null, endedAt: null,
    }
    await insertCeremony(deed.tx, actor.tenantId, ceremony, items)
    deed.note({ event: 'Zalozeni', object: { type: 'HromadnyPodpis', id: ceremony.id }, payload: { root: ceremony.root, total: ceremony.total, left: items.length - chosen.length, ...head } })
    return accept({ ceremonyId: ceremony.id, root: ceremony.root, total: ceremony.total, forecast: forecastOf(ability, chosen.length) })
  })
}

/** A key of the actor's own that is good today. */
export async function usable({ db, now }: Pick<SigningDeps, 'db' | 'now'>, actor: Actor, id: Id<'Credential'>): Promise<Result<Credential, CredentialRefusal>> {
  const found = await readCredential(db, actor.tenantId, id)
  if (!found || found.personId === null || found.personId !== actor.personId) return refuse('credential-unknown')
  const at = now()
  return found.endedAt === null && found.validFrom <= at && at < found.validTo ? accept(found) : refuse('credential-not-valid')
}

async function inspectChosen(deps: SigningDeps, actor: Actor, ids: readonly Id<'WorkItem'>[]): Promise<void> {
  const situations = await readSituations(deps.db, actor, await readSigningWork(deps.db, actor, ids), deps.now())
  await inspectContents(deps, actor.tenantId, [...situations.values()].flatMap(({ main, inspection }) => (main && !inspection ? [main.version.sha256] : [])))
  await findPlaces(deps, actor.tenantId, [...situations.values()].flatMap(({ main, ruling, showing, refusal }) => (main && ruling.visible && !showing && refusal === null ? [main.wording] : [])))
}

function linesOf(list: readonly Situation[], notes: ReadonlyMap<Id<'WorkItem'>, string>, signerId: Id<'Person'>, at: Date): CeremonyItem[] {
  const mustOpen = mustOpenOf(list.filter(({ work, refusal }) => refusal === null && !notes.has(work.item.id)), signerId)
  const lines = list.map((situation) => lineOf(situation, notes, mustOpen, at))
  // The signed ones come first, so that their places are those of the tree.
  return [...lines.filter(({ state }) => state === 'prepared'), ...lines.filter(({ state }) => state !== 'prepared')].map((line, i) => ({ ...line, ordinal: i + 1 }))
}

function lineOf({ work, listed, main, ruling, authority, classCode, inspection, showing, refusal }: Situation, notes: ReadonlyMap<Id<'WorkItem'>, string>, mustOpen: ReadonlySet<string>, at: Date): Omit<CeremonyItem, 'ordinal'> {
  if (!main) throw new Error(`item ${work.item.id} is about no content`)
  const { version: { number, sha256, size }, component, wording } = main
  const note = notes.get(work.item.id) ?? null
  const left = note !== null || refusal !== null
  return {
    itemId: work.item.id, documentId: work.item.documentId, componentId: component.id, version: number, sha256, wording, size, pages: inspection?.pages ?? null,
    title: listed.document.subject, referenceNumber: listed.document.referenceNumber, classCode, need: ruling.need === 'signature' || ruling.need === 'seal' ? ruling.need : 'signature+timestamp',
    forId: work.inPlaceOf?.personId ?? null, authorityId: authority.ok ? authority.value.id : null, visible: Boolean(showing?.place), mustOpen: mustOpen.has(work.item.id),
    state: left ? 'excluded' : 'prepared', code: refusal === 'obstacle' ? inspection?.obstacle ?? refusal : refusal, note, found: null, tries: 0, signed: null,
    signedVersion: null, endedAt: left ? at : null, unshown: !left && ruling.visible && !showing?.place ? showing?.unshown ?? 'place-unknown' : null,
  }
}

/** Which documents have to be opened, by the rule of each: all of them, those that are unusual, or a sample of those under one rule with these. */
function mustOpenOf(list: readonly Situation[], seed: string): Set<Id<'WorkItem'>> {
  const odd = list.filter(({ ruling, oddities }) => ruling.mustOpen === 'all' || oddities.length > 0)
  const sampled = [...Map.groupBy(list.filter(({ ruling }) => ruling.mustOpen === 'sample'), ({ ruling }) => ruling.samplePercent ?? 100)]
    .flatMap(([percent, group]) => [...sampleOf(group.flatMap(({ work, main }) => (main ? [{ itemId: work.item.id, sha256: main.version.sha256 }] : [])), percent, seed)])
  return new Set([...odd.map(({ work }) => work.item.id), ...sampled])
}
