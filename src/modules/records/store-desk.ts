import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { File } from './model.ts'
import { of, toFile, type Reader } from './store.ts'

const open = ['otevren', 'nevyrizen'] as const

/** The open files a person holds, locked in the order of ids. */
export async function lockFilesOf(tx: AnyTransaction, tenantId: Id<'Tenant'>, personId: Id<'Person'>): Promise<File[]> {
  const rows = await of(tx).selectFrom('records.file').selectAll().where('tenant_id', '=', tenantId).where('holder_person_id', '=', personId)
    .where('state', 'in', open).orderBy('id').forUpdate().execute()
  return rows.map(toFile)
}

/** How many open files a person or a unit holds. */
export async function countHeld(db: Reader, tenantId: Id<'Tenant'>, by: { readonly personId: Id<'Person'> } | { readonly unitId: Id<'Unit'> }): Promise<number> {
  const files = of(db).selectFrom('records.file').select((e) => e.fn.countAll<number>().as('count')).where('tenant_id', '=', tenantId).where('state', 'in', open)
  const held = 'personId' in by ? files.where('holder_person_id', '=', by.personId) : files.where('holder_unit_id', '=', by.unitId)
  return (await held.executeTakeFirstOrThrow()).count
}
