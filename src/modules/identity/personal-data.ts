import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { readHistory } from '../audit/index.ts'
import type { Accounts, Hold, Keeper, PersonalItem } from '../privacy/index.ts'
import type { Person } from './model.ts'
import { findPerson, findUnit, getTenant, readNames } from './store.ts'
import { eraseAccount, findPeopleByText, readTraces } from './store-personal.ts'

/** For so long after somebody left their account proves who signed in, as the log does (decree 409/2025 § 22: eighteen months). */
export const accountMonths = 18

/** The address of an account without a person. */
const erasedEmail = (id: Id<'Person'>) => `vymazano-${id}@invalid`

export const accounts: Accounts = {
  find: async (db, tenantId, text, limit) => (await findPeopleByText(db, tenantId, text, limit))
    .map(({ id, name, post, email, active }) => ({ kind: 'person' as const, id, name, hints: [post, ...email.endsWith('@invalid') ? [] : [email], ...active ? [] : ['odešel/odešla']] })),
  exists: async (db, tenantId, id) => (await findPerson(db, tenantId, id)) !== undefined,
  names: (db, tenantId, ids) => readNames(db, tenantId, ids),
  officeName: async (db, tenantId) => (await getTenant(db, tenantId)).name,
}

/** Somebody who works or worked here. Their name stays in the records as the one who handled them; the account goes when its period is over. */
export const accountKeeper: Keeper = {
  section: 'account',
  async collect(db, { tenantId, subject, at }) {
    const person = subject.kind === 'person' ? await findPerson(db, tenantId, subject.id) : undefined
    if (!person) return []
    const unit = await findUnit(db, tenantId, person.unitId)
    const name: PersonalItem = {
      place: 'identity.person', id: `${person.id} name`, documentId: null, title: person.name, contents: [], tells: [], facts: { name: person.name, post: person.post, unit: unit?.name ?? null },
      hold: { reason: 'official-record', until: null, regime: null },
    }
    if (person.email === erasedEmail(person.id)) return [name]
    const { sessions, substitutions } = await readTraces(db, tenantId, person.id)
    return [name, {
      place: 'identity.person', id: person.id, documentId: null, title: 'Účet', contents: [], tells: [person.email],
      facts: { email: person.email, roles: person.roles, language: person.language, sessions, substitutions }, hold: await holdOfAccount(db, tenantId, person, at),
    }]
  },
  async erase({ tx, at, actor: { tenantId } }, { subject }) {
    const person = subject.kind === 'person' ? await findPerson(tx, tenantId, subject.id) : undefined
    if (!person) return []
    // What the log says of somebody, who gave them which rights above all, lasts as long as their account.
    if (await holdOfAccount(tx, tenantId, person, at) !== null) return []
    await eraseAccount(tx, tenantId, person.id, erasedEmail(person.id))
    return [person.id]
  },
}

async function holdOfAccount(db: Parameters<typeof findPerson>[0], tenantId: Id<'Tenant'>, { id, active }: Person, at: Date): Promise<Hold | null> {
  if (active) return { reason: 'employed', until: null, regime: null }
  const [left] = await readHistory(db, tenantId, { objectId: id, event: 'Zruseni', limit: 1 })
  if (!left) return null
  const until = new Date(left.at)
  until.setUTCMonth(until.getUTCMonth() + accountMonths)
  return until > at ? { reason: 'account-period', until: Number(dayOf(until).slice(0, 4)), regime: null } : null
}
