import type { Id } from '../../kernel/id.ts'
import { tablesOf, together, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Component, ComponentRole, Version } from './model.ts'

interface ComponentRow {
  tenant_id: Id<'Tenant'>; id: Id<'Component'>; document_id: Id<'Document'>; order_no: number; name: string; role: ComponentRole
}
interface VersionRow {
  tenant_id: Id<'Tenant'>; component_id: Id<'Component'>; number: number; sha256: Sha256; size: number; media_type: string; created_at: Date
  created_by: Id<'Person'> | null; signs: Sha256 | null
}

type Reader = Database | AnyTransaction
interface WithdrawalRow { tenant_id: Id<'Tenant'>; component_id: Id<'Component'>; number: number; kind: string; made_at: Date }
interface DocumentRow { tenant_id: Id<'Tenant'>; id: Id<'Document'>; cancelled_at: Date | null }
interface Tables { 'records.component': ComponentRow; 'records.version': VersionRow; 'records.change': WithdrawalRow; 'records.document': DocumentRow }
const of = (db: Reader) => tablesOf<Tables>(db)

export async function insertComponents(tx: AnyTransaction, tenantId: Id<'Tenant'>, components: readonly Component[]): Promise<void> {
  await together(tx, componentInserts(tx, tenantId, components))
}

/** The inserts of components and their versions, none for no components, to be made with others. */
export function componentInserts(tx: AnyTransaction, tenantId: Id<'Tenant'>, components: readonly Component[]) {
  if (components.length === 0) return []
  const versions = versionRows(tenantId, components.flatMap((component) => component.versions))
  return [of(tx).insertInto('records.component').values(componentRows(tenantId, components)), of(tx).insertInto('records.version').values(versions)]
}

export const componentRows = (tenantId: Id<'Tenant'>, components: readonly Component[]): ComponentRow[] =>
  components.map(({ id, documentId, orderNo, name, role }) => ({ tenant_id: tenantId, id, document_id: documentId, order_no: orderNo, name, role }))

export const versionRows = (tenantId: Id<'Tenant'>, versions: readonly Version[]): VersionRow[] =>
  versions.map(({ componentId, number, sha256, size, mediaType, createdAt, createdBy, signs = null }) => (
    { number, sha256, size, signs, tenant_id: tenantId, component_id: componentId, media_type: mediaType, created_at: createdAt, created_by: createdBy }))

export async function insertVersions(tx: AnyTransaction, tenantId: Id<'Tenant'>, versions: readonly Version[]): Promise<void> {
  await of(tx).insertInto('records.version').values(versionRows(tenantId, versions)).execute()
}

/** The components of documents in their order, each with all its versions: two queries for any number of documents. */
export async function readComponents(db: Reader, tenantId: Id<'Tenant'>, documentIds: readonly Id<'Document'>[]): Promise<Component[]> {
  if (documentIds.length === 0) return []
  const components = await of(db).selectFrom('records.component').selectAll()
    .where('tenant_id', '=', tenantId).where('document_id', 'in', documentIds).orderBy('document_id').orderBy('order_no').execute()
  if (components.length === 0) return []
  const versions = await of(db).selectFrom('records.version as v')
    .leftJoin('records.change as c', (join) => join.onRef('c.tenant_id', '=', 'v.tenant_id').onRef('c.component_id', '=', 'v.component_id')
      .onRef('c.number', '=', 'v.number').on('c.kind', '=', 'withdrawal'))
    .selectAll('v').select('c.made_at as withdrawn_at')
    .where('v.tenant_id', '=', tenantId).where('v.component_id', 'in', components.map((component) => component.id)).orderBy('v.number').execute()
  return components.map(({ id, document_id: documentId, order_no: orderNo, name, role }) => (
    { id, documentId, orderNo, name, role, versions: versions.filter((version) => version.component_id === id).map(toVersion) }))
}

export type ContentRow = Pick<VersionRow, 'component_id' | 'number' | 'sha256' | 'size' | 'media_type' | 'signs'>
  & { document_id: Id<'Document'> | null; name: string | null; role: ComponentRole | null; order_no: number | null }

/** Every content the tenant keeps and the component it belongs to (null where that is gone), in pages by component id and number. */
export function readContents(db: Reader, tenantId: Id<'Tenant'>, after: { componentId: Id<'Component'>; number: number } | null, limit: number): Promise<ContentRow[]> {
  let select = of(db).selectFrom('records.version as v')
    .leftJoin('records.component as c', (join) => join.onRef('c.tenant_id', '=', 'v.tenant_id').onRef('c.id', '=', 'v.component_id'))
    .select(['v.component_id', 'v.number', 'v.sha256', 'v.size', 'v.media_type', 'v.signs', 'c.document_id', 'c.name', 'c.role', 'c.order_no'])
    .where('v.tenant_id', '=', tenantId).orderBy('v.component_id').orderBy('v.number').limit(limit)
  if (after) select = select.where((e) => e.or([e('v.component_id', '>', after.componentId), e.and([e('v.component_id', '=', after.componentId), e('v.number', '>', after.number)])]))
  return select.execute()
}

/** Documents of which some content was signed by the office, those that were cancelled left out, in pages by the component that was. */
export function readSignedDocuments(db: Reader, tenantId: Id<'Tenant'>, after: Id<'Component'> | null, limit: number): Promise<{ componentId: Id<'Component'>; documentId: Id<'Document'> }[]> {
  let select = of(db).selectFrom('records.version as v')
    .innerJoin('records.component as c', (join) => join.onRef('c.tenant_id', '=', 'v.tenant_id').onRef('c.id', '=', 'v.component_id'))
    .innerJoin('records.document as d', (join) => join.onRef('d.tenant_id', '=', 'c.tenant_id').onRef('d.id', '=', 'c.document_id')).where('d.cancelled_at', 'is', null)
    .select(['v.component_id as componentId', 'c.document_id as documentId']).distinct().where('v.tenant_id', '=', tenantId).where('v.signs', 'is not', null).orderBy('v.component_id').limit(limit)
  if (after) select = select.where('v.component_id', '>', after)
  return select.execute()
}

function toVersion(row: VersionRow & { readonly withdrawn_at: Date | null }): Version {
  const { number, sha256, size, signs } = row
  return { number, sha256, size, signs, withdrawnAt: row.withdrawn_at, componentId: row.component_id, mediaType: row.media_type, createdAt: row.created_at, createdBy: row.created_by }
}
