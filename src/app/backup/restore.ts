import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceDurably, syncFolder } from '../../platform/disk/index.ts'
import type { Config } from '../../platform/config/index.ts'
import { connectForCopies } from '../../platform/copies/index.ts'
import { listMigrations, migrate, type MigrationSource } from '../../platform/database/index.ts'
import { prepareJobs } from '../../platform/events/index.ts'
import { contentStore, openContents } from '../../platform/files/index.ts'
import { openDatabaseServer } from '../database.ts'
import { openOffice } from '../office.ts'
import { allMigrations } from '../rooms.ts'
import { verifyOffice, type OfficeReport } from '../verify.ts'
import { atOnce } from './at-once.ts'
import { schemasOf } from './database-part.ts'
import { openGeneration, type Generation } from './generations.ts'
import { holdForCopying } from './hold.ts'
import { loadDatabase, type CountDifference } from './load-database.ts'
import type { Manifest } from './manifest.ts'
import { leavePlace, requireEmptyData, takePlace } from './place.ts'
import { requireApart } from './places.ts'
import { progress, timed } from './progress.ts'
import { BackupRefusal, explained } from './refusal.ts'
import { copyContent } from './pool.ts'
import { openSecretsPart, writeSecrets, type Secrets } from './secrets.ts'
import { contentsOf, verifyParts, type BackedUpContent } from './verify-parts.ts'

export interface RestoreOptions {
  /** Of the place to restore into: its folder of data and its database, both empty. */
  readonly config: Config
  /** A backup folder, or one generation in it. */
  readonly from: string
  readonly generation?: string | undefined
  readonly passphrase?: string | undefined
  /** Restores without the stored files that are damaged in the backup. */
  readonly acceptDamage?: boolean
  readonly say: (line: string) => void
}

export interface RestoreReport {
  readonly name: string
  /** Of the generation. */
  readonly folder: string
  readonly moment: string
  readonly rows: number
  readonly tables: number
  readonly jobs: number
  readonly contents: number
  /** Steps by which the form of the database is newer than that of the backup. */
  readonly newer: readonly string[]
  readonly logs: readonly OfficeReport[]
  readonly counts: readonly CountDifference[]
  /** Logs that are not of the size and root the backup says. */
  readonly otherLogs: readonly string[]
  readonly damaged: readonly BackedUpContent[]
  readonly whole: boolean
  /** Seconds by phase, and all together. */
  readonly phases: Readonly<Record<string, number>>
  readonly seconds: number
}

/** Restores a backup into an empty place and verifies the office there. Everything of the backup is verified before anything is written. */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { config, from, say } = options
  const start = performance.now()
  try {
    await requireApart(config, from)
    await requireEmptyData(config, say)
    const generation = await openGeneration(from, options.generation)
    const newer = await stepsBeyond(generation.manifest, allMigrations)
    const phases: Record<string, number> = {}
    say(`Verifying the backup ${generation.name}…`)
    const damaged = await timed(phases, 'verify backup', () => verifyParts(generation, { acceptDamage: options.acceptDamage ?? false, say }))
    const secrets = await openSecretsPart(generation.folder, generation.manifest, options.passphrase)
    const filled = await fill(options, generation, secrets, damaged, phases)
    return report(generation, { newer, damaged, ...filled, phases, seconds: Math.round(performance.now() - start) / 1000 })
  } catch (error) {
    throw explained(error, config.dataDirectory)
  }
}

