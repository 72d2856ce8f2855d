import { sql } from 'kysely'
import { openDatabase } from '../src/platform/database/index.ts'
import type { StoryOffice } from './office.ts'

/** As if everybody had proven who they are so many minutes earlier: the next sensitive act asks them again. */
export async function ageProofs({ ownerUrl }: StoryOffice, minutes: number): Promise<void> {
  const db = openDatabase(ownerUrl, { name: 'obeh story', connections: 1 })
  await sql`update identity.session set proved_at = proved_at - make_interval(mins => ${minutes})`.execute(db)
  await db.destroy()
}
