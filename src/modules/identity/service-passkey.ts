import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed } from '../audit/index.ts'
import { credentialSum } from './model-sum.ts'
import type { Person } from './model.ts'
import { mayRemoveKey } from './model-proof.ts'
import { askForNewKey, checkNewKey, type NewKeyQuestion, type RegistrationResponseJSON } from './passkey.ts'
import { keepQuestion, siteFor, takeQuestion, type KeyDeps } from './service-question.ts'
import { parseToken, proveSession, type Visitor } from './service-session.ts'
import { findPerson, getTenant } from './store.ts'
import { endSessions } from './store-administration.ts'
import { deletePasskey, findPasskey, insertPasskey, readPasskeys, readPolicy, type PasskeyRow } from './store-passkey.ts'

/** Keys one person may have. */
const mostKeys = 20

export type RegisterRefusal = 'key-refused' | 'key-known' | 'too-many-keys' | 'session-ended'
export type RemoveRefusal = 'not-found' | 'last-key' | 'last-bound-key'

/** A key as its person sees it. */
export interface ShownPasskey {
  readonly id: Id<'Passkey'>; readonly name: string
  /** Cannot leave its device; otherwise its maker may copy it to others of the person's devices. */
  readonly bound: boolean
  readonly backedUp: boolean; readonly madeAt: Date; readonly usedAt: Date | null
}

export async function listPasskeys(deps: Pick<KeyDeps, 'db'>, tenantId: Id<'Tenant'>, personId: Id<'Person'>): Promise<ShownPasskey[]> {
  return (await readPasskeys(deps.db, tenantId, personId)).map(({ id, name, bound, backed_up: backedUp, made_at: madeAt, used_at: usedAt }) => ({ id, name, bound, backedUp, madeAt, usedAt }))
}

/** The question by which the browser makes a new key for whoever is signed in. `session`: the token it is asked in. */
export function askToRegister(deps: KeyDeps, actor: Actor, visitor: Visitor, session: string): Promise<Result<NewKeyQuestion, 'too-many-keys' | 'key-reused'>> {
  return perform(deps, actor, { name: 'ask-for-new-key' }, async (deed): Promise<Result<NewKeyQuestion, 'too-many-keys'>> => {
    const person = await getSelf(deed)
    const keys = await readPasskeys(deed.tx, actor.tenantId, person.id)
    if (keys.length >= mostKeys) return refuse('too-many-keys')
    const [tenant, site] = [await getTenant(deed.tx, actor.tenantId), await siteFor(deps, deed)]
    const question = await askForNewKey(site, tenant.name, person, keys)
    await keepQuestion(deed, { purpose: 'register', personId: person.id, visitor, session }, question.challenge)
    return accept(question)
  })
}

export interface NewPasskey { readonly name: string; readonly response: RegistrationResponseJSON }

/** Keeps a new key. That somebody holds it proves the session too, which goes on under the token returned. */
export async function registerKey(
  deps: KeyDeps, actor: Actor, visitor: Visitor, session: string, { name, response }: NewPasskey,
): Promise<Result<{ id: Id<'Passkey'>; bound: boolean; token: string }, RegisterRefusal>> {
  const done = await perform(deps, actor, { name: 'register-key' }, async (deed) => accept(await registerInDeed(deps, deed, visitor, session, { name, response })))
  return done.ok ? done.value : refuse('key-refused')
}

/** A refusal is an outcome of the deed: the question is used up and the log has it. */
async function registerInDeed(
  deps: KeyDeps, deed: Deed, visitor: Visitor, session: string, { name, response }: NewPasskey,
): Promise<Result<{ id: Id<'Passkey'>; bound: boolean; token: string }, RegisterRefusal>> {
  const { tx, at, actor: { tenantId } } = deed
  const person = await getSelf(deed)
  const refused = <Why extends RegisterRefusal>(refusal: Why, detail: string) => {
    deed.note({ event: 'RegistraceKlice', object: { type: 'Osoba', id: person.id }, outcome: 'refused', payload: { reason: refusal, detail } })
    return refuse(refusal)
  }
  const question = await takeQuestion(deed, { purpose: 'register', visitor, session }, response)
  if (!question) return refused('key-refused', 'challenge-gone')
  const checked = await checkNewKey(response, question.challenge, await siteFor(deps, deed))
  if (!checked.ok) return refused('key-refused', checked.refusal)
  const { credentialId, publicKey, backedUp, transports, ...key } = checked.value
  if (await findPasskey(tx, tenantId, credentialId)) return refused('key-known', 'key-known')
  if ((await readPasskeys(tx, tenantId, person.id, { locked: true })).length >= mostKeys) return refused('too-many-keys', 'too-many-keys')
  const token = await proveSession(deed, session, { by: 'password+passkey', bound: key.bound }, false)
  if (token === null) return refused('session-ended', 'session-ended')
  const row = { ...key, tenant_id: tenantId, id: newId<'Passkey'>(at), person_id: person.id, name, credential_id: credentialId, public_key: publicKey, backed_up: backedUp, transports: [...transports], made_at: at, used_at: null }
  await insertPasskey(tx, row)
  deed.note({ event: 'RegistraceKlice', object: { type: 'Osoba', id: person.id }, payload: { key: name, keyId: row.id, credential: credentialSum(row), bound: key.bound, backedUp, model: key.model } })
  return accept({ id: row.id, bound: key.bound, token })
}

/** Removes one's key and signs the other devices out. Where a second factor is required, the last one stays. */
export function removeKey(deps: KeyDeps, actor: Actor, id: Id<'Passkey'>, session: string): Promise<Result<{ sessions: number }, RemoveRefusal | 'key-reused'>> {
  return perform(deps, actor, { name: 'remove-key', input: { id } }, async (deed): Promise<Result<{ sessions: number }, RemoveRefusal>> => {
    const person = await getSelf(deed)
    const keys = await readPasskeys(deed.tx, actor.tenantId, person.id, { locked: true })
    const key = keys.find((one) => one.id === id)
    if (!key) return refuse('not-found')
    const may = mayRemoveKey(await readPolicy(deed.tx, actor.tenantId), actor, keys.filter((one) => one !== key), key)
    if (!may.ok) return may
    await dropKey(deed, key)
    const kept = parseToken(session)?.tokenHash
    return accept({ sessions: await endSessions(deed.tx, actor.tenantId, person.id, kept === undefined ? {} : { butFor: kept }) })
  })
}

/** Within a deed: takes a key away and says so. */
export async function dropKey(deed: Deed, key: PasskeyRow): Promise<void> {
  await deletePasskey(deed.tx, key)
  deed.note({ event: 'ZruseniKlice', object: { type: 'Osoba', id: key.person_id }, payload: { key: key.name, keyId: key.id, bound: key.bound } })
}

async function getSelf({ tx, actor: { tenantId, personId } }: Deed): Promise<Person> {
  const person = personId && await findPerson(tx, tenantId, personId)
  if (!person) throw new Error('a key is asked of somebody who is nobody')
  return person
}
