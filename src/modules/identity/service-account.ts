import { randomBytes } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { asTenant } from '../../platform/database/index.ts'
import { perform, type DeedDeps } from '../audit/index.ts'
import { passwordSum } from './model-sum.ts'
import { isAlive } from './model.ts'
import { leakedPasswords } from './leaked-passwords.ts'
import { judgePassword, type PasswordRefusal } from './model-password.ts'
import { hashPassword, isPassword } from './password.ts'
import { administer, type AdministrationDeps, type Done, type Key } from './service-administration.ts'
import { dropKey } from './service-passkey.ts'
import { parseToken } from './service-session.ts'
import { actorOf } from './service.ts'
import { findLogin, findPerson, getTenant } from './store.ts'
import { deleteInvitations, endSessions, findInvitation, readSessions, replaceInvitation, savePassword } from './store-administration.ts'
import { readPasskeys } from './store-passkey.ts'

/** A link to set a password is good for three days. */
const invitationMs = 3 * 86_400_000

export interface Invitation { readonly link: string; readonly expiresAt: string }

/**
 * Makes a link by which somebody sets a password of their own; an older one stops working. The link is told once and kept as a hash.
 * With `dropsKeys` their passkeys go once it is used: the way back for who has lost them.
 * What identifies it stands behind the #, which browsers send to no server.
 */
export async function invitePerson(
  deps: AdministrationDeps, actor: Actor, personId: Id<'Person'>, { dropsKeys = false }: { readonly dropsKeys?: boolean } = {}, command: Key = {},
): Done<Invitation, 'not-found' | 'not-allowed' | 'key-reused'> {
  const token = randomBytes(32).toString('base64url')
  // Remembered outcomes of commands are stored in the clear, so the token is no part of one.
  const made = await administer(deps, actor, { name: 'invite-person', input: { personId, dropsKeys }, ...command }, async (deed): Done<{ expiresAt: string; fresh: string }, 'not-found'> => {
    const person = await findPerson(deed.tx, actor.tenantId, personId)
    if (!person?.active) return refuse('not-found')
    const expires = new Date(deed.at.getTime() + invitationMs)
    const tokenHash = sha256Of(Buffer.from(token))
    await replaceInvitation(deed.tx, { tenant_id: actor.tenantId, token_hash: tokenHash, person_id: personId, made_by: actor.personId, made_at: deed.at, expires_at: expires, drops_keys: dropsKeys })
    deed.note({ event: 'ZmenaOpravneni', object: { type: 'Osoba', id: personId }, payload: { name: person.name, invitation: true, dropsKeys, until: expires.toISOString() } })
    return accept({ expiresAt: expires.toISOString(), fresh: tokenHash })
  })
  if (!made.ok) return made
  // A repeated request gets no link: the one it made was told to whoever asked first.
  if (made.value.fresh !== sha256Of(Buffer.from(token))) return refuse('key-reused')
  return accept({ link: `${deps.publicUrl}/heslo#${actor.tenantId}.${token}`, expiresAt: made.value.expiresAt })
}

/** What the office is called, in words that nobody's password is to be made of. */
async function officeOf({ db }: Pick<DeedDeps, 'db'>, tenantId: Id<'Tenant'>): Promise<string> {
  const { name, abbreviation, address } = await getTenant(db, tenantId)
  return [name, abbreviation, ...address].join(' ')
}

export type AcceptRefusal = 'link-invalid' | PasswordRefusal

/** Sets the password of whom the link was made for. It works once; sessions from before it end. */
export async function acceptInvitation(deps: DeedDeps, link: { readonly token: string; readonly password: string; readonly origin: string }): Done<{ email: string }, AcceptRefusal> {
  const parsed = parseToken(link.token)
  return parsed ? asTenant(parsed.tenantId, () => acceptParsed(deps, parsed, link)) : refuse('link-invalid')
}

async function acceptParsed(
  deps: DeedDeps, parsed: NonNullable<ReturnType<typeof parseToken>>, link: { readonly password: string; readonly origin: string },
): Done<{ email: string }, AcceptRefusal> {
  const invitation = await findInvitation(deps.db, parsed.tenantId, parsed.tokenHash)
  const person = invitation && await findPerson(deps.db, parsed.tenantId, invitation.person_id)
  if (!person?.active) return refuse('link-invalid')
  const judged = judgePassword(link.password, { ...person, office: await officeOf(deps, parsed.tenantId) }, await leakedPasswords())
  if (!judged.ok) return judged
  const hashed = await hashPassword(link.password)
  const done = await perform(deps, actorOf(parsed.tenantId, person, link.origin), { name: 'accept-invitation' }, async (deed): Done<{ email: string }, 'link-invalid'> => {
    const still = await findInvitation(deed.tx, parsed.tenantId, parsed.tokenHash)
    if (!still || still.expires_at <= deed.at) return refuse('link-invalid')
    if (await deleteInvitations(deed.tx, parsed.tenantId, person.id) === 0) return refuse('link-invalid')
    await savePassword(deed.tx, parsed.tenantId, person.id, hashed)
    if (still.drops_keys) for (const key of await readPasskeys(deed.tx, parsed.tenantId, person.id, { locked: true })) await dropKey(deed, key)
    const sessions = await endSessions(deed.tx, parsed.tenantId, person.id)
    deed.note({ event: 'Uprava', object: { type: 'Osoba', id: person.id }, payload: { password: true, passwordSum: passwordSum(hashed), invitation: true, sessions } })
    return accept({ email: person.email })
  })
  return done.ok || done.refusal === 'link-invalid' ? done as Awaited<Done<{ email: string }, AcceptRefusal>> : refuse('link-invalid')
}

