import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import type { Proof } from '../identity/index.ts'
import { checkConfirmation, handMs, type Ceremony, type ConfirmRefusal } from './model-ceremony.ts'
import type { Hand, KeyTrouble, Told } from './model-port.ts'
import { type Done, type Key, type SigningDeps } from './service.ts'
import { usable, type CredentialRefusal } from './service-freeze.ts'
import { signBySecrets } from './service-hand.ts'
import { ceremonyTask, lookAgain } from './service-run.ts'
import { endCeremony } from './service-end.ts'
import { cancelItems, claimItems, countSignatures, lockCeremony, readCeremonyRow, readUnopened, releaseItems, saveCeremony } from './store-ceremony.ts'

export type ConfirmingRefusal = ConfirmRefusal | CredentialRefusal | 'not-found' | 'nothing-to-sign' | 'secret-missing'

/** `root` is what the signer saw, `proof` how they have just shown to be themself, `told` what a remote key wants to be told. */
export interface Confirming { readonly root: string; readonly proof: Proof; readonly told?: Told }
/** `signing`: how many documents were confirmed. `trouble`: why a key that was told what it wants did not sign. */
export interface Confirmed { readonly signing: number; readonly trouble?: KeyTrouble | null }

/**
 * Confirms a frozen list as it was shown. From then on the worker signs; a key in its holder's hands signs here, or waits for its card. A key that
 * signs only so many by one confirmation is asked about again with the same root. What it was told is no part of the deed: neither the log nor
 * the database knows it.
 */
export async function confirm(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, { root, proof, told = {} }: Confirming, command: Key = {}): Done<Confirmed, ConfirmingRefusal | KeyRefusal> {
  const seen = await ownCeremony(deps, actor, id)
  if (!seen) return refuse('not-found')
  const credential = await usable(deps, actor, seen.credentialId)
  if (!credential.ok) return credential
  const ability = await deps.signer.ability(credential.value)
  if (!ability) return refuse('credential-not-usable')
  const { perConfirmation, hand = null } = ability
  if (isUntold(hand, told)) return refuse('secret-missing')
  let isNew = false
  const confirmed = await perform(deps, actor, { name: 'confirm-signing', input: { id, root }, ...command }, async (deed): Done<{ signing: number }, ConfirmingRefusal> => {
    const { tx, at, actor: { tenantId } } = deed
    const ceremony = await lockCeremony(tx, tenantId, id)
    if (!ceremony || ceremony.signerId !== actor.personId) return refuse('not-found')
    const checked = checkConfirmation(ceremony, root, (await readUnopened(tx, tenantId, id, ceremony.signerId)).count, at)
    if (!checked.ok) return checked
    const first = ceremony.state === 'frozen'
    const { claimed, elsewhere } = first ? await claimItems(tx, tenantId, id, at) : { claimed: ceremony.total, elsewhere: 0 }
    if (claimed === 0) return refuse('nothing-to-sign')
    const allowed = perConfirmation === null ? ceremony.total : await countSignatures(tx, tenantId, id) + perConfirmation
    const confirmation = { at: ceremony.confirmation?.at ?? at, proof: proof.by, bound: proof.bound, provedAt: proof.at }
    const handUntil = hand && new Date(at.getTime() + handMs)
    await saveCeremony(tx, tenantId, { ...ceremony, state: 'running', confirmation, allowed, handUntil })
    const payload = { root, total: claimed, elsewhere, credentialId: ceremony.credentialId, proof: proof.by, bound: proof.bound, provedAt: proof.at.toISOString() }
    deed.note({ event: 'Spusteni', object: { type: 'HromadnyPodpis', id }, payload })
    // When nothing comes from the hand of its holder, that is seen by then.
    if (handUntil) await lookAgain(deed, id, handUntil)
    else deed.ask(ceremonyTask, { tenantId, ceremonyId: id }, id)
    isNew = true
    return accept({ signing: claimed })
  })
  // Asked once more under the same key, it signs already.
  if (!confirmed.ok || !isNew || hand?.kind !== 'secrets') return confirmed
  const { trouble } = await signBySecrets(deps, actor, id, credential.value, told)
  return accept({ ...confirmed.value, trouble })
}

/** Whether anything is missing that the key has to be told. */
function isUntold(hand: Hand | null, told: Told): boolean {
  if (hand?.kind !== 'secrets') return false
  const asks = hand.asks.filter(({ kind }) => kind !== 'elsewhere')
  const missing = asks.filter(({ id }) => !told[id])
  return missing.length > 0 && (!hand.anyOf || missing.length === asks.length)
}

/** Stops what has not been signed yet. What is signed stays signed. */
export function cancelCeremony(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, command: Key = {}): Done<{ cancelled: number }, 'not-found' | 'already-ended' | KeyRefusal> {
  return perform(deps, actor, { name: 'cancel-signing', input: { id }, ...command }, async (deed): Done<{ cancelled: number }, 'not-found' | 'already-ended'> => {
    const { tx, at, actor: { tenantId } } = deed
    const ceremony = await lockCeremony(tx, tenantId, id)
    if (!ceremony || ceremony.signerId !== actor.personId) return refuse('not-found')
    if (ceremony.endedAt !== null) return refuse('already-ended')
    const cancelled = await cancelItems(tx, tenantId, id, at)
    await releaseItems(tx, tenantId, id, cancelled)
    await endCeremony(deed, ceremony, 'cancelled')
    return accept({ cancelled: cancelled.length })
  })
}

/** A ceremony of the actor's own; those of others are not there. */
export async function ownCeremony({ db }: Pick<SigningDeps, 'db'>, actor: Actor, id: Id<'Ceremony'>): Promise<Ceremony | undefined> {
  const found = await readCeremonyRow(db, actor.tenantId, id)
  return found?.signerId === actor.personId ? found : undefined
}
