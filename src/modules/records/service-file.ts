import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import type { Document, File } from './model.ts'
import type { Missing } from './model-life.ts'
import { disposalOf, type Regime } from './model-regime.ts'
import { lacking, type LifeDeps } from './service-life.ts'
import { readAllFileDocuments, readFile } from './store.ts'
import { readClass, regimeOf } from './store-class.ts'
import { listFileDocuments, listFiles, mayActorSeeFile, type FileQuery, type ListedFile } from './store-file.ts'

export interface FileView {
  readonly file: File
  /** Those this person may see, in their order. */
  readonly documents: readonly (Document & { readonly party: string | null })[]
  readonly recordClass: { readonly id: Id<'Class'>; readonly code: string; readonly name: string; readonly regime: Regime | null } | null
  /** What stands in the way of closing an open or settled file. */
  readonly missing: readonly Missing[]
  /** When it would be disposed of if it were closed today; null where a person must first say when the period starts. */
  readonly expectedDisposal: number | null
}

/** Opens a file for reading; that it was opened is logged. */
export function openFile(deps: LifeDeps, actor: Actor, id: Id<'File'>): Promise<Result<FileView, 'not-found' | KeyRefusal>> {
  return perform<FileView, 'not-found'>(deps, actor, { name: 'open-file' }, async (deed) => {
    const { tx, at } = deed
    const file = (await mayActorSeeFile(tx, actor, id)) ? await readFile(tx, actor.tenantId, id) : undefined
    if (!file) return refuse('not-found')
    const row = file.classId ? await readClass(tx, actor.tenantId, file.classId) : undefined
    const regime = row ? regimeOf(row) : null
    const contents = { file, documents: await readAllFileDocuments(tx, actor.tenantId, id) }
    deed.note({ event: 'Zobrazeni', object: { type: 'Spis', id } })
    return accept({
      file, documents: await listFileDocuments(tx, actor, id),
      recordClass: row ? { id: row.id, code: row.code, name: row.name, regime } : null,
      missing: file.closedAt ? [] : await lacking(deps, tx, actor.tenantId, contents, regime),
      expectedDisposal: regime && disposalOf(regime, { ...file, settledAt: file.settledAt ?? at, closedAt: file.closedAt ?? at }),
    })
  })
}

/** A page of files, newest first. */
export function listFilesOf(deps: Pick<LifeDeps, 'db'>, actor: Actor, query: FileQuery): Promise<ListedFile[]> {
  return listFiles(deps.db, actor, query)
}
