import { lstat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../postgres/index.ts'

/** A PostgreSQL server for tests. */
export interface TestCluster {
  url(database: string): string
  /** Lets go of it; the last one to do so shuts it down. */
  stop(): Promise<void>
}

let shared: Promise<TestCluster> | undefined

/**
 * The server all test files share: that of TEST_DATABASE_URL, else our own, started by whoever comes first. It is let go when the
 * process has nothing more to do. It writes as safely as in production: what tests measure must be true.
 */
export function testCluster(): Promise<TestCluster> {
  return (shared ??= open())
}

async function open(): Promise<TestCluster> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: (database) => withDatabase(given, database), stop: async () => undefined }
  const uid = process.getuid?.() ?? 0
  const directory = join(tmpdir(), `obeh-test-pg-${uid}`)
  const owner = (await lstat(directory).catch(() => undefined))?.uid ?? uid
  if (owner !== uid) throw new Error(`${directory} belongs to uid ${owner}; remove it, or set TMPDIR or TEST_DATABASE_URL`)
  const postgres = await startPostgres({ directory, settings: { max_connections: '200' } })
  process.once('beforeExit', () => void postgres.stop())
  return postgres
}

/** The address of another database of the same server. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${encodeURIComponent(database)}`
  return address.href
}
