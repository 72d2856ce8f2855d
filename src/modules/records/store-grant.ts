import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { seesEverything } from './access.ts'
import type { Document, File, Party } from './model.ts'
import { of, toDocument, toFile, type Reader } from './store.ts'

/** One who may be given a document to see. */
export type Grantee = { readonly kind: 'person'; readonly id: Id<'Person'> } | { readonly kind: 'unit'; readonly id: Id<'Unit'> }

/** Returns the documents the grantee did not have before. */
export async function insertGrants(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, documentIds: readonly Id<'Document'>[], grantee: Grantee, basis: string, at: Date,
): Promise<Id<'Document'>[]> {
  if (documentIds.length === 0) return []
  const rows = documentIds.map((id) => ({ tenant_id: tenantId, document_id: id, grantee_id: grantee.id, grantee_kind: grantee.kind, basis, at }))
  const inserted = await of(tx).insertInto('records.grant').values(rows)
    .onConflict((on) => on.columns(['tenant_id', 'grantee_id', 'document_id']).doNothing()).returning('document_id').execute()
  return inserted.map(({ document_id: id }) => id)
}

export async function mayActorSee(db: Reader, actor: Actor, documentId: Id<'Document'>): Promise<boolean> {
  if (seesEverything(actor)) return true
  const granted = await of(db).selectFrom('records.grant').select('document_id').where('tenant_id', '=', actor.tenantId)
    .where('grantee_id', 'in', grantees(actor)).where('document_id', '=', documentId).executeTakeFirst()
  const holders = holdersStoodFor(actor)
  if (granted || holders.length === 0) return granted !== undefined
  const held = await of(db).selectFrom('records.document as d')
    .innerJoin('records.file as f', (join) => join.onRef('f.tenant_id', '=', 'd.tenant_id').onRef('f.id', '=', 'd.file_id'))
    .select('d.id').where('d.tenant_id', '=', actor.tenantId).where('d.id', '=', documentId).where('f.holder_person_id', 'in', holders).executeTakeFirst()
  return held !== undefined
}

export interface ListQuery {
  /** A fragment of a number or of the subject. */
  readonly text?: string | undefined
  readonly fileId?: Id<'File'> | undefined
  /** Only these documents. */
  readonly ids?: readonly Id<'Document'>[] | undefined
  /** Only documents older than this one: the key of the page. */
  readonly before?: Id<'Document'> | undefined
  readonly limit: number
}

export interface Listed { readonly document: Document; readonly file: File; readonly party: Pick<Party, 'id' | 'name'> | null }

/** What the actor may see, newest first; one query whatever the page holds. */
export async function listVisible(db: Reader, actor: Actor, { text, fileId, ids, before, limit }: ListQuery): Promise<Listed[]> {
  let select = of(db).selectFrom('records.document as d')
    .innerJoin('records.file as f', (join) => join.onRef('f.tenant_id', '=', 'd.tenant_id').onRef('f.id', '=', 'd.file_id'))
    .leftJoin('records.party as p', (join) => join.onRef('p.tenant_id', '=', 'd.tenant_id').onRef('p.id', '=', 'd.party_id'))
    .selectAll('d')
    .select((e) => [e.fn.toJson('f').as('file'), 'p.name as party_name'])
    .where('d.tenant_id', '=', actor.tenantId).orderBy('d.id', 'desc').limit(limit)
  if (!seesEverything(actor)) {
    const holders = holdersStoodFor(actor)
    select = select.where((e) => e.or([
      e.exists(e.selectFrom('records.grant as g').select('g.document_id')
        .whereRef('g.tenant_id', '=', 'd.tenant_id').whereRef('g.document_id', '=', 'd.id').where('g.grantee_id', 'in', grantees(actor))),
      ...(holders.length > 0 ? [e('f.holder_person_id', 'in', holders)] : []),
    ]))
  }
  if (before !== undefined) select = select.where('d.id', '<', before)
  if (ids !== undefined) select = select.where('d.id', 'in', ids)
  if (fileId !== undefined) select = select.where('d.file_id', '=', fileId)
  if (text) {
    const pattern = sql<string>`'%' || ${folded(sql.val(text.replace(/[\\%_]/g, '\\$&')))} || '%'`
    const has = (column: 'd.reference_number' | 'd.unique_id' | 'f.file_reference' | 'd.subject') => sql<boolean>`${folded(sql.ref(column))} like ${pattern}`
    select = select.where((e) => e.or([has('d.reference_number'), has('d.unique_id'), has('f.file_reference'), has('d.subject')]))
  }
  const rows = await select.execute()
  return rows.map(({ file, party_name: name, ...row }) => (
    { document: toDocument(row), file: toFile(revive(file)), party: row.party_id && name !== null ? { id: row.party_id, name } : null }))
}

/** Small letters without Czech diacritics, as people type when they look for something. */
const folded = (text: RawBuilder<unknown>) => sql<string>`translate(lower(${text}), 'áäčďéěíĺľňóôöřŕšťúůüýž', 'aacdeeillnooorrstuuuyz')`

/** The ids under which something may be granted to this actor: their own, their unit's, and while they stand in for somebody that one's. */
export function grantees(actor: Actor): string[] {
  return [actor.personId, actor.unitId, ...actor.standsFor.map(({ personId }) => personId)].filter((id) => id !== null)
}

/** Those whose files the actor handles in their place: what they hold was granted to their unit, which need not be the actor's. */
export function holdersStoodFor(actor: Actor): Id<'Person'>[] {
  return actor.standsFor.filter(({ kinds }) => kinds.includes('handle')).map(({ personId }) => personId)
}

/** Times inside JSON come as text. */
function revive<Row extends { created_at: Date | string; settled_at: Date | string | null }>(row: Row) {
  return { ...row, created_at: new Date(row.created_at), settled_at: row.settled_at === null ? null : new Date(row.settled_at) }
}
