import type { Id } from '../../kernel/id.ts'
import { migrate, migrationsKey, openDatabase, openPool, type Database } from '../database/index.ts'
import { testDatabase } from './database.ts'
import { jobsKey, platformMigrations, prepareJobs } from '../events/index.ts'

/** A database with a queue and nothing else, seen as the server does and as workers do. */
export interface TestQueue {
  readonly url: string
  readonly db: Database
  readonly pool: ReturnType<typeof openPool>
  close(): Promise<void>
}

/** `connections`: of the workers. With a tenant, the database works for that office alone. */
export async function testQueue({ connections = 8, tenantId }: { readonly connections?: number; readonly tenantId?: Id<'Tenant'> } = {}): Promise<TestQueue> {
  const database = await testDatabase(async (url) => {
    await migrate(url, platformMigrations)
    await prepareJobs(url)
  }, `${await migrationsKey(platformMigrations)} ${jobsKey}`)
  const db = openDatabase(database.url, { name: 'test', role: 'obeh_app', ...(tenantId ? { tenantId } : {}) })
  const pool = openPool(database.url, { name: 'test workers', connections })
  return {
    url: database.url, db, pool,
    async close() {
      await Promise.all([db.destroy(), pool.end()])
      await database.drop()
    },
  }
}