async function fill({ config, say }: RestoreOptions, generation: Generation, secrets: Secrets, damaged: readonly BackedUpContent[], phases: Record<string, number>): Promise<Pick<RestoreReport, 'counts' | 'logs'>> {
  const { dataDirectory } = config
  const server = await timed(phases, 'start database', () => openDatabaseServer(config, say))
  try {
    const hold = await holdForCopying(server.url, say)
    const client = await connectForCopies(server.url, 'obeh restore')
    try {
      const schemas = schemasOf(allMigrations)
      await takePlace(client, dataDirectory, schemas, `backup ${generation.name}, begun ${new Date().toISOString()}`)
      say('Restoring stored files…')
      await timed(phases, 'contents', () => restoreContents(config, generation, damaged, say))
      await writeSecrets(config.secretsDirectory, secrets)
      await restoreCheckpoints(dataDirectory, generation.manifest)
      say('Making the tables…')
      await timed(phases, 'tables', async () => {
        await migrate(server.url, allMigrations, generation.manifest.migrations)
        await prepareJobs(server.url)
      })
      say('Loading the database…')
      const counts = await timed(phases, 'load', () => loadDatabase(client, generation, schemas, say))
      await timed(phases, 'newer steps', async () => void (await migrate(server.url, allMigrations)))
      await leavePlace(client, dataDirectory)
      return { counts, logs: await timed(phases, 'verify office', () => verifyRestored(config, new Date(generation.manifest.moment), say)) }
    } finally {
      await client.end()
      await hold.release()
    }
  } finally {
    await server.stop()
  }
}

/** As things stood at the moment of the backup: that no day was rendered since is no damage of it. */
async function verifyRestored(config: Config, moment: Date, say: (line: string) => void): Promise<OfficeReport[]> {
  say('Verifying the restored office…')
  const office = await openOffice(config, { foreignLog: 'opened' })
  try {
    return await verifyOffice({ ...office, now: () => moment })
  } finally {
    await office.close()
  }
}

function report({ name, folder, manifest }: Generation, found: Pick<RestoreReport, 'newer' | 'damaged' | 'counts' | 'logs' | 'phases' | 'seconds'>): RestoreReport {
  const { tables, jobs, contents, logs, moment } = manifest
  const otherLogs = logs.filter(({ origin, size, rootHash }) => !found.logs.some((log) => log.origin === origin && log.size === size && log.rootHash === rootHash)).map(({ origin }) => origin)
  return {
    name, folder, moment, tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), jobs: jobs.rows, contents: contents.count - found.damaged.length, ...found, otherLogs,
    whole: found.damaged.length === 0 && found.counts.length === 0 && otherLogs.length === 0 && found.logs.every(({ findings }) => findings.length === 0),
  }
}

async function restoreContents(config: Config, generation: Generation, damaged: readonly BackedUpContent[], say: (line: string) => void): Promise<void> {
  const [pool, target] = [contentStore(generation.contentsFolder), openContents(config.files, config.dataDirectory)]
  const [tick, left] = [progress(say), new Set(damaged.map(({ tenantId, sha256 }) => `${tenantId}/${sha256}`))]
  let count = 0
  await atOnce(4, contentsOf(generation), async (content) => {
    if (left.has(`${content.tenantId}/${content.sha256}`)) return
    const copied = await copyContent(pool, target, content)
    if (copied !== 'copied') throw new BackupRefusal('part-changed', `The stored file ${content.sha256} was whole a moment ago and is ${copied} now: the disk of the backup is failing. Copy the backup to another disk and restore from there.`)
    count++
    tick(() => `Restoring stored files: ${count} of ${generation.manifest.contents.count}`)
  })
}

async function restoreCheckpoints(dataDirectory: string, { checkpoints }: Manifest): Promise<void> {
  if (!checkpoints) return
  const folder = join(dataDirectory, 'checkpoints')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { tenantId, note } of checkpoints) await replaceDurably(join(folder, `${tenantId}.note`), note)
  await syncFolder(folder)
}

/** The steps this product knows and the backup had not gone through; refuses a backup that knows others. */
async function stepsBeyond({ migrations, product }: Manifest, sources: readonly MigrationSource[]): Promise<string[]> {
  const known = await listMigrations(sources)
  const [names, hashes] = [new Set(migrations.map(nameOf)), new Map(known.map((step) => [nameOf(step), step.sha256]))]
  const strange = migrations.filter((step) => hashes.get(nameOf(step)) !== step.sha256)
  if (strange.length > 0) {
    throw new BackupRefusal('newer-than-product', `The backup was made by Oběh ${product} with steps of the database this program does not know (${strange.map(nameOf).join(', ')}). Restore it with that version or a newer one, then go on from there.`)
  }
  return known.map(nameOf).filter((name) => !names.has(name))
}

const nameOf = ({ room, number }: { readonly room: string; readonly number: number }) => `${room}/${number}`
