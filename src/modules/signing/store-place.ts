import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf } from '../../platform/database/index.ts'
import type { Place, Places } from './model-port.ts'
import type { Reader, TenantId } from './store.ts'

interface PlaceRow { tenant_id: TenantId; sha256: Sha256; places: readonly Place[]; obstacle: string | null }
interface ShownRow { tenant_id: TenantId; document_id: Id<'Document'>; signed: Sha256 | null; visible: boolean; state: string }
const of = (db: Reader) => tablesOf<{ 'signing.place': PlaceRow; 'signing.ceremony_item': ShownRow }>(db)

/** Keeps where a wording has room. What was kept first counts, so that no digest changes by finding it again. */
export async function keepPlaces(db: Reader, tenantId: TenantId, sha256: Sha256, { places, obstacle }: Places): Promise<void> {
  await sql`insert into signing.place (tenant_id, sha256, places, obstacle) values (${tenantId}, ${sha256}, ${JSON.stringify(places)}::jsonb, ${obstacle})
    on conflict do nothing`.execute(db)
}

export async function readPlaces(db: Reader, tenantId: TenantId, wordings: readonly Sha256[]): Promise<Map<Sha256, Places>> {
  const rows = await of(db).selectFrom('signing.place').select(['sha256', 'places', 'obstacle']).where('tenant_id', '=', tenantId)
    .where('sha256', '=', sql<Sha256>`any(${[...wordings]}::text[])`).execute()
  return new Map(rows.map(({ sha256, places, obstacle }) => [sha256, { places, obstacle }]))
}

/** Of a frozen list how many signatures will be on the page, and how many will not though the rule wants it. */
export async function countShown(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>): Promise<{ readonly shown: number; readonly unshown: number }> {
  const { rows } = await sql<{ shown: number; unshown: number }>`select count(*) filter (where visible)::integer as shown, count(unshown)::integer as unshown
    from signing.ceremony_item where tenant_id = ${tenantId} and ceremony_id = ${id} and state = 'prepared'`.execute(db)
  return rows[0] ?? { shown: 0, unshown: 0 }
}

/** Contents of these documents whose last signature is shown on the page. */
export async function readShown(db: Reader, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<Set<Sha256>> {
  const rows = await of(db).selectFrom('signing.ceremony_item').select('signed').where('tenant_id', '=', tenantId)
    .where('document_id', '=', sql<Id<'Document'>>`any(${[...documentIds]}::uuid[])`).where('state', '=', 'stored').where('visible', '=', true).execute()
  return new Set(rows.flatMap(({ signed }) => signed ?? []))
}
