import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf } from '../../platform/database/index.ts'
import type { Addressee, ItemKind } from './model.ts'
import type { ChangePolicy, Course, Place, Route, RouteState, Rule, Stage, StageState } from './model-route.ts'
import { toItem, type ItemRow, type Reader, type TenantId } from './store.ts'
import { eventColumns, firstEvents, nextEvents, type Change, type EventRow } from './store-event.ts'

interface RouteRow {
  tenant_id: TenantId; id: Id<'Route'>; file_id: Id<'File'>; document_id: Id<'Document'>; name: string | null
  template_id: Id<'RouteTemplate'> | null; on_change: ChangePolicy; state: RouteState; started_by: Id<'Person'> | null; started_at: Date
  ended_at: Date | null
}
interface StageRow {
  tenant_id: TenantId; id: Id<'Stage'>; route_id: Id<'Route'>; ord: string; kind: ItemKind; rule: Rule; needed: number | null
  due_days: number | null; due_on: Day | null; on_return: Stage['onReturn']; locked_by_law: boolean; instruction: string | null
  shows: Id<'Document'>[]; state: StageState
}
interface PlaceRow {
  tenant_id: TenantId; id: Id<'Place'>; stage_id: Id<'Stage'>; addressee_kind: Addressee['kind']; addressee_id: Addressee['id']
  unit_id: Id<'Unit'>
}
interface RouteTables {
  'circulation.place': PlaceRow
  'circulation.route': RouteRow & { readonly version?: number }
  'circulation.stage': StageRow & { readonly version?: number }
  'circulation.item': ItemRow
  'circulation.item_event': EventRow
}
const of = (db: Reader) => tablesOf<RouteTables>(db)

export async function insertRoute(change: Change, route: Route): Promise<void> {
  await of(change.tx).with('made', (db) => db.insertInto('circulation.route').values(routeRow(change.actor.tenantId, route)).returningAll())
    .insertInto('circulation.item_event').columns(eventColumns).expression(firstEvents('route', change)).execute()
}

/** Saves how far routes have come that the transaction has locked; one statement for any number. */
export async function saveRoutes(change: Change, routes: readonly Route[]): Promise<void> {
  if (routes.length === 0) return
  const { tx, actor: { tenantId } } = change
  const rows = JSON.stringify(routes.map(({ id, state, endedAt }) => ({ id, state, ended_at: endedAt })))
  await sql`
    with old as (select * from circulation.route where tenant_id = ${tenantId} and id = any(${routes.map(({ id }) => id)}::uuid[])),
    new as (select * from json_to_recordset(${rows}::json) as (id uuid, state text, ended_at timestamptz)),
    made as (
      update circulation.route as r set state = new.state, ended_at = new.ended_at, version = r.version + 1
      from new where r.tenant_id = ${tenantId} and r.id = new.id returning r.*)
    insert into circulation.item_event (${sql.join(eventColumns.map((column) => sql.ref(column)))}) ${nextEvents('route', change)}`.execute(tx)
}

export async function insertStages(change: Change, stages: readonly Stage[]): Promise<void> {
  if (stages.length === 0) return
  const rows = stages.map((stage) => stageRow(change.actor.tenantId, stage))
  await of(change.tx).with('made', (db) => db.insertInto('circulation.stage').values(rows).returningAll())
    .insertInto('circulation.item_event').columns(eventColumns).expression(firstEvents('stage', change)).execute()
}

/** The same for stages. */
export async function saveStages(change: Change, stages: readonly Stage[]): Promise<void> {
  if (stages.length === 0) return
  const { tx, actor: { tenantId } } = change
  const rows = JSON.stringify(stages.map(({ id, state }) => ({ id, state })))
  await sql`
    with old as (select * from circulation.stage where tenant_id = ${tenantId} and id = any(${stages.map(({ id }) => id)}::uuid[])),
    new as (select * from json_to_recordset(${rows}::json) as (id uuid, state text)),
    made as (
      update circulation.stage as s set state = new.state, version = s.version + 1
      from new where s.tenant_id = ${tenantId} and s.id = new.id returning s.*)
    insert into circulation.item_event (${sql.join(eventColumns.map((column) => sql.ref(column)))}) ${nextEvents('stage', change)}`.execute(tx)
}

export async function insertPlaces({ tx, actor: { tenantId } }: Change, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  const rows = places.map(({ id, stageId, addressee, unitId }) => (
    { id, tenant_id: tenantId, stage_id: stageId, addressee_kind: addressee.kind, addressee_id: addressee.id, unit_id: unitId }))
  await of(tx).insertInto('circulation.place').values(rows).execute()
}

/** A route with everything in it. With `lock` it and its items are locked, in the order of ids: the deeds of a route take turns. */
export async function readCourse(db: Reader, tenantId: TenantId, id: Id<'Route'>, lock = false): Promise<Course | undefined> {
  let select = of(db).selectFrom('circulation.route').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id)
  if (lock) select = select.forUpdate()
  const route = await select.executeTakeFirst()
  if (!route) return undefined
  let items = of(db).selectFrom('circulation.item').selectAll().where('tenant_id', '=', tenantId).where('route_id', '=', id).orderBy('id')
  if (lock) items = items.forUpdate()
  const stages = await of(db).selectFrom('circulation.stage').selectAll().where('tenant_id', '=', tenantId).where('route_id', '=', id)
    .orderBy('ord').execute()
  const places = of(db).selectFrom('circulation.place').selectAll().where('tenant_id', '=', tenantId)
    .where('stage_id', 'in', stages.map(({ id: stageId }) => stageId)).orderBy('id')
  return {
    route: toRoute(route), stages: stages.map(toStage), places: (await places.execute()).map(toPlace),
    items: (await items.execute()).map(toItem),
  }
}

