import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { handLimit, handMs, isHandAtWork, type Ceremony } from './model-ceremony.ts'
import type { Credential, KeyTrouble, OpenKey, Prepared, Told } from './model-port.ts'
import type { Done, Key, SigningDeps } from './service.ts'
import { usable, type CredentialRefusal } from './service-freeze.ts'
import { change, lookAgain, runOf } from './service-run.ts'
import { keptOf, prepareChunk } from './service-run-sign.ts'
import type { Run } from './service-running.ts'
import { keepSignatures, lockCeremony, readCeremonyItems, readCeremonyRow, readWaiting, saveCeremony, type Made } from './store-ceremony.ts'

/** A document that waits for the key in its holder's hands. */
interface Next extends Pick<Prepared, 'digest' | 'wanted'> { readonly ordinal: number; readonly name: string }

/** So many are prepared at once: of each only what the key signs is held on to, for documents may be large. */
const atOnce = 25

/** The first of those that are confirmed and not signed; of two signatures to one document the second is put over the first once that is settled. */
async function nextOf(run: Run, most: number): Promise<Next[]> {
  const found: Next[] = []
  const before = new Set<string>()
  for (let after = 0; found.length < most;) {
    const items = await readWaiting(run.deps.db, run.actor.tenantId, run.ceremony.id, after, atOnce)
    if (items.length === 0) break
    after = items.at(-1)?.ordinal ?? after
    const { ready } = await prepareChunk(run, items.filter(({ documentId }) => !before.has(documentId)))
    for (const { documentId } of items) before.add(documentId)
    const kept = await keptOf(run, ready)
    found.push(...ready.flatMap(({ item: { ordinal, referenceNumber, title }, prepared: { digest, wanted } }) => (kept.has(ordinal) ? [] : [{ ordinal, digest, wanted, name: `${referenceNumber} ${title}` }])))
  }
  return found.slice(0, most)
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** What a key came to that was told what it wants. */
export interface HandDone { readonly made: number; readonly trouble: KeyTrouble | null }

/**
 * Has a remote key sign as many as one confirmation is for, by what its holder has just told. That goes to the service with the digests it is
 * for, and nowhere else; the signatures are kept at once, and the worker finishes the documents without the key. When this process dies
 * meanwhile, the worker finds out that nothing more comes, and the holder is asked again.
 */
export async function signBySecrets(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, credential: Credential, told: Told): Promise<HandDone> {
  const ceremony = await readCeremonyRow(deps.db, actor.tenantId, id)
  if (!ceremony) throw new Error(`ceremony ${id} was confirmed and is not there`)
  const done = await withKey(deps, credential, told, async (key) => signNext(await runOf(deps, actor, ceremony, { credential, key })))
  const came = done ?? { made: 0, trouble: { code: 'key-unavailable', again: true } }
  await change(deps, actor, id, async (deed, locked) => {
    const goesOn = came.made > 0 || came.trouble === null
    await saveCeremony(deed.tx, actor.tenantId, { ...locked, state: goesOn ? 'running' : 'confirmation-needed', handUntil: null })
    if (goesOn) await lookAgain(deed, id, deed.at)
    else deed.note({ event: 'Zastaveni', object: { type: 'HromadnyPodpis', id }, payload: { root: locked.root, confirmationNeeded: true, trouble: came.trouble?.code ?? null } })
  })
  return came
}

async function signNext(run: Run): Promise<HandDone> {
  const { deps: { db, now }, actor: { tenantId }, ceremony: { id }, key } = run
  const next = await nextOf(run, await run.left())
  if (next.length === 0) return { made: 0, trouble: null }
  const { signatures, trouble } = await key.sign(next)
  await keepSignatures(db, tenantId, id, signatures.flatMap((value, i): Made[] => {
    const one = next[i]
    return one ? [{ ordinal: one.ordinal, digest: hexOf(one.digest), value }] : []
  }), now())
  return { made: signatures.length, trouble }
}

async function withKey<Value>({ signer }: SigningDeps, credential: Credential, told: Told | undefined, work: (key: OpenKey) => Promise<Value>): Promise<Value | undefined> {
  const opened = await signer.open(credential, { signatures: 0, ...(told ? { told } : {}) })
  if (!opened.ok) return undefined
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}

export type HandRefusal = CredentialRefusal | 'not-found' | 'not-confirmed' | 'signature-wrong'
/** What the card at the signer's computer is asked to sign. */
export interface ToCard { readonly ordinal: number; readonly name: string; readonly hash: Prepared['wanted']['hash']; readonly digest: Uint8Array }

/** The next documents of one's own confirmed list for one's card, while the last confirmation holds. */
export async function nextForCard(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>): Promise<Result<readonly ToCard[], HandRefusal>> {
  const found = await ofCard(deps, actor, id)
  if (!found.ok) return found
  const { ceremony, credential } = found.value
  if (ceremony.state !== 'running' || !isHandAtWork(ceremony, deps.now())) return refuse('not-confirmed')
  const next = await withKey(deps, credential, undefined, async (key) => {
    const run = await runOf(deps, actor, ceremony, { credential, key })
    return nextOf(run, Math.min(handLimit, await run.left()))
  })
  // Nothing is left for the card: what dropped out meanwhile is for the worker to tell.
  if (!next || next.length === 0) await change(deps, actor, id, (deed) => lookAgain(deed, id, deed.at))
  return accept((next ?? []).map(({ ordinal, name, wanted: { hash, digest } }) => ({ ordinal, hash, digest, name: name.slice(0, 200) })))
}

export interface FromCard { readonly ordinal: number; readonly value: Uint8Array }

/**
 * Keeps signatures that a card has made, each only when it is one by the key of this ceremony over the very document at its place. Said twice, or
 * in two windows at once, the first one counts. Returns how many of them the list has, and which are none.
 */
export async function takeFromCard(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, given: readonly FromCard[], command: Key = {}): Done<{ kept: number; wrong: readonly number[] }, HandRefusal | KeyRefusal> {
  const found = await ofCard(deps, actor, id)
  if (!found.ok) return found
  const { ceremony, credential } = found.value
  if (ceremony.confirmation === null || ceremony.endedAt !== null) return refuse('not-confirmed')
  const { kept, made, wrong } = await withKey(deps, credential, undefined, async (key) => judged(await runOf(deps, actor, ceremony, { credential, key }), given)) ?? { kept: 0, made: [], wrong: given.map(({ ordinal }) => ordinal) }
  if (kept + made.length === 0 && wrong.length > 0) return refuse('signature-wrong')
  const input = { id, signatures: given.map(({ ordinal, value }) => ({ ordinal, value: Buffer.from(value).toString('base64') })) }
  return perform(deps, actor, { name: 'take-signatures', input, ...command }, async (deed): Done<{ kept: number; wrong: readonly number[] }, HandRefusal> => {
    const locked = await lockCeremony(deed.tx, actor.tenantId, id)
    if (locked?.state !== 'running' && locked?.state !== 'confirmation-needed') return refuse('not-confirmed')
    await keepSignatures(deed.tx, actor.tenantId, id, made, deed.at)
    await saveCeremony(deed.tx, actor.tenantId, { ...locked, state: 'running', handUntil: new Date(deed.at.getTime() + handMs) })
    // A moment later, for a card that wants its PIN each time gives them one by one.
    await lookAgain(deed, id, new Date(deed.at.getTime() + 1_000))
    return accept({ kept: kept + made.length, wrong })
  })
}

/** Which of them are signatures that may be kept. `kept`: how many of them stand for what is signed already. */
async function judged(run: Run, given: readonly FromCard[]): Promise<{ kept: number; made: Made[]; wrong: number[] }> {
  const { deps: { db }, actor: { tenantId }, ceremony: { id }, key } = run
  const values = new Map(given.map(({ ordinal, value }) => [ordinal, value]))
  const items = await readCeremonyItems(db, tenantId, id, { ordinals: [...values.keys()], limit: values.size })
  const made: Made[] = []
  const wrong = [...values.keys()].filter((ordinal) => !items.some((item) => item.ordinal === ordinal))
  let kept = items.filter(({ state }) => state === 'stored').length
  for (let from = 0; from < items.length; from += atOnce) {
    const { ready } = await prepareChunk(run, items.slice(from, from + atOnce).filter(({ endedAt }) => endedAt === null))
    const known = await keptOf(run, ready)
    for (const { item: { ordinal }, digest, prepared: { wanted } } of ready) {
      const value = known.has(ordinal) ? null : key.fitting(wanted, values.get(ordinal) ?? new Uint8Array())
      if (known.has(ordinal)) kept += 1
      else if (value) made.push({ ordinal, digest, value })
      else wrong.push(ordinal)
    }
  }
  return { kept, made, wrong }
}

/** One's own ceremony by a card that is good today. */
async function ofCard(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>): Promise<Result<{ ceremony: Ceremony; credential: Credential }, 'not-found' | CredentialRefusal>> {
  const ceremony = await readCeremonyRow(deps.db, actor.tenantId, id)
  if (!ceremony || ceremony.signerId !== actor.personId) return refuse('not-found')
  const credential = await usable(deps, actor, ceremony.credentialId)
  if (!credential.ok) return credential
  const ability = await deps.signer.ability(credential.value)
  return ability?.hand?.kind === 'agent' ? accept({ ceremony, credential: credential.value }) : refuse('credential-not-usable')
}

/** Has the service of a remote key send its holder a code, or ask them something. */
export async function askCode(deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>, askId: string): Promise<Result<{ question: string | null }, CredentialRefusal | 'not-found' | 'code-not-sent'>> {
  const ceremony = await readCeremonyRow(deps.db, actor.tenantId, id)
  if (!ceremony || ceremony.signerId !== actor.personId || ceremony.endedAt !== null) return refuse('not-found')
  const credential = await usable(deps, actor, ceremony.credentialId)
  if (!credential.ok) return credential
  const hand = (await deps.signer.ability(credential.value))?.hand
  const asks = hand?.kind === 'secrets' ? hand.asks : []
  return asks.some((ask) => ask.kind === 'code' && ask.id === askId) ? deps.signer.askCode(credential.value, askId) : refuse('code-not-sent')
}
