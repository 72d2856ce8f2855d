import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { readNames } from '../identity/index.ts'
import { listDocuments } from '../records/index.ts'
import { forecastOf, isHandAtWork, type Ceremony, type CeremonyItem, type CeremonyItemState, type Forecast } from './model-ceremony.ts'
import type { Ability, Credential, Hand } from './model-port.ts'
import type { SigningDeps } from './service.ts'
import { ownCeremony } from './service-confirm.ts'
import { summaryOf, type Summary } from './service-end.ts'
import { readCredential, readOpenings } from './store.ts'
import { countStates, readCeremoniesOf, readCeremonyItems, readUnopened, type StateCount } from './store-ceremony.ts'
import { countShown } from './store-place.ts'

export interface CeremonyView {
  readonly ceremony: Ceremony
  readonly counts: readonly StateCount[]
  readonly summary: Summary
  /** What is still to come: of a frozen list all of it. */
  readonly forecast: Forecast
  /** What has to be opened before it can be confirmed: how many documents, and the first of them. */
  readonly unopened: { readonly count: number; readonly first: Id<'WorkItem'> | null }
  /** Of a frozen list: how many signatures will be seen on the page, and how many will not though the rule wants it. */
  readonly onPage: { readonly shown: number; readonly unshown: number }
  readonly credential: Credential | null
  readonly signerName: string
  /** What the key wants of its holder at each confirmation; `null` where the worker signs by itself. */
  readonly hand: Hand | null
  /** Whether the list is confirmed and waits for the key in its holder's hands. */
  readonly isHandAtWork: boolean
}

/** How a ceremony stands; only to whoever signs by it. */
export async function readCeremony(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>): Promise<Result<CeremonyView, 'not-found'>> {
  const ceremony = await ownCeremony(deps, actor, id)
  if (!ceremony) return refuse('not-found')
  const { db, now, signer } = deps
  const { tenantId } = actor
  const [counts, credential, names] = [await countStates(db, tenantId, id), await readCredential(db, tenantId, ceremony.credentialId), await readNames(db, tenantId, [ceremony.signerId])]
  const left = counts.filter(({ state }) => state === 'prepared' || state === 'authorised').reduce((sum, { count }) => sum + count, 0)
  const ability: Ability = (credential && await signer.ability(credential)) ?? { perConfirmation: null, secondsEach: 0 }
  const unopened = ceremony.state === 'frozen' ? await readUnopened(db, tenantId, id, ceremony.signerId) : { count: 0, first: null }
  const onPage = ceremony.state === 'frozen' ? await countShown(db, tenantId, id) : { shown: 0, unshown: 0 }
  return accept({
    ceremony, counts, unopened, onPage, credential: credential ?? null, summary: summaryOf(ceremony, counts, now()), forecast: forecastOf(ability, left),
    signerName: names.get(ceremony.signerId) ?? '', hand: ability.hand ?? null, isHandAtWork: ceremony.state === 'running' && isHandAtWork(ceremony, now()),
  })
}

/** A page of one's own ceremonies, newest first. */
export async function readCeremonies({ db }: Pick<SigningDeps, 'db'>, actor: Actor, page: { readonly before?: Id<'Ceremony'> | undefined; readonly limit: number }): Promise<{ ceremonies: Ceremony[]; next: Id<'Ceremony'> | null }> {
  if (actor.personId === null) return { ceremonies: [], next: null }
  const found = await readCeremoniesOf(db, actor.tenantId, actor.personId, { ...page, limit: page.limit + 1 })
  const ceremonies = found.slice(0, page.limit)
  return { ceremonies, next: found.length > page.limit ? ceremonies.at(-1)?.id ?? null : null }
}

export interface ShownItem { readonly item: CeremonyItem; readonly isVisible: boolean; readonly opened: boolean; readonly forName: string | null }

/** A page of the list; what its document is called is shown as long as the signer may see it. */
export async function readItems(
  deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, { states, after, limit }: { readonly states?: readonly CeremonyItemState[] | undefined; readonly after?: number | undefined; readonly limit: number },
): Promise<Result<{ items: ShownItem[]; next: number | null }, 'not-found'>> {
  const ceremony = await ownCeremony(deps, actor, id)
  if (!ceremony) return refuse('not-found')
  const { db } = deps
  const found = await readCeremonyItems(db, actor.tenantId, id, { states, after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const documentIds = [...new Set(items.map(({ documentId }) => documentId))]
  const seen = new Set((await listDocuments(deps, actor, { ids: documentIds, limit: Math.max(1, documentIds.length) })).map(({ document }) => document.id))
  const openings = await readOpenings(db, actor.tenantId, ceremony.signerId, documentIds)
  const names = await readNames(db, actor.tenantId, items.flatMap(({ forId }) => forId ?? []))
  const shown = items.map((item) => (
    { item, isVisible: seen.has(item.documentId), opened: openings.has(`${item.documentId} ${item.sha256}`), forName: item.forId && (names.get(item.forId) ?? '') }))
  return accept({ items: shown, next: found.length > limit ? items.at(-1)?.ordinal ?? null : null })
}