/** The route in which a place stands. */
export async function findPlace(db: Reader, tenantId: TenantId, id: Id<'Place'>): Promise<Id<'Route'> | undefined> {
  const row = await of(db).selectFrom('circulation.place as p')
    .innerJoin('circulation.stage as s', (join) => join.onRef('s.tenant_id', '=', 'p.tenant_id').onRef('s.id', '=', 'p.stage_id'))
    .select('s.route_id').where('p.tenant_id', '=', tenantId).where('p.id', '=', id).executeTakeFirst()
  return row?.route_id
}

/** Every route of a document, oldest first, in four queries. */
export async function readCourses(db: Reader, tenantId: TenantId, documentId: Id<'Document'>): Promise<Course[]> {
  return fill(db, tenantId, await of(db).selectFrom('circulation.route').selectAll().where('tenant_id', '=', tenantId).where('document_id', '=', documentId).orderBy('id').execute())
}

/** Many routes and their items, locked in the order of ids, in four queries. */
export async function lockRoutes(db: Reader, tenantId: TenantId, ids: readonly Id<'Route'>[]): Promise<Course[]> {
  const routes = of(db).selectFrom('circulation.route').selectAll().where('tenant_id', '=', tenantId)
    .where('id', '=', sql<Id<'Route'>>`any(${[...new Set(ids)]}::uuid[])`).orderBy('id').forUpdate()
  return fill(db, tenantId, ids.length > 0 ? await routes.execute() : [], true)
}

async function fill(db: Reader, tenantId: TenantId, routes: readonly RouteRow[], lock = false): Promise<Course[]> {
  if (routes.length === 0) return []
  const among = sql<Id<'Route'>>`any(${routes.map(({ id }) => id)}::uuid[])`
  const asked = of(db).selectFrom('circulation.item').selectAll().where('tenant_id', '=', tenantId).where('route_id', '=', among).orderBy('id')
  const [stages, items] = await Promise.all([
    of(db).selectFrom('circulation.stage').selectAll().where('tenant_id', '=', tenantId).where('route_id', '=', among).orderBy('ord').execute(),
    (lock ? asked.forUpdate() : asked).execute(),
  ])
  const places = await of(db).selectFrom('circulation.place').selectAll().where('tenant_id', '=', tenantId)
    .where('stage_id', '=', sql<Id<'Stage'>>`any(${stages.map(({ id }) => id)}::uuid[])`).orderBy('id').execute()
  const [stagesOf, itemsOf] = [Map.groupBy(stages, (row) => row.route_id), Map.groupBy(items, (row) => row.route_id)]
  const placesOf = Map.groupBy(places, (row) => row.stage_id)
  return routes.map((route): Course => {
    const own = stagesOf.get(route.id) ?? []
    return {
      route: toRoute(route), stages: own.map(toStage), places: own.flatMap(({ id }) => placesOf.get(id) ?? []).map(toPlace),
      items: (itemsOf.get(route.id) ?? []).map(toItem),
    }
  })
}

/** The routes of a document, or of a whole file, that may still move; locked in the order of ids. */
export async function lockCourses(
  db: Reader, tenantId: TenantId, { documentId, fileId }: { readonly documentId?: Id<'Document'>; readonly fileId?: Id<'File'> },
): Promise<Course[]> {
  let select = of(db).selectFrom('circulation.route').select('id').where('tenant_id', '=', tenantId).where('state', '<>', 'cancelled').orderBy('id')
  if (documentId !== undefined) select = select.where('document_id', '=', documentId)
  if (fileId !== undefined) select = select.where('file_id', '=', fileId)
  const courses: Course[] = []
  for (const { id } of await select.execute()) {
    const course = await readCourse(db, tenantId, id, true)
    if (course) courses.push(course)
  }
  return courses
}

function routeRow(tenantId: TenantId, route: Route): RouteRow {
  const { id, name, state } = route
  return {
    id, name, state, tenant_id: tenantId, file_id: route.fileId, document_id: route.documentId, template_id: route.templateId,
    on_change: route.onChange, started_by: route.startedBy, started_at: route.startedAt, ended_at: route.endedAt,
  }
}

function toRoute(row: RouteRow): Route {
  const { id, name, state } = row
  return {
    id, name, state, fileId: row.file_id, documentId: row.document_id, templateId: row.template_id, onChange: row.on_change,
    startedBy: row.started_by, startedAt: row.started_at, endedAt: row.ended_at,
  }
}

function toPlace({ id, stage_id: stageId, unit_id: unitId, addressee_kind: kind, addressee_id: addressee }: PlaceRow): Place {
  return { id, stageId, unitId, addressee: { kind, id: addressee } as Addressee }
}

function stageRow(tenantId: TenantId, stage: Stage): StageRow {
  const { id, kind, rule, needed, instruction, state } = stage
  return {
    id, kind, rule, needed, instruction, state, tenant_id: tenantId, route_id: stage.routeId, ord: String(stage.ord),
    due_days: stage.dueDays, due_on: stage.dueOn, on_return: stage.onReturn, locked_by_law: stage.lockedByLaw, shows: [...stage.shows],
  }
}

function toStage(row: StageRow): Stage {
  const { id, kind, rule, needed, instruction, shows, state } = row
  return {
    id, kind, rule, needed, instruction, shows, state, routeId: row.route_id, ord: Number(row.ord), dueDays: row.due_days,
    dueOn: row.due_on, onReturn: row.on_return, lockedByLaw: row.locked_by_law,
  }
}
