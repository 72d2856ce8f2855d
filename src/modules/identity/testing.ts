import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { automaton, type Actor, type Role } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { asTenant, migrate, migrationsKey, openDatabase, type Database, type MigrationSource } from '../../platform/database/index.ts'
import { jobsKey, platformMigrations, prepareJobs } from '../../platform/events/index.ts'
import { contentStore, type ContentStore } from '../../platform/files/index.ts'
import { testDatabase } from '../../platform/testing/index.ts'
import { migrations as audit, perform, type DeedDeps } from '../audit/index.ts'
import { actorOf, findActor, foundOffice, migrations as identity } from './index.ts'
import { credentialSum } from './model-sum.ts'
import type { Person, Unit } from './model.ts'
import { insertSession } from './store.ts'
import { insertPasskey } from './store-passkey.ts'

/** A small founded office on a database and a content store of its own. */
export interface TestOffice extends DeedDeps {
  readonly files: ContentStore
  readonly fileDirectory: string
  readonly url: string
  readonly tenantId: Id<'Tenant'>
  readonly units: Readonly<Record<'KAN' | 'DOP' | 'ZIV', Unit>>
  /** Registrar (KAN), head and clerk of transport (DOP), second clerk there, head and clerk of environment (ZIV), auditor (KAN). */
  readonly actors: Readonly<Record<'registrar' | 'head' | 'clerk' | 'colleague' | 'otherHead' | 'otherClerk' | 'auditor', Actor>>
  /** The same database without the limits of the server's role: what a database superuser could do. */
  readonly superuser: Database
  /** What time it is; tests move it by assigning. */
  clock: Date
  close(): Promise<void>
}

/** Founds an office whose database has these rooms beside audit and identity. `passwordHash` lets everybody sign in. */
export async function testOffice(rooms: readonly MigrationSource[] = [], passwordHash: string | null = null): Promise<TestOffice> {
  const sources = [...platformMigrations, audit, identity, ...rooms]
  const database = await testDatabase(async (url) => {
    await migrate(url, sources)
    await prepareJobs(url)
  }, `${await migrationsKey(sources)} ${jobsKey}`)
  const fileDirectory = await mkdtemp(join(tmpdir(), 'obeh-test-files-'))
  const tenantId = newId<'Tenant'>()
  const superuser = openDatabase(database.url, { name: 'obeh test superuser', connections: 4 })
  const db = openDatabase(database.url, { name: 'obeh test', role: 'obeh_app', connections: 12, tenantId })
  const unit = (code: string, name: string): Unit => ({ id: newId(), parentId: null, code, name })
  const units = { KAN: unit('KAN', 'Kancelář ředitele'), DOP: unit('DOP', 'Odbor dopravy'), ZIV: unit('ZIV', 'Odbor životního prostředí') }
  const people = {
    registrar: person('Anna Zelená', units.KAN, ['registrar', 'clerk']), head: person('Hana Malá', units.DOP, ['head', 'clerk']), clerk: person('Petr Čáp', units.DOP, ['clerk']),
    colleague: person('Jan Žák', units.DOP, ['clerk']), otherHead: person('Eva Říhová', units.ZIV, ['head', 'clerk']), otherClerk: person('Ota Šimek', units.ZIV, ['clerk']),
    auditor: person('Iva Benešová', units.KAN, ['auditor']),
  }
  const office: TestOffice = {
    db, superuser, fileDirectory, tenantId, units, url: database.url, files: contentStore(fileDirectory), clock: new Date('2026-11-23T08:00:00Z'),
    logKey: generateKeyPairSync('ed25519').privateKey, now: () => office.clock,
    actors: Object.fromEntries(Object.entries(people).map(([key, value]) => [key, actorOf(tenantId, value, '127.0.0.1')])) as TestOffice['actors'],
    async close() {
      await Promise.all([db.destroy(), superuser.destroy()])
      await database.drop()
      await rm(fileDirectory, { recursive: true, force: true })
    },
  }
  const tenant = { id: tenantId, name: 'Krajský úřad Zkušebního kraje', abbreviation: 'KUZK', ico: '00000001', address: ['Úřední 1', '460 01 Město'], email: 'podatelna@kuzk.example', dataBox: null }
  await foundOffice(office, { tenant, host: null, units: Object.values(units), people: Object.values(people).map((each) => ({ ...each, passwordHash })) }, 'kuzk.example/log')
  return office
}

/** The actor as the server knows them at this moment of the office's clock, by a session opened for it. */
export async function signedIn(office: TestOffice, role: keyof TestOffice['actors']): Promise<Actor> {
  const { tenantId, personId } = office.actors[role]
  if (!personId) throw new Error(`${role} is nobody`)
  const found = await findActor(office, await openSession(office, tenantId, personId), '127.0.0.1')
  if (!found) throw new Error(`${role} has no session`)
  return found.actor
}

/** A session as if the person had signed in; returns what the cookie carries. */
export async function openSession({ db, now }: Pick<DeedDeps, 'db' | 'now'>, tenantId: Id<'Tenant'>, personId: Id<'Person'>): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const session = { tenant_id: tenantId, token_hash: sha256Of(Buffer.from(token)), person_id: personId, created_at: now(), seen_at: now(), proved_at: now(), proved_by: 'password', proved_bound: false, owes_factor: false } as const
  await asTenant(tenantId, () => db.transaction().execute((tx) => insertSession(tx, { ...session, origin: '127.0.0.1', user_agent: 'test' })))
  return `${tenantId}.${token}`
}

/** A key as if the person had registered one; it opens nothing. Returns its id. */
export async function giveKey(deps: DeedDeps, tenantId: Id<'Tenant'>, personId: Id<'Person'>): Promise<Id<'Passkey'>> {
  const row = {
    tenant_id: tenantId, id: newId<'Passkey'>(), person_id: personId, name: 'Klíč', credential_id: randomBytes(32).toString('base64url'), public_key: randomBytes(77), counter: 0,
    bound: true, backed_up: false, transports: ['usb'], model: '00000000-0000-0000-0000-000000000000', made_at: deps.now(), used_at: null,
  }
  const done = await perform(deps, automaton(tenantId, 'test'), { name: 'give-key' }, async ({ tx, note }) => {
    await insertPasskey(tx, row)
    note({ event: 'RegistraceKlice', object: { type: 'Osoba', id: personId }, payload: { key: row.name, keyId: row.id, credential: credentialSum(row), bound: row.bound } })
    return accept(row.id)
  })
  if (!done.ok) throw new Error(done.refusal)
  return done.value
}

function person(name: string, unit: Unit, roles: readonly Role[]): Person {
  const [first = '', familyName = ''] = name.split(' ')
  const email = `${first}.${familyName}@kuzk.example`.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  return { id: newId(), unitId: unit.id, name, familyName, post: 'referent', email, roles, language: 'cs', active: true }
}
