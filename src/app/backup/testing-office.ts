import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { automaton } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { perform } from '../../modules/audit/index.ts'
import { foundOffice } from '../../modules/identity/index.ts'
import { registerDocument } from '../../modules/records/index.ts'
import { readConfig, type Config } from '../../platform/config/index.ts'
import { listMigrations, migrate, migrationsKey, type MigrationStep } from '../../platform/database/index.ts'
import { jobsKey, prepareJobs } from '../../platform/events/index.ts'
import { testDatabase } from '../../platform/testing/index.ts'
import { openOffice, type Office } from '../office.ts'
import { allMigrations } from '../rooms.ts'

/** A folder of data and a database of one test, and what an office needs to know of them. */
export interface Place {
  readonly config: Config
  readonly environment: Readonly<Record<string, string>>
  /** A folder beside the data. */
  readonly beside: (name: string) => string
  remove(): Promise<void>
}

/** An empty database, or one with the tables of every room; the folder of data is not made. `more` is added to the environment. */
export async function newPlace(tables: 'empty' | 'tables', more: Readonly<Record<string, string>> = {}): Promise<Place> {
  const database = tables === 'empty' ? await testDatabase(async () => {}, 'empty') : await testDatabase(async (url) => {
    await migrate(url, allMigrations)
    await prepareJobs(url)
  }, `${await migrationsKey(allMigrations)} ${jobsKey} backup`)
  const root = await mkdtemp(join(tmpdir(), 'obeh-backup-'))
  const environment = { OBEH_DATA: join(root, 'data'), DATABASE_URL: database.url, MAIL_URL: `dir:${join(root, 'mail')}`, ...more }
  return {
    environment, config: readConfig(environment), beside: (name) => join(root, name),
    async remove() {
      await database.drop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Asks the database of a place as its owner, who is bound by nothing. */
export async function asOwner(place: Place, text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: place.config.databaseUrl })
  await client.connect()
  try {
    return await client.query(text, [...values])
  } finally {
    await client.end()
  }
}

/** A place into which nothing can be written: who gets as far as its database fails otherwise than by a refusal. */
export const unreachable: Config = readConfig({ OBEH_DATA: '/nonexistent/obeh', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })

export interface Registering {
  /** Registers a document with this text as its content, and returns once it is acknowledged. */
  register(text: string): Promise<{ readonly sha256: string }>
}

/** A founded office in which documents can be registered. */
export interface SmallOffice extends Registering {
  readonly office: Office
  readonly tenantId: Id<'Tenant'>
  readonly unitId: Id<'Unit'>
  close(): Promise<void>
}

export async function foundSmallOffice(place: Place): Promise<SmallOffice> {
  const office = await openOffice(place.config)
  const [tenantId, unitId] = [newId<'Tenant'>(), newId<'Unit'>()]
  const tenant = { id: tenantId, name: 'Krajský úřad Zkušebního kraje', abbreviation: 'KUZK', ico: '00000001', address: ['Úřední 1', '460 01 Město'], email: 'podatelna@kuzk.example', dataBox: null }
  const person = { id: newId<'Person'>(), unitId, name: 'Anna Zelená', familyName: 'Zelená', post: 'podatelna', email: 'anna.zelena@kuzk.example', roles: ['registrar'] as const, language: 'cs' as const, active: true, passwordHash: null }
  await foundOffice(office, { tenant, host: null, units: [{ id: unitId, parentId: null, code: 'KAN', name: 'Kancelář' }], people: [person] }, 'kuzk.example/log')
  return { office, tenantId, unitId, ...withRegistering(office, tenantId, unitId), close: () => office.close() }
}

export function withRegistering(office: Office, tenantId: Id<'Tenant'>, unitId: Id<'Unit'>): Registering {
  const actor = { ...automaton(tenantId, 'zkouška'), unitId, roles: ['registrar'] as const }
  return {
    async register(text) {
      const sha256 = await office.files.put(tenantId, Buffer.from(text))
      const done = await perform(office, actor, { name: 'test' }, async (deed) => {
        deed.ask('some.task', { sha256 })
        return accept(await registerDocument(deed, {
          direction: 'incoming', subject: text, channel: 'Posta', party: null, receivedAt: office.now(), file: { openFor: unitId },
          contents: [{ name: 'a.txt', role: 'original', sha256, size: Buffer.byteLength(text), mediaType: 'text/plain' }],
        }))
      })
      if (!done.ok) throw new Error(done.refusal)
      return { sha256 }
    },
  }
}

/** The steps of an earlier version of the product: those for which `had` says yes. */
export async function earlierSteps(had: (step: MigrationStep) => boolean): Promise<MigrationStep[]> {
  return (await listMigrations(allMigrations)).filter(had)
}
