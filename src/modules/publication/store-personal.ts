import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'

export interface PersonalMatter {
  readonly id: Id<'Document'>; readonly number: string; readonly subject: string | null; readonly receivedAt: Date; readonly receiptAt: Date | null
  readonly deliveries: readonly string[]; readonly downloads: readonly string[]
}

/** The matters of these documents as the public may open them, without their codes; those that were erased left out. */
export async function readPersonalMatters(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, documents: readonly Id<'Document'>[]): Promise<PersonalMatter[]> {
  const { rows } = await sql<PersonalMatter>`
    select m.id, m.number, m.subject, m.received_at as "receivedAt", m.receipt_at as "receiptAt",
      array(select d.file_name from publication.delivery d where d.tenant_id = m.tenant_id and d.matter_id = m.id order by d.id) as deliveries,
      array(select to_json(t.at) #>> '{}' from publication.delivery d join publication.download t on t.tenant_id = d.tenant_id and t.delivery_id = d.id
        where d.tenant_id = m.tenant_id and d.matter_id = m.id order by t.at) as downloads
    from publication.matter m where m.tenant_id = ${tenantId} and m.id = any(${[...documents]}::uuid[]) and (m.proof is not null or m.subject is not null
      or not exists (select from publication.withdrawn w where w.tenant_id = m.tenant_id and w.matter_id = m.id)) order by m.id`.execute(db)
  return rows
}

/** Closes these matters to the public and takes what was delivered into them, their subject and their proof. */
export async function eraseMatters(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'Document'>[]): Promise<void> {
  const those = sql`any(${[...ids]}::uuid[])`
  await sql`delete from publication.download t using publication.delivery d
    where t.tenant_id = ${tenantId} and d.tenant_id = t.tenant_id and d.id = t.delivery_id and (d.matter_id = ${those} or d.document_id = ${those})`.execute(tx)
  await sql`delete from publication.delivery where tenant_id = ${tenantId} and (matter_id = ${those} or document_id = ${those})`.execute(tx)
  await sql`update publication.matter set subject = null, proof = null where tenant_id = ${tenantId} and id = ${those}`.execute(tx)
  await sql`insert into publication.withdrawn (tenant_id, matter_id) select tenant_id, id from publication.matter where tenant_id = ${tenantId} and id = ${those}
    on conflict do nothing`.execute(tx)
}
