import { randomBytes } from 'node:crypto'
import { chown, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, explaining } from './errors.ts'
import { makePrivateDirectory, run, syncDirectory } from './run.ts'
import type { ServerUser } from './server-user.ts'

/** The only role we make: owner of everything in the cluster. */
export const superuser = 'obeh'

const major = '18'
const draftPrefix = 'cluster.new-'

/**
 * Makes `<home>/cluster` unless it is there. It appears whole or not at all: it is built beside, synced, and renamed; what an
 * interrupted attempt left is swept first. The caller holds the lock.
 */
export async function ensureCluster(home: string, user: ServerUser, build: (data: string, workshop: string) => Promise<void>): Promise<void> {
  const cluster = join(home, 'cluster')
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined && version.trim() !== major) {
    throw new Error(`The database in ${cluster} was made by PostgreSQL ${version.trim()}, this program brings ${major}: export it with the old one, import it with the new`)
  }
  await explaining(home, async () => {
    for (const name of await readdir(home)) if (name.startsWith(draftPrefix)) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })
    if (version !== undefined) return
    const workshop = join(home, `${draftPrefix}${randomBytes(4).toString('hex')}`)
    await makePrivateDirectory(workshop, user)
    try {
      await build(join(workshop, 'data'), workshop)
      await rename(join(workshop, 'data'), cluster)
      await syncDirectory(home)
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

/** The superuser's password of the cluster that belongs to `directory`, made at the first call and readable by its owner only. */
export async function ensurePassword(directory: string): Promise<string> {
  const path = join(directory, 'password')
  return explaining(directory, async () => {
    try {
      const password = (await readFile(path, 'utf8')).trim()
      if (password !== '') return password
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    const password = randomBytes(24).toString('base64url')
    await writeFile(`${path}.new`, password, { mode: 0o600, flush: true })
    await rename(`${path}.new`, path)
    await syncDirectory(directory)
    return password
  })
}
