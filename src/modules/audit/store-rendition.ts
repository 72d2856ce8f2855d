import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { EntryRow } from './store.ts'

export interface RenditionRow {
  tenant_id: Id<'Tenant'>
  day: Day
  log_size: number
  entries: number
  sha256: Sha256
  size: number
  note: string
  document_id: Id<'Document'>
  file_id: Id<'File'>
  made_at: Date
}

interface RenditionTables { 'audit.rendition': RenditionRow; 'audit.entry': EntryRow }
type Reader = Database | AnyTransaction
const of = (db: Reader) => tablesOf<RenditionTables>(db)

export async function insertRendition(tx: AnyTransaction, row: RenditionRow): Promise<void> {
  await of(tx).insertInto('audit.rendition').values(row).execute()
}

export function readRendition(db: Reader, tenantId: Id<'Tenant'>, day: Day): Promise<RenditionRow | undefined> {
  return of(db).selectFrom('audit.rendition').selectAll().where('tenant_id', '=', tenantId).where('day', '=', day).executeTakeFirst()
}

/** The newest rendered day. */
export function readLastRendition(db: Reader, tenantId: Id<'Tenant'>): Promise<RenditionRow | undefined> {
  return of(db).selectFrom('audit.rendition').selectAll().where('tenant_id', '=', tenantId).orderBy('day', 'desc').limit(1).executeTakeFirst()
}

/** Newest first. */
export function readRenditions(db: Reader, tenantId: Id<'Tenant'>, { before, limit }: { before?: Day | undefined; limit?: number } = {}): Promise<RenditionRow[]> {
  let select = of(db).selectFrom('audit.rendition').selectAll().where('tenant_id', '=', tenantId).orderBy('day', 'desc')
  if (before !== undefined) select = select.where('day', '<', before)
  if (limit !== undefined) select = select.limit(limit)
  return select.execute()
}

export async function readRenderedDays(db: Reader, tenantId: Id<'Tenant'>): Promise<Set<Day>> {
  const rows = await of(db).selectFrom('audit.rendition').select('day').where('tenant_id', '=', tenantId).execute()
  return new Set(rows.map(({ day }) => day))
}

/** When the earliest deed of the log was done. */
export async function readLogBeginning(db: Reader, tenantId: Id<'Tenant'>): Promise<Date | undefined> {
  const row = await of(db).selectFrom('audit.entry').select('at').where('tenant_id', '=', tenantId).orderBy('at').limit(1).executeTakeFirst()
  return row?.at
}

/** Which entries a rendition has. */
export interface DayRange {
  readonly from: Date
  readonly to: Date
  /** The size of the log when the day before was rendered: earlier entries of earlier days are in earlier renditions. */
  readonly since: number
  /** The size of the log now. */
  readonly until: number
}

/**
 * A page of the entries of a rendition, in the order of the log: those of the day, and those of earlier days that were committed only
 * after those had been rendered. So every entry is in exactly one rendition, whatever the clock did.
 */
export function readDayEntries(db: Reader, tenantId: Id<'Tenant'>, { from, to, since, until }: DayRange, after: number, limit: number): Promise<EntryRow[]> {
  return of(db).selectFrom('audit.entry').selectAll().where('tenant_id', '=', tenantId).where('index', '>', after).where('index', '<', until)
    .where('at', '<', to).where((e) => e.or([e('index', '>=', since), e('at', '>=', from)])).orderBy('index').limit(limit).execute()
}

/** The index before the first entry that may belong to the day: where reading begins. */
export async function beforeDay(db: Reader, tenantId: Id<'Tenant'>, { from, to, since }: DayRange): Promise<number> {
  const { rows: [row] } = await sql<{ first: number | null }>`
    select min(index) as first from audit.entry where tenant_id = ${tenantId} and at >= ${from} and at < ${to}`.execute(db)
  return Math.min(row?.first ?? since, since) - 1
}
