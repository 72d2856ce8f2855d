import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Register } from './model-numbering.ts'
import { of, type Reader } from './store.ts'

type TenantId = Id<'Tenant'>

/** The last serial given in a period, 0 before the first. */
export async function readSerial(db: Reader, tenantId: TenantId, register: Register, period: string): Promise<number> {
  const row = await of(db).selectFrom('records.counter').select('value')
    .where('tenant_id', '=', tenantId).where('register', '=', register).where('period', '=', period).executeTakeFirst()
  return row?.value ?? 0
}

/** Nobody takes a number until this transaction ends. */
export async function lockCounter(tx: AnyTransaction, tenantId: TenantId, register: Register, period: string): Promise<void> {
  await of(tx).selectFrom('records.counter').select('value')
    .where('tenant_id', '=', tenantId).where('register', '=', register).where('period', '=', period).forUpdate().execute()
}

export async function saveTemplate(tx: AnyTransaction, tenantId: TenantId, register: Register, template: string): Promise<void> {
  await of(tx).insertInto('records.numbering').values({ tenant_id: tenantId, register, template })
    .onConflict((on) => on.columns(['tenant_id', 'register']).doUpdateSet({ template })).execute()
}

export interface Ahead {
  readonly pattern: string
  readonly yearFirst: boolean
  readonly year: number
  readonly last: number
}

/** Whether a number that a format would yet give was given already, by another format. */
export async function wouldRepeat(db: Reader, tenantId: TenantId, register: Register, { pattern, yearFirst, year, last }: Ahead): Promise<boolean> {
  const given = {
    file: sql`select file_reference as number from records.file where tenant_id = ${tenantId}`,
    jid: sql`select unique_id as number from records.document where tenant_id = ${tenantId}`,
    reference: sql`select reference_number as number from records.document where tenant_id = ${tenantId}
      union all select reference_number from records.former_place where tenant_id = ${tenantId}`,
  }[register]
  const { rows: [row] } = await sql<{ repeats: boolean }>`
    select exists (select from (
      select (m)[${yearFirst ? 1 : 2}]::numeric as year, (m)[${yearFirst ? 2 : 1}]::numeric as serial
      from (select regexp_match(number, ${pattern}) as m from (${given}) as g) as parsed where m is not null
    ) as n where n.year > ${year} or (n.year = ${year} and n.serial > ${last})) as repeats`.execute(db)
  return row?.repeats === true
}
