import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roles, type Role } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { foundOffice, hashPassword, type Person, type Unit } from '../../modules/identity/index.ts'
import { giveKey, openSession } from '../../modules/identity/testing.ts'
import { publishOffices } from '../../modules/publication/index.ts'
import { readConfig } from '../../platform/config/index.ts'
import { migrate, migrationsKey } from '../../platform/database/index.ts'
import { jobsKey, prepareJobs } from '../../platform/events/index.ts'
import { testDatabase } from '../../platform/testing/index.ts'
import { openOffice, type Office } from '../office.ts'
import { allMigrations } from '../rooms.ts'

/** A person of an office under attack. The office's own roles are each held by one person who has no other. */
export type PersonName = Role | 'otherClerk' | 'otherHead' | 'substitute' | 'left'

export interface Member {
  readonly person: Person
  /** What the cookie carries. */
  readonly token: string
  /** A key of theirs; nobody can sign in by it. */
  readonly passkey: string
}

/** One of the two offices in one database. */
export interface Side {
  readonly tenantId: Id<'Tenant'>
  readonly host: string
  readonly units: Readonly<Record<'KAN' | 'DOP' | 'ZIV', Unit>>
  readonly people: Readonly<Record<PersonName, Member>>
}

/** Two offices in one database, everything set up as in a real installation; nothing listens. */
export interface Ground {
  readonly office: Office
  readonly directory: string
  /** The database as its owner reaches it. */
  readonly ownerUrl: string
  readonly ours: Side
  readonly foreign: Side
  close(): Promise<void>
}

/** Clerk and head work in transport, the clerk of environment is a stranger to their files; everybody else sits in the chancery. */
const unitOf: Partial<Record<PersonName, 'DOP' | 'ZIV'>> = { clerk: 'DOP', head: 'DOP', left: 'DOP', otherClerk: 'ZIV', otherHead: 'ZIV', substitute: 'ZIV' }
const rolesOf = (name: PersonName): readonly Role[] => {
  if (name === 'otherHead') return ['head']
  return name === 'otherClerk' || name === 'substitute' || name === 'left' ? ['clerk'] : [name]
}

/** Everybody's. */
export const password = 'kolo-vrata-7-mlha'

/** `environment`: more variables for the configuration. */
export async function openGround(environment: Readonly<Record<string, string>> = {}): Promise<Ground> {
  const database = await testDatabase(async (url) => {
    await migrate(url, allMigrations)
    await prepareJobs(url)
  }, `${await migrationsKey(allMigrations)} ${jobsKey}`)
  const directory = await mkdtemp(join(tmpdir(), 'obeh-attack-'))
  const office = await openOffice(readConfig({
    OBEH_DATA: directory, DATABASE_URL: database.url, MAIL_URL: `dir:${join(directory, 'mail')}`, PORT: '0', LOG_LEVEL: 'silent', ...environment,
  }))
  const ours = await foundSide(office, 'nas-kraj.example', 'KUNK')
  const foreign = await foundSide(office, 'cizi-kraj.example', 'KUCK')
  await publishOffices(office)
  return {
    office, directory, ours, foreign, ownerUrl: database.url,
    async close() {
      await office.close()
      await database.drop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function foundSide(office: Office, host: string, abbreviation: string): Promise<Side> {
  const tenantId = newId<'Tenant'>()
  const unit = (code: string, name: string): Unit => ({ id: newId(), parentId: null, code, name })
  const units = { KAN: unit('KAN', 'Kancelář ředitele'), DOP: unit('DOP', 'Odbor dopravy'), ZIV: unit('ZIV', 'Odbor životního prostředí') }
  const names: readonly PersonName[] = [...roles, 'otherClerk', 'otherHead', 'substitute', 'left']
  const people = names.map((name): Person => ({
    id: newId(), unitId: units[unitOf[name] ?? 'KAN'].id, name: `${abbreviation} ${name}`, familyName: name, post: 'referent',
    email: `${name.toLowerCase()}@${host}`, roles: rolesOf(name), language: 'cs', active: true,
  }))
  const tenant = { id: tenantId, name: `Krajský úřad ${abbreviation}`, abbreviation, ico: '00000001', address: ['Úřední 1'], email: `podatelna@${host}`, dataBox: null }
  const passwordHash = await hashPassword(password)
  await foundOffice(office, { tenant, host, units: Object.values(units), people: people.map((person) => ({ ...person, passwordHash })) }, `${host}/log`)
  const members = await Promise.all(people.map(async (person, i) => [names[i], {
    person, token: await openSession(office, tenantId, person.id), passkey: await giveKey(office, tenantId, person.id),
  }] as const))
  return { tenantId, host, units, people: Object.fromEntries(members) as Side['people'] }
}
