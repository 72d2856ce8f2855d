import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed } from '../audit/index.ts'
import { mayProveByPassword, type Proof } from './model-proof.ts'
import type { AuthenticationResponseJSON, KeyQuestion } from './passkey.ts'
import { isPassword } from './password.ts'
import { answerOf, openQuestion, type KeyDeps } from './service-question.ts'
import { proveSession, type Visitor } from './service-session.ts'
import { noteFailure, weigh, weighInTurn, type Weighed } from './service-throttle.ts'
import { findLogin, findPerson } from './store.ts'
import { readPasskeys, readPolicy } from './store-passkey.ts'

export type ProveRefusal = 'wrong-password' | 'key-refused' | 'password-not-enough' | 'too-many-tries' | 'session-ended'

/** How somebody who is signed in may prove that it is still them. */
export interface ProofAsked { readonly password: boolean; readonly question: KeyQuestion | null }

/** The session it happens in: its token, and whether it still owes a second factor. */
export interface Current { readonly token: string; readonly owesFactor: boolean }

/** `bound`: only keys that cannot leave their device will do. */
export async function askToProve(deps: KeyDeps, actor: Actor, visitor: Visitor, { token }: Current, { bound }: { readonly bound: boolean }): Promise<ProofAsked> {
  const { personId } = actor
  if (personId === null) return { password: false, question: null }
  const asked = await perform(deps, actor, { name: 'ask-to-prove' }, async (deed): Promise<Result<ProofAsked, never>> => {
    const [keys, policy] = [await readPasskeys(deed.tx, actor.tenantId, personId), await readPolicy(deed.tx, actor.tenantId)]
    const among = keys.filter((key) => key.bound || !bound)
    const question = among.length === 0 ? null : await openQuestion(deps, deed, { purpose: 'prove', personId, among, visitor, session: token })
    return accept({ password: !bound && mayProveByPassword(policy, actor, keys.length), question })
  })
  if (!asked.ok) throw new Error(`a proof could not be asked for: ${asked.refusal}`)
  return asked.value
}

export type Given = { readonly password: string } | { readonly response: AuthenticationResponseJSON }

/** Proves a session anew before a sensitive act. It goes on under the token returned; the old one is worth nothing any more. */
export async function prove(deps: KeyDeps, actor: Actor, visitor: Visitor, current: Current, given: Given): Promise<Result<{ token: string }, ProveRefusal>> {
  const person = actor.personId && await findPerson(deps.db, actor.tenantId, actor.personId)
  if (!person) return refuse('session-ended')
  const tried = { tenantId: actor.tenantId, email: 'password' in given ? person.email : null, personId: person.id, visitor }
  const before = await weigh(deps, tried)
  if (before.waits) return refuse('too-many-tries')
  const login = 'password' in given ? await findLogin(deps.db, actor.tenantId, person.email) : undefined
  const matches = 'password' in given && await isPassword(login?.passwordHash ?? null, given.password)
  const done = await perform(deps, actor, { name: 'prove-again' }, async (deed): Promise<Result<Result<{ token: string }, ProveRefusal>, never>> => {
    const weighed = 'password' in given ? await weighInTurn(deed, tried, before) : before
    if (weighed.waits) return accept(refuse('too-many-tries'))
    const proven = 'password' in given
      ? await byPassword(deed, matches, weighed)
      : await byKey(deps, deed, weighed, { ...visitor, session: current.token, response: given.response })
    if (!proven.ok) return accept(proven)
    const token = await proveSession(deed, current.token, proven.value, proven.value.by === 'password' && current.owesFactor)
    if (token === null) return accept(refuse('session-ended'))
    deed.note({ event: 'OvereniTotoznosti', object: { type: 'Osoba', id: person.id }, payload: { by: proven.value.by } })
    return accept(accept({ token }))
  })
  return done.ok ? done.value : refuse('session-ended')
}

type Proven = Result<Omit<Proof, 'at'>, ProveRefusal>

async function byPassword(deed: Deed, matches: boolean, weighed: Weighed): Promise<Proven> {
  const { tx, actor } = deed
  if (!matches) {
    await noteFailure(deed, weighed, { personId: actor.personId, reason: 'wrong-password' })
    return refuse('wrong-password')
  }
  const keys = actor.personId ? await readPasskeys(tx, actor.tenantId, actor.personId) : []
  return mayProveByPassword(await readPolicy(tx, actor.tenantId), actor, keys.length) ? accept({ by: 'password', bound: false }) : refuse('password-not-enough')
}

async function byKey(deps: KeyDeps, deed: Deed, weighed: Weighed, { session, response, ...visitor }: Visitor & { readonly session: string; readonly response: AuthenticationResponseJSON }): Promise<Proven> {
  const person = deed.actor.personId && await findPerson(deed.tx, deed.actor.tenantId, deed.actor.personId)
  if (!person) return refuse('session-ended')
  const answered = await answerOf(deps, deed, { purpose: 'prove', visitor, session, response, person })
  if (answered.ok) return accept({ by: 'passkey', bound: answered.key.bound })
  await noteFailure(deed, weighed, { personId: person.id, ...answered })
  return refuse('key-refused')
}
