import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { asTenant } from '../../platform/database/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { passwordSum } from './model-sum.ts'
import type { Person, Tenant } from './model.ts'
import { needsSecondFactor } from './model-proof.ts'
import type { AuthenticationResponseJSON, KeyQuestion } from './passkey.ts'
import { hashPassword, isOutdated, isPassword } from './password.ts'
import { answerOf, openQuestion, type Answered, type KeyDeps } from './service-question.ts'
import { openSession, type Visitor } from './service-session.ts'
import { noteFailure, weigh, weighInTurn } from './service-throttle.ts'
import { actorOf } from './service.ts'
import { findLogin, findPerson, findTenant } from './store.ts'
import { savePassword } from './store-administration.ts'
import { findPasskey, readPasskeys, readPolicy } from './store-passkey.ts'

export type LoginRefusal = 'wrong-login' | 'too-many-tries' | 'no-office'
export type KeyLoginRefusal = 'key-refused' | 'too-many-tries' | 'no-office'

export interface Login extends Visitor { readonly email: string; readonly password: string }

/** A session's token, or when the password was right but is not enough, the question for one of the person's keys. */
export type SignedIn = { readonly person: Person } & ({ readonly token: string; readonly second: null } | { readonly token: null; readonly second: KeyQuestion })

/** Signs in by password. The token is returned once and stored only as a hash. */
export const logIn = (deps: KeyDeps, login: Login): Promise<Result<SignedIn, LoginRefusal>> =>
  atOffice<Result<SignedIn, LoginRefusal>>(deps, login, (tenant) => logInAt(tenant, deps, login))

/** Whoever comes is at the office of the address they came by; from here on the database is asked in its name. */
async function atOffice<Done>({ db }: KeyDeps, { host }: Visitor, work: (tenant: Tenant) => Promise<Done>): Promise<Done | Result<never, 'no-office'>> {
  const tenant = await findTenant(db, host)
  return tenant ? asTenant(tenant.id, () => work(tenant)) : refuse('no-office')
}

async function logInAt(tenant: Tenant, deps: KeyDeps, login: Login): Promise<Result<SignedIn, LoginRefusal>> {
  const email = login.email.trim().toLowerCase()
  const found = await findLogin(deps.db, tenant.id, email)
  const tried = { tenantId: tenant.id, email, personId: found?.person.id ?? null, visitor: login }
  const before = await weigh(deps, tried)
  if (before.waits) return refuse('too-many-tries')
  const matches = await isPassword(found?.person.active ? found.passwordHash : null, login.password)
  const renewed = matches && found?.passwordHash && isOutdated(found.passwordHash) ? await hashPassword(login.password) : null
  const actor = found ? actorOf(tenant.id, found.person, login.origin) : stranger(tenant.id, login.origin)
  const done = await perform(deps, actor, { name: 'log-in' }, async (deed): Promise<Result<SignedIn | 'waits' | null, never>> => {
    const weighed = await weighInTurn(deed, tried, before)
    if (weighed.waits) return accept('waits')
    if (!matches || !found) {
      await noteFailure(deed, weighed, { personId: found?.person.id ?? null, reason: 'wrong-login' })
      return accept(null)
    }
    if (renewed) {
      await savePassword(deed.tx, tenant.id, found.person.id, renewed)
      deed.note({ event: 'Uprava', object: { type: 'Osoba', id: found.person.id }, payload: { renewed: true, passwordSum: passwordSum(renewed) } })
    }
    return accept(await admit(deps, deed, found.person, login))
  })
  if (!done.ok) throw new Error(`a sign-in was refused by its transaction: ${done.refusal}`)
  if (done.value === 'waits') return refuse('too-many-tries')
  return done.value ? accept(done.value) : refuse('wrong-login')
}

