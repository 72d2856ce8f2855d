import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Reader } from './store.ts'

export interface PersonalWork {
  readonly id: string; readonly documentId: Id<'Document'>; readonly kind: string; readonly state: string; readonly askedAt: Date; readonly doneAt: Date | null
  readonly instruction: string | null; readonly answer: string | null
}

/** What was asked and said about these documents, oldest first. */
export async function readWorkAbout(db: Reader, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[]): Promise<PersonalWork[]> {
  return (await select(db, tenantId, sql`i.document_id = any(${[...documents]}::uuid[])`, 10_000)).rows
}

/** What somebody was asked or did, newest first. */
export async function readWorkOf(db: Reader, tenantId: Id<'Tenant'>, personId: Id<'Person'>, limit: number): Promise<PersonalWork[]> {
  return (await select(db, tenantId, sql`(i.done_by = ${personId} or i.addressee_id = ${personId} or i.asked_by = ${personId})`, limit)).rows
}

const select = (db: Reader, tenantId: Id<'Tenant'>, which: ReturnType<typeof sql>, limit: number) => sql<PersonalWork>`
  select i.id, i.document_id as "documentId", i.kind, i.state, i.asked_at as "askedAt", i.done_at as "doneAt", i.instruction, i.answer
  from circulation.item i where i.tenant_id = ${tenantId} and ${which} order by i.id desc limit ${limit}`.execute(db)

/** Blanks what people wrote about these documents, and in the files they went through; all that the server can do to it. */
export async function blankWork(tx: AnyTransaction, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[], word: string): Promise<void> {
  await sql`select circulation.blank(${tenantId}::uuid, ${[...documents]}::uuid[], ${word})`.execute(tx)
}
