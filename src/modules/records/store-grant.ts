import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { seesCancelled, seesEverything } from './access.ts'
import type { Document, File, Party } from './model.ts'
import { of, toDocument, toFile, type FileRow, type Reader } from './store.ts'

/** One who may be given a document to see. */
export type Grantee = { readonly kind: 'person'; readonly id: Id<'Person'> } | { readonly kind: 'unit'; readonly id: Id<'Unit'> }

/** Returns the documents the grantee did not have before. */
export async function insertGrants(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, documentIds: readonly Id<'Document'>[], grantee: Grantee, basis: string, at: Date,
): Promise<Id<'Document'>[]> {
  if (documentIds.length === 0) return []
  const inserted = await of(tx).insertInto('records.grant').values(grantRows(tenantId, documentIds, grantee, basis, at))
    .onConflict((on) => on.columns(['tenant_id', 'grantee_id', 'document_id']).doNothing()).returning('document_id').execute()
  return inserted.map(({ document_id: id }) => id)
}

export const grantRows = (tenantId: Id<'Tenant'>, documentIds: readonly Id<'Document'>[], { id, kind }: Grantee, basis: string, at: Date) =>
  documentIds.map((documentId) => ({ tenant_id: tenantId, document_id: documentId, grantee_id: id, grantee_kind: kind, basis, at }))

export async function mayActorSee(db: Reader, actor: Actor, documentId: Id<'Document'>): Promise<boolean> {
  const found = await of(db).selectFrom('records.document as d').select('d.id')
    .where('d.tenant_id', '=', actor.tenantId).where('d.id', '=', documentId).where(visibleTo(actor)).executeTakeFirst()
  return found !== undefined
}

/** Whether the actor may see a row of `records.document as d`: the one condition behind every list and every opening. */
export function visibleTo(actor: Actor): RawBuilder<SqlBool> {
  const present = seesCancelled(actor) ? sql`true` : sql`(d.state <> 'znepristupnen' and not d.auditors_only)`
  if (seesEverything(actor)) return sql<SqlBool>`${present}`
  const granted = sql`exists (
    select from records."grant" as g where g.tenant_id = d.tenant_id and g.document_id = d.id and g.grantee_id = any(${grantees(actor)}::uuid[]))`
  const holders = holdersStoodFor(actor)
  const stoodFor = holders.length === 0 ? sql`false` : sql`exists (
    select from records.file as h where h.tenant_id = d.tenant_id and h.id = d.file_id and h.holder_person_id = any(${holders}::uuid[]))`
  return sql<SqlBool>`(${present} and (${granted} or ${stoodFor}))`
}

/** Those who have been given a document to see. */
export async function readGrantees(db: Reader, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<string[]> {
  const rows = await of(db).selectFrom('records.grant').select('grantee_id').where('tenant_id', '=', tenantId).where('document_id', '=', documentId).execute()
  return rows.map(({ grantee_id: id }) => id)
}

export interface ListQuery {
  /** A fragment of a number or of the subject. */
  readonly text?: string | undefined
  readonly fileId?: Id<'File'> | undefined
  readonly partyId?: Id<'Party'> | undefined
  /** Only these documents. */
  readonly ids?: readonly Id<'Document'>[] | undefined
  /** Only documents older than this one: the key of the page. */
  readonly before?: Id<'Document'> | undefined
  readonly limit: number
}

export interface Listed { readonly document: Document; readonly file: File; readonly party: Pick<Party, 'id' | 'name'> | null }

/** What the actor may see, newest first; one query whatever the page holds. */
export async function listVisible(db: Reader, actor: Actor, { text, fileId, partyId, ids, before, limit }: ListQuery): Promise<Listed[]> {
  let select = of(db).selectFrom('records.document as d')
    .innerJoin('records.file as f', (join) => join.onRef('f.tenant_id', '=', 'd.tenant_id').onRef('f.id', '=', 'd.file_id'))
    .leftJoin('records.party as p', (join) => join.onRef('p.tenant_id', '=', 'd.tenant_id').onRef('p.id', '=', 'd.party_id'))
    .selectAll('d')
    .select(fileColumns.map((column) => `f.${column} as file.${column}` as const)).select('p.name as party_name')
    .where('d.tenant_id', '=', actor.tenantId).where(visibleTo(actor)).orderBy('d.id', 'desc').limit(limit)
  if (before !== undefined) select = select.where('d.id', '<', before)
  if (ids !== undefined) select = select.where('d.id', '=', sql<Id<'Document'>>`any(${[...ids]}::uuid[])`)
  if (fileId !== undefined) select = select.where('d.file_id', '=', fileId)
  if (partyId !== undefined) select = select.where('d.party_id', '=', partyId)
  if (text) {
    const pattern = fragment(text)
    const has = (column: 'd.reference_number' | 'd.unique_id' | 'f.file_reference' | 'd.subject') => sql<boolean>`${folded(sql.ref(column))} like ${pattern}`
    select = select.where((e) => e.or([has('d.reference_number'), has('d.unique_id'), has('f.file_reference'), has('d.subject'),
      sql<boolean>`exists (select from records.former_place as o where o.tenant_id = d.tenant_id and o.document_id = d.id and ${folded(sql.ref('o.reference_number'))} like ${pattern})`]))
  }
  const rows = await select.execute()
  return rows.map(({ party_name: name, ...row }) => (
    { document: toDocument(row), file: toFile(fileIn(row)), party: row.party_id && name !== null ? { id: row.party_id, name } : null }))
}

const fileColumns = Object.keys({
  tenant_id: 1, id: 1, unique_id: 1, file_reference: 1, subject: 1, class_id: 1, state: 1, holder_unit_id: 1, holder_person_id: 1, due_on: 1, created_at: 1, settled_at: 1,
  closed_at: 1, document_numbering: 1, trigger_year: 1, disposal_mark: 1, disposal_year: 1,
} satisfies Record<keyof FileRow, 1>) as (keyof FileRow)[]

/** The file's own row out of a row that has it beside a document's. */
const fileIn = (row: { readonly [Column in `file.${keyof FileRow}`]: unknown }) =>
  Object.fromEntries(fileColumns.map((column) => [column, row[`file.${column}`]])) as unknown as FileRow

/** Small letters without Czech diacritics, as people type when they look for something. */
export const folded = (text: RawBuilder<unknown>) => sql<string>`translate(lower(${text}), 'áäčďéěíĺľňóôöřŕšťúůüýž', 'aacdeeillnooorrstuuuyz')`

/** A pattern of `like` for a folded text that contains this one. */
export const fragment = (text: string) => sql<string>`'%' || ${folded(sql.val(text.replace(/[\\%_]/g, '\\$&')))} || '%'`

/** The ids under which something may be granted to this actor: their own, their unit's, and while they stand in for somebody that one's. */
export function grantees(actor: Actor): string[] {
  return [actor.personId, actor.unitId, ...actor.standsFor.map(({ personId }) => personId)].filter((id) => id !== null)
}

/** Those whose files the actor handles in their place: what they hold was granted to their unit, which need not be the actor's. */
export function holdersStoodFor(actor: Actor): Id<'Person'>[] {
  return actor.standsFor.filter(({ kinds }) => kinds.includes('handle')).map(({ personId }) => personId)
}
