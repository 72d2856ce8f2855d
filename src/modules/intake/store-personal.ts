import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Item } from './model.ts'
import { of, toItem, type Reader } from './store.ts'

/** What became these documents, and what came from these mail addresses and became none. */
export async function readHandedIn(db: Reader, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[], emails: readonly string[]): Promise<Item[]> {
  const rows = await of(db).selectFrom('intake.item').selectAll().where('tenant_id', '=', tenantId).where(sql<boolean>`(
    document_id = any(${[...documents]}::uuid[]) or document_id is null and
    (lower(reading #>> '{sender,email}') = any(${[...emails]}::text[]) or lower(details #>> '{sender,email}') = any(${[...emails]}::text[])))`).orderBy('id').execute()
  return rows.map(toItem)
}

/** Those of the contents that an item which was not erased has, as itself or as a part. `word` is what stands for the name of an erased one. */
export async function readNeeded(db: Reader, tenantId: Id<'Tenant'>, contents: readonly Sha256[], word: string): Promise<Sha256[]> {
  const { rows } = await sql<{ sha256: Sha256 }>`
    select distinct c.sha256 from unnest(${[...contents]}::text[]) as c(sha256) join intake.item i on i.tenant_id = ${tenantId} and i.name <> ${word}
    where i.sha256 = c.sha256 or i.reading @> jsonb_build_object('parts', jsonb_build_array(jsonb_build_object('sha256', c.sha256)))
      or i.details @> jsonb_build_object('files', jsonb_build_array(jsonb_build_object('sha256', c.sha256)))`.execute(db)
  return rows.map(({ sha256 }) => sha256)
}

/** Leaves of an item that it came, when, by which way, and what became of it. */
export async function eraseItems(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'Item'>[], word: string): Promise<void> {
  const reading = {
    format: 'unknown', mediaType: 'application/octet-stream', subject: word, sender: null, sentAt: null, messageId: null, text: '', pages: null, parts: [], warnings: [],
  } satisfies Item['reading']
  await sql`update intake.item set name = ${word}, declared_name = null, details = null, message_id = null,
    reading = case when reading is null then null else ${JSON.stringify(reading)}::jsonb end, refused_reason = case when refused_reason is null then null else ${word} end
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
}