/** The password was right: opens a session, asks for a key as well, or lets them in just far enough to get one. */
async function admit(deps: KeyDeps, deed: Deed, person: Person, visitor: Visitor): Promise<SignedIn> {
  const { tx, actor: { tenantId } } = deed
  const owed = needsSecondFactor(await readPolicy(tx, tenantId), person)
  const keys = owed ? await readPasskeys(tx, tenantId, person.id) : []
  if (keys.length > 0) {
    deed.note({ event: 'OvereniTotoznosti', object: { type: 'Osoba', id: person.id }, payload: { by: 'password', keyAsked: true } })
    return { person, token: null, second: await openQuestion(deps, deed, { purpose: 'second-factor', personId: person.id, among: keys, visitor }) }
  }
  const token = await openSession(deed, person, visitor, { by: 'password', bound: false }, owed)
  deed.note({ event: 'Prihlaseni', object: { type: 'Osoba', id: person.id }, payload: { by: 'password', ...(owed ? { owesFactor: true } : {}) } })
  return { person, token, second: null }
}

/** The question to whichever key of the office the browser has; nobody needs to type who they are. */
export const askToSignIn = (deps: KeyDeps, visitor: Visitor): Promise<Result<KeyQuestion, 'no-office'>> => atOffice(deps, visitor, (tenant) => askAt(tenant, deps, visitor))

async function askAt(tenant: Tenant, deps: KeyDeps, visitor: Visitor): Promise<Result<KeyQuestion, 'no-office'>> {
  const done = await perform(deps, stranger(tenant.id, visitor.origin), { name: 'ask-for-key' }, async (deed) => accept(await openQuestion(deps, deed, { purpose: 'sign-in', personId: null, among: [], visitor })))
  return done.ok ? done : refuse('no-office')
}

/** Signs in by a key: alone, or (`second-factor`) after the password that opened the question. */
export const logInByKey = (deps: KeyDeps, visitor: Visitor, response: AuthenticationResponseJSON, purpose: 'sign-in' | 'second-factor'): Promise<Result<Opened, KeyLoginRefusal>> =>
  atOffice<Result<Opened, KeyLoginRefusal>>(deps, visitor, (tenant) => logInByKeyAt(tenant, deps, visitor, response, purpose))

interface Opened { readonly token: string; readonly person: Person }

async function logInByKeyAt(
  tenant: Tenant, deps: KeyDeps, visitor: Visitor, response: AuthenticationResponseJSON, purpose: 'sign-in' | 'second-factor',
): Promise<Result<Opened, KeyLoginRefusal>> {
  const key = await findPasskey(deps.db, tenant.id, response.id)
  const person = key && await findPerson(deps.db, tenant.id, key.person_id)
  const weighed = await weigh(deps, { tenantId: tenant.id, email: null, personId: person?.id ?? null, visitor })
  if (weighed.waits) return refuse('too-many-tries')
  const actor = person ? actorOf(tenant.id, person, visitor.origin) : stranger(tenant.id, visitor.origin)
  const done = await perform(deps, actor, { name: 'log-in-by-key' }, async (deed): Promise<Result<{ token: string; person: Person } | null, never>> => {
    const answered: Answered = person?.active ? await answerOf(deps, deed, { purpose, response, visitor, person }) : { ok: false, reason: 'unknown-key' }
    if (!answered.ok || !person) {
      await noteFailure(deed, weighed, { personId: person?.id ?? null, ...(answered.ok ? { reason: 'unknown-key' } : answered) })
      return accept(null)
    }
    const by = purpose === 'sign-in' ? 'passkey' : 'password+passkey'
    const token = await openSession(deed, person, visitor, { by, bound: answered.key.bound }, false)
    deed.note({ event: 'Prihlaseni', object: { type: 'Osoba', id: person.id }, payload: { by, key: answered.key.name } })
    return accept({ token, person })
  })
  if (!done.ok) throw new Error(`a sign-in was refused by its transaction: ${done.refusal}`)
  return done.value ? accept(done.value) : refuse('key-refused')
}

const stranger = (tenantId: Id<'Tenant'>, origin: string): Actor => ({ tenantId, personId: null, name: 'unknown', unitId: null, roles: [], origin, standsFor: [] })

