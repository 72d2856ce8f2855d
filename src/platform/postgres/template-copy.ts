import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { superuser } from './cluster.ts'
import { copyTree } from './copy-tree.ts'
import { launch } from './server.ts'
import type { ServerUser } from './server-user.ts'
import { makeSocketDirectory, removeSocketDirectory, socketPort } from './socket-directory.ts'
import { shutDown } from './shut-down.ts'

const variable = 'OBEH_PG_TEMPLATE'

/** Builds the data directory from the template the environment names, and gives it a password of its own. */
export async function buildFromTemplate(
  binaries: string, user: ServerUser, data: string, workshop: string, password: string,
): Promise<void> {
  const template = process.env[variable]
  if (!template) {
    throw new Error(
      `PostgreSQL cannot make a database as uid ${user.uid}, which is not listed in /etc/passwd. List it there,` +
        ` or make a template once as a listed user (makeTemplate('/some/directory')) and set ${variable} to that directory,` +
        ' or set DATABASE_URL to use another server.',
    )
  }
  const old = await readFile(join(template, 'password'), 'utf8').catch((cause: unknown) => {
    throw new Error(`${variable} names ${template}, which holds no template this user can read`, { cause })
  })
  const owner = user.switch.uid === undefined ? undefined : user
  await copyTree(join(template, 'cluster'), data, { directories: 0o700, files: 0o600, owner })
  const host = await makeSocketDirectory(user)
  try {
    const connection = { host, port: socketPort, user: superuser, password: old }
    const server = await launch({ binaries, user, data, connection, logDirectory: workshop, settings: {} })
    if (!('keeper' in server)) throw new Error(`The copy of the template ${template} did not start:\n${server.said}`)
    await server.keeper.ask('set log_min_error_statement = panic')
    await server.keeper.ask(`alter role ${superuser} password ${pg.escapeLiteral(password)}`)
    await server.keeper.end()
    await shutDown(server.process, 60_000)
  } finally {
    await removeSocketDirectory(host, user)
  }
}
