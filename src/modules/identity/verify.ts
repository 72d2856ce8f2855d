import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { Database } from '../../platform/database/index.ts'
import { compareWithLog, type HistoryItem, type StateDamage, type Vouched } from '../audit/index.ts'
import { credentialSum, passwordSum } from './model-sum.ts'
import { readFacts } from './store-verify.ts'

/** What the log says of who is who and may do what: people, units, substitutions and passkeys by id, and what is asked at sign-in. */
export interface LoggedIdentity {
  readonly people: Map<string, Vouched>
  readonly units: Map<string, Vouched>
  readonly substitutions: Map<string, Vouched>
  readonly passkeys: Map<string, Vouched>
  readonly policy: Map<string, Vouched>
  /** Of whom personal data were erased: how they signed in may be gone with them. */
  readonly erased: Set<string>
}

export const nobodyLogged = (): LoggedIdentity => ({ people: new Map(), units: new Map(), substitutions: new Map(), passkeys: new Map(), policy: new Map(), erased: new Set() })

/** Takes note of what one intact entry says of them. Entries come in the order of the log. */
export function readIdentityEntry(logged: LoggedIdentity, item: HistoryItem): void {
  if (item.outcome !== 'done') return
  if (item.event === 'VymazUdaju') return readErasure(logged, item)
  if (item.objectType === 'Osoba') readPerson(logged, item)
  if (item.objectType === 'OrganizacniJednotka') readUnit(logged.units, item)
  if (item.objectType === 'Zastupovani') readSubstitution(logged.substitutions, item)
  if (item.objectType === 'KonfiguraceSystemu' && item.objectId === 'prihlasovani') {
    const { secondFactor, boundKeys } = item.particulars ?? {}
    logged.policy.set(item.objectId, { entry: item.index, is: { secondFactor, boundKeys } })
  }
}

function readErasure({ people, erased }: LoggedIdentity, { index: entry, particulars }: HistoryItem): void {
  const subjects = particulars?.['subjects']
  for (const id of Array.isArray(subjects) ? subjects : []) {
    const known = typeof id === 'string' ? people.get(id) : undefined
    if (typeof id !== 'string' || !known) continue
    erased.add(id)
    people.set(id, { entry, is: { ...known.is, email: undefined, passwordSum: undefined } })
  }
}

/** What is not said of a person stays as it was; of words that were erased nothing is known any more. */
function readPerson({ people, passkeys }: LoggedIdentity, { index: entry, event, objectId, particulars }: HistoryItem): void {
  const known = people.get(objectId)
  const said = (is: Vouched['is']) => people.set(objectId, { entry, is: { ...known?.is, ...is } })
  const { roles, unitId, name, email, post, passwordSum: sum, keyId, credential, bound } = particulars ?? {}
  if (event === 'Zalozeni') said({ roles: listed(roles), active: true, unitId, name, email, post, passwordSum: sum })
  if (!known) return
  if (event === 'ZmenaOpravneni' && (particulars === null || roles !== undefined)) said({ roles: listed(roles) })
  if (event === 'Zruseni') said({ active: false })
  if (event === 'Uprava') {
    if (particulars === null) return void said({ unitId: undefined, name: undefined, email: undefined, post: undefined, active: undefined, passwordSum: undefined })
    // A move and a return name the unit, a change of facts names the rest.
    said({ ...given({ unitId, email, post, name }), ...('active' in particulars ? { active: true } : {}), ...('unit' in particulars && unitId === undefined ? { unitId: undefined } : {}) })
  }
  if (sum !== undefined && event !== 'Zalozeni') people.set(objectId, { entry, is: { ...people.get(objectId)?.is, passwordSum: sum } })
  else if (event === 'Uprava' && particulars?.['password'] === true) people.set(objectId, { entry, is: { ...people.get(objectId)?.is, passwordSum: undefined } })
  if (event === 'RegistraceKlice' && typeof keyId === 'string') passkeys.set(keyId, { entry, is: { personId: objectId, credential, bound } })
  if (event === 'ZruseniKlice' && typeof keyId === 'string') passkeys.delete(keyId)
}

function readUnit(units: Map<string, Vouched>, { index: entry, event, objectId, particulars }: HistoryItem): void {
  const known = units.get(objectId)
  const { code, name, parentId } = particulars ?? {}
  if (event === 'Zalozeni') units.set(objectId, { entry, is: { code, name, parentId, ended: false } })
  else if (known && event === 'Uprava') units.set(objectId, { entry, is: { ...known.is, name, parentId } })
  else if (known && event === 'Zruseni') units.set(objectId, { entry, is: { ...known.is, ended: true } })
}

function readSubstitution(substitutions: Map<string, Vouched>, { index: entry, objectId, particulars }: HistoryItem): void {
  const known = substitutions.get(objectId)
  const { personId, substituteId, startsOn, endsOn, kinds, maySign, ended } = particulars ?? {}
  if (known) substitutions.set(objectId, { entry, is: { ...known.is, ended: particulars === null ? undefined : ended === true } })
  else substitutions.set(objectId, { entry, is: { personId, substituteId, startsOn, endsOn, kinds: listed(kinds), maySign, ended: false } })
}

/** Rights and who has them, held against the log: what whoever breaks in changes first. */
export async function verifyIdentity(db: Database, tenantId: Id<'Tenant'>, logged: LoggedIdentity): Promise<StateDamage[]> {
  const { people, units, substitutions, passkeys, policy } = await readFacts(db, tenantId)
  const isThere = new Set(passkeys.map(({ id }) => id))
  const loggedKeys = new Map([...logged.passkeys].filter(([id, { is }]) => isThere.has(id) || !logged.erased.has(String(is['personId']))))
  const damage = [
    ...compareWithLog('person', people.map((row) => ({ id: row.id, found: {
      roles: listed(row.roles) ?? '', active: row.active, unitId: row.unit_id, name: row.name, email: row.email, post: row.post, passwordSum: passwordSum(row.password_hash),
    } })), logged.people),
    ...compareWithLog('unit', units.map(({ id, code, name, parent_id: parentId, ended_at: ended }) => ({ id, found: { code, name, parentId, ended: ended !== null } })), logged.units),
    ...compareWithLog('substitution', substitutions.map((row) => ({ id: row.id, found: {
      personId: row.person_id, substituteId: row.substitute_id, startsOn: row.starts_on, endsOn: row.ends_on, kinds: listed(row.kinds) ?? '', maySign: row.may_sign, ended: row.ended_at !== null,
    } })), logged.substitutions),
    ...compareWithLog('passkey', passkeys.map((row) => ({ id: row.id, found: { personId: row.person_id, credential: credentialSum(row), bound: row.bound } })), loggedKeys),
  ]
  const asked = policy && { secondFactor: policy.second_factor, boundKeys: policy.bound_keys }
  return [...damage, ...compareWithLog('sign-in-policy', asked ? [{ id: 'prihlasovani', found: asked }] : [], logged.policy)]
}

/** A list without regard to its order. */
const listed = (value: Json | undefined): string | undefined => (Array.isArray(value) ? value.map(String).toSorted().join(' ') : undefined)

const given = (is: Vouched['is']) => Object.fromEntries(Object.entries(is).filter(([, value]) => value !== undefined))