export type ChangePasswordRefusal = PasswordRefusal | 'wrong-password' | 'same-password'

/** Changes one's own password; all other sessions end. `current`: the token of the session it is done in. */
export async function changePassword(
  deps: DeedDeps, actor: Actor, { old, next, current }: { readonly old: string; readonly next: string; readonly current: string },
): Done<{ sessions: number }, ChangePasswordRefusal> {
  const person = actor.personId && await findPerson(deps.db, actor.tenantId, actor.personId)
  const login = person && await findLogin(deps.db, actor.tenantId, person.email)
  if (!login || !(await isPassword(login.passwordHash, old))) return refuse('wrong-password')
  const judged = judgePassword(next, { ...login.person, office: await officeOf(deps, actor.tenantId) }, await leakedPasswords())
  if (!judged.ok) return judged
  if (next.normalize('NFC') === old.normalize('NFC')) return refuse('same-password')
  const [hashed, kept] = [await hashPassword(next), parseToken(current)?.tokenHash]
  const done = await perform(deps, actor, { name: 'change-password' }, async (deed) => {
    await savePassword(deed.tx, actor.tenantId, login.person.id, hashed)
    await deleteInvitations(deed.tx, actor.tenantId, login.person.id)
    const sessions = await endSessions(deed.tx, actor.tenantId, login.person.id, kept === undefined ? {} : { butFor: kept })
    deed.note({ event: 'Uprava', object: { type: 'Osoba', id: login.person.id }, payload: { password: true, passwordSum: passwordSum(hashed), sessions } })
    return accept({ sessions })
  })
  if (!done.ok) throw new Error(`a password was not changed: ${done.refusal}`)
  return done
}

/** A session as its person sees it; `id` names it without being of any use to sign in. */
export interface ShownSession { readonly id: string; readonly origin: string; readonly userAgent: string; readonly createdAt: Date; readonly seenAt: Date; readonly current: boolean }

const shortOf = (tokenHash: string) => tokenHash.slice(0, 24)

/** Where one is signed in, the last used first. */
export async function listSessions(deps: Pick<DeedDeps, 'db' | 'now'>, actor: Actor, current: string): Promise<ShownSession[]> {
  if (actor.personId === null) return []
  const rows = await readSessions(deps.db, actor.tenantId, actor.personId)
  const alive = rows.filter((row) => isAlive({ createdAt: row.created_at, seenAt: row.seen_at }, deps.now()))
  const mine = parseToken(current)?.tokenHash
  return alive.map((row) => ({
    id: shortOf(row.token_hash), origin: row.origin, userAgent: row.user_agent, createdAt: row.created_at, seenAt: row.seen_at, current: row.token_hash === mine }))
}

/** Ends one of one's sessions, or with `others` all but the current one. */
export async function endOwnSessions(deps: DeedDeps, actor: Actor, which: { readonly id: string } | { readonly others: string }): Done<{ sessions: number }, 'not-found'> {
  const { personId, tenantId } = actor
  if (personId === null) return refuse('not-found')
  const done = await perform(deps, actor, { name: 'end-sessions' }, async (deed): Done<{ sessions: number }, 'not-found'> => {
    const kept = 'others' in which ? parseToken(which.others)?.tokenHash : undefined
    const only = 'id' in which ? (await readSessions(deed.tx, tenantId, personId)).find((row) => shortOf(row.token_hash) === which.id)?.token_hash : undefined
    if ('id' in which && only === undefined) return refuse('not-found')
    const sessions = await endSessions(deed.tx, tenantId, personId, only === undefined ? (kept === undefined ? {} : { butFor: kept }) : { only })
    deed.note({ event: 'Odhlaseni', object: { type: 'Osoba', id: personId }, payload: { sessions } })
    return accept({ sessions })
  })
  return done.ok || done.refusal === 'not-found' ? done as Awaited<Done<{ sessions: number }, 'not-found'>> : refuse('not-found')
}
