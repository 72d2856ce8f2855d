import { randomBytes } from 'node:crypto'
import { chown, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../disk/index.ts'
import { errorCode, explaining } from './errors.ts'
import { makePrivateDirectory, run } from './run.ts'
import type { ServerUser } from './server-user.ts'

/** The only role we make: owner of everything in the cluster. */
export const superuser = 'obeh'

const major = '18'
const draftPrefix = 'cluster.new-'

/** Fills a new data directory. What it needs on the way it may leave in the workshop. */
export type Build = (data: string, workshop: string) => Promise<void>

/**
 * Makes `<home>/cluster` unless it is there. It appears whole or not at all: it is built beside, synced, and renamed; what an
 * interrupted attempt left is swept first. The caller holds the lock.
 */
export async function ensureCluster(home: string, user: ServerUser, build: Build): Promise<void> {
  const cluster = join(home, 'cluster')
  const version = await versionOf(cluster)
  if (version !== undefined && version.trim() !== major) {
    const way = 'export it with the old one, import it with the new'
    throw new Error(`The database in ${cluster} was made by PostgreSQL ${version.trim()}, this program brings ${major}: ${way}`)
  }
  await explaining(home, async () => {
    const drafts = (await readdir(home)).filter((name) => name.startsWith(draftPrefix))
    for (const draft of drafts) await rm(join(home, draft), { recursive: true, force: true, maxRetries: 5 })
    if (version !== undefined) return
    const workshop = join(home, `${draftPrefix}${randomBytes(4).toString('hex')}`)
    await makePrivateDirectory(workshop, user)
    try {
      await build(join(workshop, 'data'), workshop)
      await rename(join(workshop, 'data'), cluster)
      await syncFolder(home)
    } finally {
      await rm(workshop, { recursive: true, force: true, maxRetries: 5 })
    }
  })
}

/**
 * Runs initdb. The default collation is that of code points, built into the server: indexes stay valid wherever the files move.
 * What people read is sorted by `COLLATE "cs-x-icu"`.
 */
export async function initialise(binaries: string, user: ServerUser, data: string, workshop: string, password: string): Promise<void> {
  const secret = join(workshop, 'password')
  await writeFile(secret, password, { mode: 0o600 })
  if (user.switch.uid !== undefined) await chown(secret, user.uid, user.gid)
  const { code, output } = await run(user, join(binaries, 'bin/initdb'), [
    '-D', data, '-U', superuser, `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--text-search-config=simple', '--data-checksums', '--no-instructions',
  ])
  if (code === 0) return
  const full = /No space left on device|Disk quota exceeded/.test(output)
  throw Object.assign(new Error(`initdb failed in ${data}:\n${output.trim()}`), full ? { code: 'ENOSPC' } : {})
}

/** The superuser's password of the cluster in `home`, kept in `directory` and readable by its owner only; made before the cluster is. */
export async function ensurePassword(directory: string, home: string): Promise<string> {
  const path = join(directory, 'password')
  return explaining(directory, async () => {
    try {
      const password = (await readFile(path, 'utf8')).trim()
      if (password !== '') return password
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    if ((await versionOf(join(home, 'cluster'))) !== undefined) {
      throw new Error(`${path} is missing: without it the database in ${home}/cluster cannot be opened. Bring it back.`)
    }
    const password = randomBytes(24).toString('base64url')
    await writeFile(`${path}.new`, password, { mode: 0o600, flush: true })
    await rename(`${path}.new`, path)
    await syncFolder(directory)
    return password
  })
}

const versionOf = (cluster: string) => readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
