import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { together, type AnyTransaction } from '../../platform/database/index.ts'
import type { Component, Document, File, Party } from './model.ts'
import { defaultTemplates, type Register } from './model-numbering.ts'
import { componentInserts } from './store-component.ts'
import { grantRows, type Grantee } from './store-grant.ts'
import { partyRow } from './store-party.ts'
import { documentRow, fileRow, of, type ClassRow } from './store.ts'

/** What a registration must know before it takes numbers, in one statement. */
export interface Ground {
  readonly templates: Readonly<Record<Register, string>>
  /** Where new files of the unit belong. */
  readonly recordClass: ClassRow | null
  /** A party known by this e-mail address and name; of records that were merged the one that stays. */
  readonly partyId: Id<'Party'> | null
}

/** Without a unit there is no class to find, without an address no party. */
export async function readGround(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, { unitId, email, name }: { unitId: Id<'Unit'> | null; email: string | null; name: string },
): Promise<Ground> {
  const { rows: [row] } = await sql<{ templates: Partial<Record<Register, string>> | null; record_class: ClassRow | null; party_id: Id<'Party'> | null }>`
    select (select json_object_agg(register, template) from records.numbering where tenant_id = ${tenantId}) as templates,
      (select to_json(c) from records.class as c where tenant_id = ${tenantId} and default_unit_id = ${unitId} and valid_to is null
        order by code limit 1) as record_class,
      (select coalesce(merged_into, id) from records.party where tenant_id = ${tenantId} and lower(email) = lower(${email}) and name = ${name} order by id limit 1) as party_id`.execute(tx)
  return { templates: { ...defaultTemplates, ...row?.templates }, recordClass: row?.record_class ?? null, partyId: row?.party_id ?? null }
}

/** Rows that a registration adds. `file` and `party` are null where they were there before. */
export interface NewRows {
  readonly file: File | null
  readonly party: Party | null
  readonly document: Document
  readonly components: readonly Component[]
  /** Each sees the document by `basis`. */
  readonly grants: readonly { readonly grantee: Grantee; readonly basis: string }[]
}

/** Everything at once: the counters are locked, and others wait for them. */
export async function insertRegistered(tx: AnyTransaction, tenantId: Id<'Tenant'>, { file, party, document, components, grants }: NewRows): Promise<void> {
  const rows = grants.flatMap(({ grantee, basis }) => grantRows(tenantId, [document.id], grantee, basis, document.createdAt))
  await together(tx, [
    party && of(tx).insertInto('records.party').values(partyRow(tenantId, party)),
    file && of(tx).insertInto('records.file').values(fileRow(tenantId, file)),
    of(tx).insertInto('records.document').values(documentRow(tenantId, document)),
    ...componentInserts(tx, tenantId, components),
    of(tx).insertInto('records.grant').values(rows),
  ])
}
