import { randomBytes } from 'node:crypto'
import type { Actor, Substituted } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Database } from '../../platform/database/index.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { openLog, perform, type DeedDeps } from '../audit/index.ts'
import { failureLimit, failureWindowMs, isAlive, type Person, type Tenant, type Unit } from './model.ts'
import { standsFor } from './model-substitution.ts'
import { isPassword } from './password.ts'
import {
  countFailures, deleteSession, findLogin, findSession, findSubstitute, findTenant, insertFailure, insertPeople, insertSession, insertTenant, insertUnits, readTenants, setLanguage, touchSession,
} from './store.ts'

export type LoginRefusal = 'wrong-login' | 'too-many-tries' | 'no-office'

export interface Login {
  readonly email: string
  readonly password: string
  readonly origin: string
  readonly userAgent: string
  readonly host: string | null
}

/** Opens a session. The token is returned once and stored only as a hash. */
export async function logIn(deps: DeedDeps, login: Login): Promise<Result<{ token: string; person: Person }, LoginRefusal>> {
  const tenant = await findTenant(deps.db, login.host)
  if (!tenant) return refuse('no-office')
  const email = login.email.trim().toLowerCase()
  const now = deps.now()
  const emailHash = sha256Of(Buffer.from(`${tenant.id} ${email}`))
  if (await countFailures(deps.db, tenant.id, emailHash, new Date(now.getTime() - failureWindowMs)) >= failureLimit) return refuse('too-many-tries')
  const found = await findLogin(deps.db, tenant.id, email)
  const matches = await isPassword(found?.person.active ? found.passwordHash : null, login.password)
  const actor = found ? actorOf(tenant.id, found.person, login.origin) : stranger(tenant.id, login.origin)
  const done = await perform(deps, actor, { name: 'log-in' }, async (deed) => {
    if (!matches || !found) {
      await insertFailure(deed.tx, { tenant_id: tenant.id, id: newId(now), email_hash: emailHash, at: now }, new Date(now.getTime() - failureWindowMs))
      deed.note({ event: 'Prihlaseni', object: { type: 'Osoba', id: found?.person.id ?? 'unknown' }, outcome: 'refused' })
      return accept(null)
    }
    const token = randomBytes(32).toString('base64url')
    const session = { tenant_id: tenant.id, token_hash: sha256Of(Buffer.from(token)), person_id: found.person.id, created_at: now, seen_at: now }
    await insertSession(deed.tx, { ...session, origin: login.origin, user_agent: login.userAgent.slice(0, 300) })
    deed.note({ event: 'Prihlaseni', object: { type: 'Osoba', id: found.person.id } })
    return accept({ token: `${tenant.id}.${token}`, person: found.person })
  })
  if (!done.ok) throw new Error(`a sign-in was refused by its transaction: ${done.refusal}`)
  return done.value ? accept(done.value) : refuse('wrong-login')
}

/** Whose session a token opens; `null` when it is unknown, too old, idle too long, or its person has left. */
export async function findActor(deps: Pick<DeedDeps, 'db' | 'now'>, token: string, origin: string): Promise<{ actor: Actor; person: Person } | null> {
  const parsed = parseToken(token)
  if (!parsed) return null
  const now = deps.now()
  const session = await findSession(deps.db, parsed.tenantId, parsed.tokenHash, dayOf(now))
  if (!session || !session.person.active || !isAlive(session, now)) return null
  if (now.getTime() - session.seenAt.getTime() > 60_000) await touchSession(deps.db, parsed.tenantId, parsed.tokenHash, now)
  return { actor: actorOf(parsed.tenantId, session.person, origin, standsFor(session.substitutes, dayOf(now))), person: session.person }
}

/** Who asked for something that is done later, with the rights they have by now: none for somebody who has left the office. */
export async function recallActor(deps: Pick<DeedDeps, 'db' | 'now'>, tenantId: Id<'Tenant'>, personId: Id<'Person'>, origin: string): Promise<Actor> {
  const today = dayOf(deps.now())
  const found = await findSubstitute(deps.db, tenantId, personId, today)
  if (!found) throw new Error(`there is no person ${personId} to act`)
  const actor = actorOf(tenantId, found.person, origin, standsFor(found.substitutes, today))
  return found.person.active ? actor : { ...actor, unitId: null, roles: [], standsFor: [] }
}

export async function logOut(deps: DeedDeps, actor: Actor, token: string): Promise<void> {
  const parsed = parseToken(token)
  if (!parsed) return
  await perform(deps, actor, { name: 'log-out' }, async (deed) => {
    await deleteSession(deed.tx, parsed.tenantId, parsed.tokenHash)
    deed.note({ event: 'Odhlaseni', object: { type: 'Osoba', id: actor.personId ?? 'unknown' } })
    return accept(null)
  })
}

export function chooseLanguage(deps: DeedDeps, actor: Actor, language: 'cs' | 'en') {
  return perform(deps, actor, { name: 'choose-language' }, async (deed) => {
    if (actor.personId) await setLanguage(deed.tx, actor.tenantId, actor.personId, language)
    deed.note({ event: 'Uprava', object: { type: 'Osoba', id: actor.personId ?? 'unknown' }, payload: { language } })
    return accept(null)
  })
}

export interface Office {
  readonly tenant: Tenant
  readonly host: string | null
  readonly units: readonly Unit[]
  readonly people: readonly (Person & { readonly passwordHash: string | null })[]
}

/** Founds an office: its tenant, its log, its units and people. */
export async function foundOffice(deps: DeedDeps, office: Office, logOrigin: string): Promise<void> {
  const { tenant } = office
  const actor: Actor = { tenantId: tenant.id, personId: null, name: 'founding', unitId: null, roles: ['admin'], origin: 'system', standsFor: [] }
  await perform(deps, actor, { name: 'found-office' }, async (deed) => {
    await insertTenant(deed.tx, tenant, office.host, deed.at)
    await openLog(deed.tx, deps.logKey, tenant.id, logOrigin)
    await insertUnits(deed.tx, tenant.id, office.units)
    await insertPeople(deed.tx, tenant.id, office.people)
    for (const unit of office.units) deed.note({ event: 'Zalozeni', object: { type: 'OrganizacniJednotka', id: unit.id }, payload: { code: unit.code, name: unit.name } })
    for (const person of office.people) deed.note({ event: 'Zalozeni', object: { type: 'Osoba', id: person.id }, payload: { name: person.name, roles: person.roles } })
    return accept(null)
  })
}

/** `standsFor`: for whom the person stands in today. */
export function actorOf(tenantId: Id<'Tenant'>, person: Person, origin: string, standsFor: readonly Substituted[] = []): Actor {
  return { tenantId, personId: person.id, name: person.name, unitId: person.unitId, roles: person.roles, origin, standsFor }
}

export const isEmptyDatabase = async (db: Database) => (await readTenants(db)).length === 0

const stranger = (tenantId: Id<'Tenant'>, origin: string): Actor => ({ tenantId, personId: null, name: 'unknown', unitId: null, roles: [], origin, standsFor: [] })

/** The tenant and the hash of what was told once: a session's token, or a link's. */
export function parseToken(token: string): { tenantId: Id<'Tenant'>; tokenHash: string } | null {
  const match = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/.exec(token)
  const [, tenantId, secret] = match ?? []
  return tenantId && secret ? { tenantId: tenantId as Id<'Tenant'>, tokenHash: sha256Of(Buffer.from(secret)) } : null
}
