import { randomBytes } from 'node:crypto'
import { lstat, readdir, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { makePrivateDirectory, may } from './run.ts'
import type { ServerUser } from './server-user.ts'

const prefix = 'obeh-pg-'
export const socketPort = 5432

/** sockaddr_un holds 108 bytes, the last one is a zero (unix(7)). */
export const fitsSocket = (directory: string) => Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) <= 107

/**
 * A fresh private directory for the server's socket: short whatever the length of the data directory, closed to other users. The one its
 * predecessor had when that can be had: whoever worked with a server that died finds the next one where it was.
 */
export async function makeSocketDirectory(user: ServerUser, predecessors = ''): Promise<string> {
  if (basename(predecessors).startsWith(prefix) && await makePrivateDirectory(predecessors, user).then(() => true, () => false)) return predecessors
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp', '/run', '/dev/shm'])) {
    const directory = join(base, `${prefix}${randomBytes(6).toString('hex')}`)
    if (!fitsSocket(directory) || !(await may(user, 'x', base))) continue
    const made = await makePrivateDirectory(directory, user).then(() => true, () => false)
    if (made) return directory
  }
  throw new Error(`PostgreSQL needs a place for its socket; neither ${tmpdir()} nor /tmp will do`)
}

/** Removes what a finished server left there; touches nothing that is not such a directory of the server's user. */
export async function removeSocketDirectory(directory: string, user: ServerUser): Promise<void> {
  const facts = await lstat(directory).catch(() => undefined)
  if (!facts?.isDirectory() || facts.uid !== user.uid || !basename(directory).startsWith(prefix)) return
  for (const name of await readdir(directory)) if (name.startsWith('.s.PGSQL.')) await rm(join(directory, name), { force: true })
  await rmdir(directory).catch(() => undefined)
}
