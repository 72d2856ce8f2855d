import { randomBytes } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import type { Deed, DeedDeps } from '../audit/index.ts'
import type { Person } from './model.ts'
import { challengeMs, counterGrows } from './model-proof.ts'
import { askForKey, challengeOf, checkAnswer, siteOf, type AuthenticationResponseJSON, type KeyQuestion, type Site } from './passkey.ts'
import { hashOf, parseToken, type Visitor } from './service-session.ts'
import { readTenants } from './store.ts'
import { findPasskey, insertChallenge, savePasskeyUse, takeChallenge, type PasskeyRow, type Purpose } from './store-passkey.ts'

export interface KeyDeps extends DeedDeps {
  /** The address by which people reach the office: keys are made for its host and answer only its pages. */
  readonly publicUrl?: string
}

/** Whose browser a question is put to; `session` where it is part of one. */
export interface Asked { readonly purpose: Purpose; readonly personId: Id<'Person'> | null; readonly visitor: Pick<Visitor, 'browser'>; readonly session?: string }

/** Within a deed and over its own connection: were each deed to wait for a second one, as many as there are would wait for ever. */
export async function siteFor({ publicUrl = 'http://localhost' }: Pick<KeyDeps, 'publicUrl'>, { tx, actor: { tenantId } }: Pick<Deed, 'tx' | 'actor'>): Promise<Site> {
  return siteOf(publicUrl, (await readTenants(tx)).find(({ tenant }) => tenant.id === tenantId)?.host ?? null)
}

/** Within a deed: puts a question to the keys of the browser and keeps what is needed to recognise its answer. */
export async function openQuestion(deps: KeyDeps, deed: Deed, asked: Asked & { readonly among: readonly PasskeyRow[] }): Promise<KeyQuestion> {
  const question = await askForKey(await siteFor(deps, deed), asked.among)
  await keepQuestion(deed, asked, question.challenge)
  return question
}

export async function keepQuestion({ tx, at, actor: { tenantId } }: Deed, { purpose, personId, visitor, session }: Asked, challenge: string): Promise<void> {
  await insertChallenge(tx, {
    tenant_id: tenantId, challenge_hash: hashOf(challenge), purpose, person_id: personId, session_hash: sessionHashOf(session),
    // A browser without its cookie could not be told from another, so nobody's answer will do.
    browser_hash: hashOf(visitor.browser ?? randomBytes(32).toString('hex')), expires_at: new Date(at.getTime() + challengeMs),
  }, at)
}

/** Within a deed: takes the question that a response answers, so that no other response can. `null` when there is none (any more). */
export async function takeQuestion(
  { tx, at, actor: { tenantId } }: Deed, { purpose, visitor, session }: Omit<Asked, 'personId'>, response: Parameters<typeof challengeOf>[0],
): Promise<{ readonly challenge: string; readonly personId: Id<'Person'> | null } | null> {
  const challenge = challengeOf(response)
  if (challenge === null || !visitor.browser) return null
  const taken = await takeChallenge(tx, { tenant_id: tenantId, challenge_hash: hashOf(challenge), browser_hash: hashOf(visitor.browser), purpose, session_hash: sessionHashOf(session) }, at)
  return taken ? { challenge, personId: taken.person_id } : null
}

const sessionHashOf = (session: string | undefined) => (session === undefined ? null : parseToken(session)?.tokenHash ?? null)

export type Answered = { readonly ok: true; readonly key: PasskeyRow } | { readonly ok: false; readonly reason: 'challenge-gone' | 'unknown-key' | 'answer-wrong' | 'counter-fell'; readonly detail?: string }

interface Answer extends Omit<Asked, 'personId'> { readonly response: AuthenticationResponseJSON; readonly person: Person }

/**
 * Within a deed: whether a response proves that this person is here. It uses the question up, whatever it proves, and keeps the key's
 * counter; one that fell (a copy of the key was used) proves nothing.
 */
export async function answerOf(deps: KeyDeps, deed: Deed, { response, person, ...asked }: Answer): Promise<Answered> {
  const { tx, at, actor: { tenantId } } = deed
  const question = await takeQuestion(deed, asked, response)
  if (!question) return { ok: false, reason: 'challenge-gone' }
  const key = await findPasskey(tx, tenantId, response.id, { locked: true })
  if (!key || key.person_id !== person.id || (question.personId !== null && question.personId !== person.id) || !isHandleOf(person, response)) return { ok: false, reason: 'unknown-key' }
  const used = await checkAnswer(response, key, question.challenge, await siteFor(deps, deed))
  if (!used.ok) return { ok: false, reason: 'answer-wrong', detail: used.refusal }
  if (used.value.bound !== key.bound) return { ok: false, reason: 'answer-wrong', detail: 'backup eligibility changed' }
  if (!counterGrows(Number(key.counter), used.value.counter)) return { ok: false, reason: 'counter-fell', detail: `${key.counter} → ${used.value.counter}` }
  await savePasskeyUse(tx, key, { counter: used.value.counter, backedUp: used.value.backedUp, at })
  return { ok: true, key }
}

/** A key that names its holder names this person. */
function isHandleOf(person: Person, { response: { userHandle } }: AuthenticationResponseJSON): boolean {
  return !userHandle || Buffer.from(userHandle, 'base64url').toString() === person.id
}
