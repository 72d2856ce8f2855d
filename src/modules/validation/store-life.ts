import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { Life, LifeProblem } from './model-life.ts'

type Reader = Database | AnyTransaction
type TenantId = Id<'Tenant'>

const columns = sql`component_id as "componentId", document_id as "documentId", version, sha256, own, level, endangered_at as "endangeredAt", due_at as "dueAt",
  tried_at as "triedAt", problem`

export async function upsertLife(tx: AnyTransaction, tenantId: TenantId, life: Life): Promise<void> {
  const { componentId, documentId, version, sha256, own, level, endangeredAt, dueAt, triedAt, problem } = life
  await sql`insert into validation.life (tenant_id, component_id, document_id, version, sha256, own, level, endangered_at, due_at, tried_at, problem)
    values (${tenantId}, ${componentId}, ${documentId}, ${version}, ${sha256}, ${own}, ${level}, ${endangeredAt}, ${dueAt}, ${triedAt}, ${problem})
    on conflict (tenant_id, component_id) do update set version = excluded.version, sha256 = excluded.sha256, own = excluded.own, level = excluded.level,
      endangered_at = excluded.endangered_at, due_at = excluded.due_at, tried_at = excluded.tried_at, problem = excluded.problem`.execute(tx)
}

export async function postponeLife(tx: AnyTransaction, tenantId: TenantId, { componentId, sha256 }: Life, next: { readonly dueAt: Date; readonly triedAt: Date; readonly problem: LifeProblem }): Promise<void> {
  await sql`update validation.life set due_at = ${next.dueAt}, tried_at = ${next.triedAt}, problem = ${next.problem}
    where tenant_id = ${tenantId} and component_id = ${componentId} and sha256 = ${sha256}`.execute(tx)
}

export async function deleteLife(tx: AnyTransaction, tenantId: TenantId, componentId: Id<'Component'>): Promise<void> {
  await sql`delete from validation.life where tenant_id = ${tenantId} and component_id = ${componentId}`.execute(tx)
}

export async function deleteLives(tx: AnyTransaction, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<void> {
  await sql`delete from validation.life where tenant_id = ${tenantId} and document_id = any(${[...documentIds]}::uuid[])`.execute(tx)
}

/** Of which version the life of these components is known. */
export async function readLivingVersions(db: Reader, tenantId: TenantId, componentIds: readonly Id<'Component'>[]): Promise<Map<Id<'Component'>, number>> {
  const { rows } = await sql<Pick<Life, 'componentId' | 'version'>>`select component_id as "componentId", version from validation.life
    where tenant_id = ${tenantId} and component_id = any(${[...componentIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ componentId, version }) => [componentId, version]))
}

/** What is due, most urgent first. What was worked on is due no more, so the first page is always the next. */
export async function readDue(db: Reader, tenantId: TenantId, at: Date, limit: number): Promise<Life[]> {
  const { rows } = await sql<Life>`select ${columns} from validation.life
    where tenant_id = ${tenantId} and due_at <= ${at} order by due_at, component_id limit ${limit}`.execute(db)
  return rows
}

export interface LifePage {
  readonly only: 'all' | 'overdue' | 'failing' | 'own' | 'foreign'
  readonly at: Date
  readonly after: { readonly endangeredAt: Date; readonly componentId: Id<'Component'> } | null
  readonly limit: number
}

export async function readLives(db: Reader, tenantId: TenantId, { only, at, after, limit }: LifePage): Promise<Life[]> {
  const which = {
    all: sql`true`, overdue: sql`endangered_at <= ${at}`, failing: sql`problem is not null`, own: sql`own`, foreign: sql`not own`,
  }[only]
  const beyond = after ? sql`(date_trunc('milliseconds', endangered_at), component_id) > (${after.endangeredAt}, ${after.componentId})` : sql`true`
  const { rows } = await sql<Life>`select ${columns} from validation.life where tenant_id = ${tenantId} and ${which} and ${beyond}
    order by date_trunc('milliseconds', endangered_at), component_id limit ${limit}`.execute(db)
  return rows
}

export interface Quarter { readonly quarter: string; readonly own: number; readonly foreign: number }

/** How many lose their proof in each quarter from now on, by the days of Prague. */
export async function readQuarters(db: Reader, tenantId: TenantId, at: Date): Promise<Quarter[]> {
  const { rows } = await sql<Quarter>`select to_char(endangered_at at time zone 'Europe/Prague', 'YYYY"-"Q') as quarter,
      count(*) filter (where own)::integer as own, count(*) filter (where not own)::integer as foreign
    from validation.life where tenant_id = ${tenantId} and endangered_at > ${at} group by 1 order by 1 limit 80`.execute(db)
  return rows
}

export interface LifeCounts { readonly total: number; readonly overdue: number; readonly failing: number; readonly waiting: number }

export async function countLives(db: Reader, tenantId: TenantId, at: Date): Promise<LifeCounts> {
  const { rows: [row] } = await sql<LifeCounts>`select count(*)::integer as total, (count(*) filter (where endangered_at <= ${at}))::integer as overdue,
      (count(*) filter (where problem is not null))::integer as failing, (count(*) filter (where due_at <= ${at}))::integer as waiting
    from validation.life where tenant_id = ${tenantId}`.execute(db)
  return row ?? { total: 0, overdue: 0, failing: 0, waiting: 0 }
}

/** Takes the night of a day, unless it is over or somebody is at it; who was not seen for a quarter of an hour is gone. */
export async function claimNight(tx: AnyTransaction, tenantId: TenantId, day: Day, at: Date): Promise<boolean> {
  const { rows } = await sql`insert into validation.life_night (tenant_id, day, begun_at, seen_at) values (${tenantId}, ${day}, ${at}, ${at})
    on conflict (tenant_id, day) do update set seen_at = excluded.seen_at
      where life_night.ended_at is null and life_night.seen_at < excluded.seen_at - interval '15 minutes' returning day`.execute(tx)
  return rows.length > 0
}

export async function countNight(tx: AnyTransaction, tenantId: TenantId, day: Day, at: Date, more: { readonly extended: number; readonly failed: number }): Promise<void> {
  await sql`update validation.life_night set seen_at = ${at}, extended = extended + ${more.extended}, failed = failed + ${more.failed}
    where tenant_id = ${tenantId} and day = ${day}`.execute(tx)
}

export async function endNight(tx: AnyTransaction, tenantId: TenantId, day: Day, at: Date): Promise<void> {
  await sql`update validation.life_night set ended_at = ${at} where tenant_id = ${tenantId} and day = ${day}`.execute(tx)
}

export interface Night { readonly day: string; readonly begunAt: Date; readonly endedAt: Date | null; readonly extended: number; readonly failed: number }

export async function readLastNight(db: Reader, tenantId: TenantId): Promise<Night | undefined> {
  const { rows: [night] } = await sql<Night>`select day::text as day, begun_at as "begunAt", ended_at as "endedAt", extended, failed
    from validation.life_night where tenant_id = ${tenantId} order by day desc limit 1`.execute(db)
  return night
}
