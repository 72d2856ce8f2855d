import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { seesCancelled, seesEverything } from './access.ts'
import type { Document, File } from './model.ts'
import { of, toDocument, toFile, type Reader } from './store.ts'
import { folded, fragment, visibleTo } from './store-grant.ts'

/** Whether the actor may see a row of `records.file as f`: who holds it, or may see a document in it. */
export function fileVisibleTo(actor: Actor): RawBuilder<SqlBool> {
  const present = seesCancelled(actor) ? sql`true` : sql`f.state <> 'znepristupnen'`
  if (seesEverything(actor)) return sql<SqlBool>`${present}`
  return sql<SqlBool>`(${present} and (f.holder_person_id = ${actor.personId} or f.holder_unit_id = ${actor.unitId} or exists (
    select from records.document as d where d.tenant_id = f.tenant_id and d.file_id = f.id and ${visibleTo(actor)})))`
}

export async function mayActorSeeFile(db: Reader, actor: Actor, fileId: Id<'File'>): Promise<boolean> {
  const found = await of(db).selectFrom('records.file as f').select('f.id')
    .where('f.tenant_id', '=', actor.tenantId).where('f.id', '=', fileId).where(fileVisibleTo(actor)).executeTakeFirst()
  return found !== undefined
}

/** Whose files: those the person holds, those of the person's unit, or all the person may see. */
export type Whose = 'mine' | 'unit' | 'all'
export interface FileQuery {
  readonly of: Whose
  readonly open?: boolean | undefined
  /** A fragment of the file's reference or subject. */
  readonly text?: string | undefined
  /** Only files older than this one: the key of the page. */
  readonly before?: Id<'File'> | undefined
  readonly limit: number
}
export interface ListedFile { readonly file: File; readonly documents: number; readonly classCode: string | null }

/** A page of files, newest first; one query whatever the page holds. Documents the actor may not see are not counted. */
export async function listFiles(db: Reader, actor: Actor, { of: whose, open, text, before, limit }: FileQuery): Promise<ListedFile[]> {
  let select = of(db).selectFrom('records.file as f')
    .leftJoin('records.class as c', (join) => join.onRef('c.tenant_id', '=', 'f.tenant_id').onRef('c.id', '=', 'f.class_id'))
    .selectAll('f').select('c.code as class_code')
    .select(sql<number>`(select count(*) from records.document as d where d.tenant_id = f.tenant_id and d.file_id = f.id and ${visibleTo(actor)})`.as('documents'))
    .where('f.tenant_id', '=', actor.tenantId).where(fileVisibleTo(actor)).orderBy('f.id', 'desc').limit(limit)
  if (whose === 'mine') select = select.where('f.holder_person_id', '=', actor.personId)
  if (whose === 'unit') select = select.where('f.holder_unit_id', '=', actor.unitId)
  if (open !== undefined) select = select.where('f.state', open ? 'in' : 'not in', ['otevren', 'nevyrizen'])
  if (before !== undefined) select = select.where('f.id', '<', before)
  if (text) select = select.where((e) => e.or([sql<SqlBool>`${folded(sql.ref('f.file_reference'))} like ${fragment(text)}`, sql<SqlBool>`${folded(sql.ref('f.subject'))} like ${fragment(text)}`]))
  const rows = await select.execute()
  return rows.map((row) => ({ file: toFile(row), documents: row.documents, classCode: row.class_code }))
}

/** What the actor may see of a file, in its order. */
export async function listFileDocuments(db: Reader, actor: Actor, fileId: Id<'File'>): Promise<(Document & { readonly party: string | null })[]> {
  const rows = await of(db).selectFrom('records.document as d')
    .leftJoin('records.party as p', (join) => join.onRef('p.tenant_id', '=', 'd.tenant_id').onRef('p.id', '=', 'd.party_id'))
    .selectAll('d').select('p.name as party')
    .where('d.tenant_id', '=', actor.tenantId).where('d.file_id', '=', fileId).where(visibleTo(actor)).orderBy('d.order_in_file').execute()
  return rows.map(({ party, ...row }) => ({ ...toDocument(row), party }))
}
