import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { of, type ClassRow } from './store.ts'
import { folded, fragment } from './store-grant.ts'

/** The class of files, not a group, whose name has these words. */
export function classNamed(tx: AnyTransaction, tenantId: Id<'Tenant'>, words: string): Promise<ClassRow | undefined> {
  return of(tx).selectFrom('records.class').selectAll().where('tenant_id', '=', tenantId).where('valid_to', 'is', null).where('disposal_mark', 'is not', null)
    .where(sql<boolean>`${folded(sql.ref('name'))} like ${fragment(words)}`).orderBy('code').executeTakeFirst()
}

/** From now on only auditors see the document. */
export async function withholdDocument(tx: AnyTransaction, tenantId: Id<'Tenant'>, id: Id<'Document'>): Promise<void> {
  await sql`update records.document set auditors_only = true where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}
