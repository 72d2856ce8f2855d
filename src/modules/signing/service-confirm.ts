import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import type { Proof } from '../identity/index.ts'
import { checkConfirmation, type Ceremony, type ConfirmRefusal } from './model-ceremony.ts'
import { type Done, type Key, type SigningDeps } from './service.ts'
import { usable, type CredentialRefusal } from './service-freeze.ts'
import { ceremonyTask } from './service-run.ts'
import { endCeremony } from './service-end.ts'
import { cancelItems, claimItems, countSignatures, lockCeremony, readCeremonyRow, readUnopened, releaseItems, saveCeremony } from './store-ceremony.ts'

export type ConfirmingRefusal = ConfirmRefusal | CredentialRefusal | 'not-found' | 'nothing-to-sign'

/**
 * Confirms a frozen list as it was shown: `root` is what the signer saw, `proof` how they have just shown to be themself. From then on the
 * worker signs. A key that signs only so many by one confirmation is asked about again with the same root.
 */
export async function confirm(
  deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, { root, proof }: { readonly root: string; readonly proof: Proof }, command: Key = {},
): Done<{ signing: number }, ConfirmingRefusal | KeyRefusal> {
  const seen = await ownCeremony(deps, actor, id)
  if (!seen) return refuse('not-found')
  const credential = await usable(deps, actor, seen.credentialId)
  if (!credential.ok) return credential
  const ability = await deps.signer.ability(credential.value)
  if (!ability) return refuse('credential-not-usable')
  const { perConfirmation } = ability
  return perform(deps, actor, { name: 'confirm-signing', input: { id, root }, ...command }, async (deed): Done<{ signing: number }, ConfirmingRefusal> => {
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
    await saveCeremony(tx, tenantId, { ...ceremony, state: 'running', confirmation, allowed })
    const payload = { root, total: claimed, elsewhere, credentialId: ceremony.credentialId, proof: proof.by, bound: proof.bound, provedAt: proof.at.toISOString() }
    deed.note({ event: 'Spusteni', object: { type: 'HromadnyPodpis', id }, payload })
    deed.ask(ceremonyTask, { tenantId, ceremonyId: id }, id)
    return accept({ signing: claimed })
  })
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
