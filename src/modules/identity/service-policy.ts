import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { isAlive } from './model.ts'
import { isLeader, needsSecondFactor, type SignInPolicy } from './model-proof.ts'
import { administer, type AdministrationDeps, type Done, type Key } from './service-administration.ts'
import { listPasskeys, type ShownPasskey } from './service-passkey.ts'
import { findPerson, readPeople } from './store.ts'
import { endSessions, readSessions } from './store-administration.ts'
import { countPasskeys, readPolicy, savePolicy } from './store-passkey.ts'

/** What the office asks of those who sign in, and how many it asks it of have no key yet. */
export interface ShownPolicy extends SignInPolicy { readonly without: { readonly leaders: number; readonly everybody: number } }

export async function showPolicy(deps: AdministrationDeps, { tenantId }: Actor): Promise<ShownPolicy> {
  const [policy, people, keys] = await Promise.all([readPolicy(deps.db, tenantId), readPeople(deps.db, tenantId), countPasskeys(deps.db, tenantId)])
  const without = people.filter(({ id }) => !keys.has(id))
  return { ...policy, without: { leaders: without.filter(isLeader).length, everybody: without.length } }
}

/** Sets what is asked of those who sign in; it holds from everybody's next sign-in. */
export function changePolicy(deps: AdministrationDeps, actor: Actor, policy: SignInPolicy, command: Key = {}) {
  return administer(deps, actor, { name: 'change-sign-in-policy', input: { ...policy }, ...command }, async (deed): Done<null, never> => {
    const before = await readPolicy(deed.tx, actor.tenantId)
    await savePolicy(deed.tx, actor.tenantId, policy)
    deed.note({ event: 'Uprava', object: { type: 'KonfiguraceSystemu', id: 'prihlasovani' }, payload: { ...policy, before: { ...before } } })
    return accept(null)
  })
}

/** How somebody signs in, for an administrator. */
export interface SignInState { readonly sessions: number; readonly keys: readonly ShownPasskey[]; readonly needsSecondFactor: boolean }

export async function signInState(deps: AdministrationDeps, { tenantId }: Actor, personId: Id<'Person'>): Promise<SignInState | null> {
  const person = await findPerson(deps.db, tenantId, personId)
  if (!person) return null
  const [rows, keys, policy] = await Promise.all([readSessions(deps.db, tenantId, personId), listPasskeys(deps, tenantId, personId), readPolicy(deps.db, tenantId)])
  const alive = rows.filter((row) => isAlive({ createdAt: row.created_at, seenAt: row.seen_at }, deps.now()))
  return { sessions: alive.length, keys, needsSecondFactor: needsSecondFactor(policy, person) }
}

/** Signs somebody out everywhere at once. */
export function endSessionsOf(deps: AdministrationDeps, actor: Actor, personId: Id<'Person'>, command: Key = {}) {
  return administer(deps, actor, { name: 'end-sessions-of', input: { personId }, ...command }, async (deed): Done<{ sessions: number }, 'not-found'> => {
    const person = await findPerson(deed.tx, actor.tenantId, personId)
    if (!person) return refuse('not-found')
    const sessions = await endSessions(deed.tx, actor.tenantId, personId)
    deed.note({ event: 'Odhlaseni', object: { type: 'Osoba', id: personId }, payload: { name: person.name, sessions } })
    return accept({ sessions })
  })
}
