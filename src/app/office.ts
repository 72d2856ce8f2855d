import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Now } from '../kernel/clock.ts'
import { BadConfig, installationSecret, type Config } from '../platform/config/index.ts'
import { migrate, openDatabase, openPool, prepareLogins, requireConfined, requireWalls, type Database, type Logins } from '../platform/database/index.ts'
import { prepareJobs } from '../platform/events/index.ts'
import { contentsRefusal, openContents, type WholeStore } from '../platform/files/index.ts'
import { openMailer, type Mailer } from '../platform/mail/index.ts'
import { openAuthority, type Authority } from '../platform/pki/index.ts'
import { isSignedBy, logHeads } from '../modules/audit/index.ts'
import type { RecordsDeps } from '../modules/records/index.ts'
import { openDatabaseServer } from './database.ts'
import { requireNoRestore } from './restore-mark.ts'
import { allMigrations } from './rooms.ts'
import { tablesWithoutTenant } from './walls.ts'

/** Everything the rooms work with: one object, made once, that satisfies the needs of each. */
export interface Office extends RecordsDeps {
  readonly config: Config
  /** The store of `files`, for whoever looks after all of it. */
  readonly contents: WholeStore
  /** Works as a role that sees only what is public. */
  readonly portalDb: Database
  /** Works as a role that sees only the job queue. */
  readonly workerPool: ReturnType<typeof openPool>
  /** How the server reaches its database, as roles that own nothing. How its owner does, the office has forgotten. */
  readonly logins: Logins
  readonly databaseDescription: string
  readonly mailer: Mailer
  readonly publicUrl: string
  /** From which the codes of citizens' matters are derived. */
  readonly portalKey: Buffer
  /** Under which soft keys for signing are kept. */
  readonly signingKey: Buffer
  /** The demo office has an authority of its own; a real one is served by authorities on a trusted list. */
  readonly authority: Authority | null
  close(): Promise<void>
}

export interface OfficeOptions {
  readonly now?: Now
  /** Progress of a long start, in plain words. */
  readonly say?: (line: string) => void
  /** Opens even a database whose log our key did not sign. Only for looking: what is logged then could never be verified. */
  readonly foreignLog?: 'refused' | 'opened'
}

/** Opens the office: database at its newest form, keys, files, mail. Nothing listens yet. */
export async function openOffice(config: Config, { now = () => new Date(), say = () => {}, foreignLog = 'refused' }: OfficeOptions = {}): Promise<Office> {
  const refused = await contentsRefusal(config.files)
  if (refused !== null) throw new BadConfig(refused)
  const server = await openDatabaseServer(config, say)
  try {
    await requireNoRestore(server.url, config.dataDirectory)
    const { applied } = await migrate(server.url, allMigrations)
    if (applied.length > 0) say(`The database was brought up to date (${applied.length} steps).`)
    await prepareJobs(server.url)
    const logKey = createPrivateKey(await installationSecret(config, 'log-key.pem', newLogKey))
    const portalKey = await installationSecret(config, 'portal-key')
    const signingKey = await installationSecret(config, 'signing-key')
    const authority = config.mode === 'demo' ? await openAuthority(join(config.dataDirectory, 'authority'), now) : null
    const logins = await openLogins(config, server.url)
    await requireWalls(server.url, tablesWithoutTenant)
    const db = openDatabase(logins.app, { name: 'obeh', connections: 10 })
    if (foreignLog === 'refused') await requireOwnLogs(db, logKey, config).catch((error: unknown) => db.destroy().then(() => { throw error }))
    const portalDb = openDatabase(logins.portal, { name: 'obeh portal', connections: 4 })
    const workerPool = openPool(logins.worker, { name: 'obeh worker', connections: 4 })
    const mailer = openMailer({ url: config.mailUrl, from: config.mailFrom })
    const contents = openContents(config.files, config.dataDirectory)
    return {
      config: { ...config, databaseUrl: undefined }, now, db, portalDb, workerPool, mailer, logKey, portalKey, signingKey, authority, publicUrl: config.publicUrl, logins,
      databaseDescription: server.description, files: contents, contents,
      async close() {
        await Promise.allSettled([db.destroy(), portalDb.destroy(), workerPool.end(), mailer.close()])
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The administrator's own roles when they are given, otherwise those made for this installation; none of them may get round the walls. */
async function openLogins(config: Config, ownerUrl: string): Promise<Logins> {
  const logins = config.databaseLogins ?? await prepareLogins(ownerUrl, await installationSecret(config, 'database-key')).catch((error: unknown) => {
    throw new BadConfig(`The database roles of the server could not be made: ${error instanceof Error ? error.message : String(error)}
Give the owner of the database CREATEROLE, or make the roles by hand (docs/guide/admin.md, "Database roles").`, { cause: error })
  })
  await requireConfined(logins)
  return logins
}

/** With another key every further entry would be signed by somebody the log does not know. */
async function requireOwnLogs(db: Database, logKey: KeyObject, { secretsDirectory }: Config) {
  const foreign = (await logHeads(db)).find(({ note }) => !isSignedBy(note, logKey))
  if (!foreign) return
  throw new BadConfig([
    `The log ${foreign.origin} is not signed by the key in ${join(secretsDirectory, 'log-key.pem')}.`,
    'Either OBEH_DATA, OBEH_SECRETS or DATABASE_URL points elsewhere, or the secrets of this office were lost (restore them from the backup), or the log was changed.',
    'To see what is wrong, run: obeh log verify',
  ].join('\n'))
}

function newLogKey() {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
}
