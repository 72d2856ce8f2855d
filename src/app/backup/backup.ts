import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDurably } from '../../platform/disk/index.ts'
import type { Config } from '../../platform/config/index.ts'
import { openMoment, type Moment } from '../../platform/copies/index.ts'
import { openContents } from '../../platform/files/index.ts'
import { sqlState, type MigrationSource } from '../../platform/database/index.ts'
import { keptCheckpoints } from '../checkpoints.ts'
import { openDatabaseServer } from '../database.ts'
import { allMigrations } from '../rooms.ts'
import { writeContentsPart, type ContentsCopied } from './contents-part.ts'
import { schemasOf, writeDatabaseParts, writeMentioned, type DatabaseParts } from './database-part.ts'
import { openErased } from './erased.ts'
import { beginGeneration, contentsFolder, finishGeneration, listGenerations, nameAt, openGeneration, pruneGenerations } from './generations.ts'
import { holdForCopying } from './hold.ts'
import { encodeManifest, manifestName, publicKeyOf, signatureName, type Manifest } from './manifest.ts'
import { requireApart } from './places.ts'
import { timed } from './progress.ts'
import { BackupRefusal, explained } from './refusal.ts'
import { logKeyName, readSecrets, writeSecretsPart, type Secrets } from './secrets.ts'

export interface BackupOptions {
  readonly config: Config
  /** The backup folder; each backup is a generation in it. */
  readonly folder: string
  /** Generations that stay, this one among them; older ones go only when this one is whole. Absent: all. */
  readonly keep?: number
  readonly passphrase?: string | undefined
  /** Reads again the stored files the folder has already. */
  readonly recheck?: boolean
  readonly say: (line: string) => void
  readonly sources?: readonly MigrationSource[]
}

export interface BackupReport extends Pick<ContentsCopied, 'copied' | 'copiedBytes' | 'saved'> {
  readonly name: string
  readonly folder: string
  readonly manifest: Manifest
  /** Whether everything the database mentions is in it, and its logs could be read. */
  readonly whole: boolean
  readonly removed: readonly string[]
  /** Tables in the same database that are not the office's. */
  readonly elsewhere: readonly string[]
  /** Seconds by phase. */
  readonly phases: Readonly<Record<string, number>>
}

/** Backs up an office, at work or not: everything of one moment. Changes nothing in it, so it serves before an upgrade as well. */
export async function makeBackup(options: BackupOptions): Promise<BackupReport> {
  const { config, folder, say } = options
  await requireApart(config, folder)
  const secrets = await readSecrets(config.secretsDirectory)
  const logKey = keyOf(secrets, config.secretsDirectory)
  try {
    const server = await openDatabaseServer(config, say)
    try {
      const hold = await holdForCopying(server.url, say)
      try {
        await requireSameOffice(folder, publicKeyOf(logKey))
        return await backUp(options, server.url, secrets, logKey)
      } finally {
        await hold.release()
      }
    } finally {
      await server.stop()
    }
  } catch (error) {
    throw explained(error, folder)
  }
}

async function backUp({ config, folder, keep, passphrase, recheck = false, say, sources = allMigrations }: BackupOptions, url: string, secrets: Secrets, logKey: KeyObject): Promise<BackupReport> {
  const phases: Record<string, number> = {}
  const name = nameAt(new Date())
  const { path, cleared } = await beginGeneration(folder, name)
  if (cleared > 0) say(`${cleared} unfinished ${cleared === 1 ? 'backup was' : 'backups were'} cleared away: an earlier run was cut off.`)
  // Read before the moment: what a log holds may be newer than what was kept of it, never older.
  const checkpoints = await keptCheckpoints(config.dataDirectory)
  const moment = await open(url, sources)
  say('Copying the database…')
  let database: DatabaseParts
  try {
    database = await timed(phases, 'database', () => writeDatabaseParts(moment, path, say))
    await writeMentioned(moment, path, mentioned)
  } finally {
    await moment.close()
  }
  say('Copying stored files…')
  const erased = openErased(url, moment.tables.some(({ schema, name: table }) => schema === 'privacy' && table === 'erasure'))
  const { contents, lacking, ...copies } = await timed(phases, 'contents', () => writeContentsPart(
    { store: openContents(config.files, config.dataDirectory), pool: contentsFolder(folder), folder: path, mentioned, erased, reread: recheck }, say)).finally(() => erased.close())
  const manifest: Manifest = {
    format: 'obeh-backup/1', product: await productVersion(), postgres: moment.serverVersion, moment: moment.at.toISOString(), ...database, contents, lacking,
    secrets: await writeSecretsPart(path, secrets, passphrase),
    checkpoints: checkpoints ? [...checkpoints].map(([tenantId, note]) => ({ tenantId, note })) : null,
    publicKey: publicKeyOf(logKey),
  }
  const { text, signature } = encodeManifest(manifest, logKey)
  await writeDurably(join(path, signatureName), signature)
  await writeDurably(join(path, manifestName), text)
  const final = await finishGeneration(folder, path, name)
  const whole = lacking.length === 0 && manifest.logs.every(({ rootHash }) => rootHash !== null)
  const pruned = whole && keep !== undefined ? await timed(phases, 'prune', () => pruneGenerations(folder, keep)) : undefined
  return { name, folder: final, manifest, whole, ...copies, removed: pruned?.generations ?? [], elsewhere: moment.elsewhere, phases }
}

const mentioned = 'mentioned.zst'
const connections = 3

async function open(url: string, sources: readonly MigrationSource[]): Promise<Moment> {
  const moment = await openMoment(url, { schemas: schemasOf(sources), connections }).catch((error: unknown) => {
    throw sqlState(error) === '3D000' ? noDatabase() : error
  })
  if (moment.tables.some(({ schema, name }) => schema === 'audit' && name === 'head')) return moment
  await moment.close()
  throw noDatabase()
}

const noDatabase = () => new BackupRefusal('no-database', 'There is no office in this database, so there is nothing to back up. Check OBEH_DATA and DATABASE_URL.')

/** Without the key nobody could go on with the log, nor tell a changed backup from this one. */
function keyOf(secrets: Secrets, folder: string): KeyObject {
  const pem = secrets.get(logKeyName)
  if (pem) return createPrivateKey(pem)
  throw new BackupRefusal('no-secrets', `There is no key of the log in ${folder}. Check OBEH_DATA and OBEH_SECRETS: the folder of the office has it.`)
}

/** Two offices in one folder would remove each other's generations. */
async function requireSameOffice(folder: string, publicKey: string): Promise<void> {
  const newest = (await listGenerations(folder)).at(-1)
  if (newest === undefined) return
  const generation = await openGeneration(folder, newest).catch(() => undefined)
  if (generation && generation.manifest.publicKey !== publicKey) throw new BackupRefusal('another-office', `${folder} holds backups of another office. Give each office a folder of its own.`)
}

async function productVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}
