import type { DocumentReport } from '../../engines/verdict/index.ts'
import type { Id } from '../../kernel/id.ts'
import type { Deed, DeedDeps } from '../audit/index.ts'
import { currentMain, readComponents, readDocument, readFile, regimeOfFile, type Component } from '../records/index.ts'
import { dueAt, endangeredAt, isLong, levelOf } from './model-life.ts'
import { deleteLife, upsertLife } from './store-life.ts'

/** Takes note of how long a content can be proven, as part of the deed by which that was found out; nothing is due before `notBefore`. */
export async function noteLife(deed: Pick<Deed, 'tx' | 'at' | 'actor'>, component: Component, report: DocumentReport, notBefore = deed.at): Promise<void> {
  const { tx, at, actor: { tenantId } } = deed
  const version = component.versions.at(-1)
  if (!version) return
  if (report.signatures.length === 0) return deleteLife(tx, tenantId, component.id)
  const own = version.signs !== null && currentMain(await readComponents(tx, tenantId, [component.documentId]))?.component.id === component.id
  const long = own && await isKeptLong(tx, tenantId, component.documentId)
  await upsertLife(tx, tenantId, {
    componentId: component.id, documentId: component.documentId, version: version.number, sha256: version.sha256, own, level: levelOf(report),
    endangeredAt: endangeredAt(report, at), dueAt: own ? later(dueAt(report, long, at), notBefore) : null, triedAt: null, problem: null,
  })
}

const later = (one: Date, other: Date) => (one > other ? one : other)

/** Whether the file of a document is kept for so long that a time stamp over its proof is needed. */
export async function isKeptLong(db: Deed['tx'] | DeedDeps['db'], tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<boolean> {
  const document = await readDocument(db, tenantId, documentId)
  const file = document && await readFile(db, tenantId, document.fileId)
  return !file || isLong(file.disposalMark === 'A' ? null : await regimeOfFile(db, tenantId, file))
}
