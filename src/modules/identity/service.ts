import type { Actor, Substituted } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { asTenant, currentTenant, type Database } from '../../platform/database/index.ts'
import { openLog, perform, type DeedDeps } from '../audit/index.ts'
import { passwordSum } from './model-sum.ts'
import { isAlive, type Person, type Tenant, type Unit } from './model.ts'
import { standsFor } from './model-substitution.ts'
import type { Proof } from './model-proof.ts'
import { parseToken } from './service-session.ts'
import {
  deleteSession, findSession, findSubstitute, insertPeople, insertTenant, insertUnits, readTenants, setLanguage, touchSession,
} from './store.ts'

export interface FoundActor { readonly actor: Actor; readonly person: Person; readonly proof: Proof; readonly owesFactor: boolean }

/** Whose session a token opens; `null` when it is unknown, too old, idle too long, or its person has left. */
export async function findActor(deps: Pick<DeedDeps, 'db' | 'now'>, token: string, origin: string): Promise<FoundActor | null> {
  const parsed = parseToken(token)
  if (!parsed) return null
  return asTenant(parsed.tenantId, () => sessionOf(parsed, deps, origin))
}

async function sessionOf(parsed: NonNullable<ReturnType<typeof parseToken>>, deps: Pick<DeedDeps, 'db' | 'now'>, origin: string): Promise<FoundActor | null> {
  const now = deps.now()
  const session = await findSession(deps.db, parsed.tenantId, parsed.tokenHash, dayOf(now))
  if (!session || !session.person.active || !isAlive(session, now)) return null
  if (now.getTime() - session.seenAt.getTime() > 60_000) await touchSession(deps.db, parsed.tenantId, parsed.tokenHash, now)
  const { person, proof, owesFactor } = session
  return { actor: actorOf(parsed.tenantId, person, origin, standsFor(session.substitutes, dayOf(now))), person, proof, owesFactor }
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
    for (const unit of office.units) deed.note({ event: 'Zalozeni', object: { type: 'OrganizacniJednotka', id: unit.id }, payload: { code: unit.code, name: unit.name, parentId: unit.parentId } })
    for (const person of office.people) deed.note({ event: 'Zalozeni', object: { type: 'Osoba', id: person.id }, payload: {
      name: person.name, roles: person.roles, unitId: person.unitId, email: person.email, post: person.post, passwordSum: passwordSum(person.passwordHash),
    } })
    return accept(null)
  })
}

/** `standsFor`: for whom the person stands in today. */
export function actorOf(tenantId: Id<'Tenant'>, person: Person, origin: string, standsFor: readonly Substituted[] = []): Actor {
  return { tenantId, personId: person.id, name: person.name, unitId: person.unitId, roles: person.roles, origin, standsFor }
}

/** Does the work for every office of this server, one after another, each in its own name. Within work for one office: for that one alone. */
export async function inEveryOffice<Value>(db: Database, work: (tenantId: Id<'Tenant'>) => Promise<Value>): Promise<Value[]> {
  const here = currentTenant()
  const results: Value[] = []
  for (const tenantId of here ? [here] : (await readTenants(db)).map(({ tenant }) => tenant.id)) results.push(await asTenant(tenantId, () => work(tenantId)))
  return results
}

export const isEmptyDatabase = async (db: Database) => (await readTenants(db)).length === 0
