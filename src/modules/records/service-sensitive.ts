import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { readNames } from '../identity/index.ts'
import { handles, sayForWhom } from './access.ts'
import type { File } from './model.ts'
import { lockDocument } from './service.ts'
import { viewDocument } from './service-read.ts'
import { readClass } from './store-class.ts'
import { mayActorSee } from './store-grant.ts'
import { dropMark, insertReadings, readReadings, readSensitive, saveMark, type Reading, type Sensitivity, type Way } from './store-sensitive.ts'

/**
 * Writes down who reads sensitive documents before they are shown: the detail, a preview, a list of what happened to them (`read`), bytes to
 * take away (`taken`), and tries of those who may not (`denied`), each once in ten minutes. Documents that are not sensitive cost one query.
 */
export async function witnessReading(deps: DeedDeps, actor: Actor, documents: readonly Id<'Document'>[], way: Exclude<Way, 'denied'>): Promise<void> {
  const { tenantId, personId } = actor
  const sensitive = personId === null ? [] : await readSensitive(deps.db, tenantId, documents)
  if (personId === null || sensitive.length === 0) return
  await perform(deps, actor, { name: 'witness-reading' }, async (deed) => {
    const readings: Reading[] = []
    for (const { documentId } of sensitive) readings.push({ documentId, personId, at: deed.at, way: (await mayActorSee(deed.tx, actor, documentId)) ? way : 'denied' })
    for (const { documentId: id, way: how } of await insertReadings(deed.tx, tenantId, readings)) {
      const isDenied = how === 'denied'
      deed.note({
        event: isDenied ? 'OdmitnutyPristup' : how === 'taken' ? 'Export' : 'Zobrazeni', object: { type: 'Dokument', id }, outcome: isDenied ? 'refused' : 'done', payload: { sensitive: true },
      })
    }
    return accept(null)
  })
}

export interface ShownSensitivity { readonly mark: (Omit<Sensitivity, 'markedBy' | 'documentId'> & { readonly markedBy: string | null }) | null; readonly mayMark: boolean; readonly maySeeReadings: boolean }

/** Whether a document is sensitive, by what and why. */
export async function viewSensitivity(deps: Pick<DeedDeps, 'db'>, actor: Actor, id: Id<'Document'>): Promise<Result<ShownSensitivity, 'not-found'>> {
  const view = await viewDocument(deps.db, actor, id)
  if (!view.ok) return view
  const [found] = await readSensitive(deps.db, actor.tenantId, [id])
  const names = await readNames(deps.db, actor.tenantId, found?.markedBy ? [found.markedBy] : [])
  const mark = found ? { kind: found.kind, reason: found.reason, markedAt: found.markedAt, markedBy: found.markedBy && (names.get(found.markedBy) ?? null) } : null
  return accept({ mark, mayMark: mayMark(actor, view.value.file), maySeeReadings: maySeeReadings(actor, view.value.file) })
}

const mayMark = (actor: Actor, file: File) => actor.roles.includes('registrar') || handles(actor, file)
/** Auditors by office; the head of the unit that holds the file answers for who looks into it. */
const maySeeReadings = (actor: Actor, file: File) =>
  actor.personId !== null && (actor.roles.includes('auditor') || (actor.roles.includes('head') && actor.unitId === file.holderUnitId))

export type MarkRefusal = 'not-found' | 'not-allowed' | 'reason-missing' | 'not-marked'
export interface Marking { readonly sensitive: boolean; readonly reason: string }

/** Marks a document as sensitive, or takes its own mark off; either with a reason. A mark of its class cannot be taken off here. */
export function markDocument(deps: DeedDeps, actor: Actor, id: Id<'Document'>, { sensitive, reason }: Marking, command: Pick<Command, 'key'> = {}): Promise<Result<null, MarkRefusal | KeyRefusal>> {
  return perform<null, MarkRefusal>(deps, actor, { name: 'mark-sensitive', input: { id, sensitive, reason }, ...command }, async (deed) => {
    const found = await lockDocument(deed, id)
    if (!found.ok) return found
    if (!mayMark(actor, found.value.file)) return refuse('not-allowed')
    if (!actor.roles.includes('registrar')) sayForWhom(deed, found.value.file)
    return mark(deed, { kind: 'document', type: 'Dokument', id }, { sensitive, reason })
  })
}

/** The same for a class: then everything in its files is sensitive, and in the classes below it. */
export function markClass(deps: DeedDeps, actor: Actor, id: Id<'Class'>, { sensitive, reason }: Marking, command: Pick<Command, 'key'> = {}): Promise<Result<null, MarkRefusal | KeyRefusal>> {
  return perform<null, MarkRefusal>(deps, actor, { name: 'mark-class-sensitive', input: { id, sensitive, reason }, ...command }, async (deed) => {
    const found = await readClass(deed.tx, actor.tenantId, id)
    if (!found) return refuse('not-found')
    return mark(deed, { kind: 'class', type: 'VecnaSkupina', id, said: { code: found.code } }, { sensitive, reason })
  })
}

interface Marked { readonly kind: Sensitivity['kind']; readonly type: 'Dokument' | 'VecnaSkupina'; readonly id: string; readonly said?: { readonly code: string } }

/** Within a deed: puts a mark on a thing or takes its own off, and says so. */
async function mark(deed: Deed, { kind, type, id, said }: Marked, { sensitive, reason: given }: Marking): Promise<Result<null, 'reason-missing' | 'not-marked'>> {
  const { tx, at, actor: { tenantId, personId } } = deed
  const reason = given.trim()
  if (reason === '') return refuse('reason-missing')
  if (sensitive) await saveMark(tx, tenantId, { thingId: id, kind, reason, by: personId, at })
  else if (!(await dropMark(tx, tenantId, id))) return refuse('not-marked')
  deed.note({ event: 'Uprava', object: { type, id }, payload: { ...said, sensitive, reason } })
  return accept(null)
}

export interface ShownReading { readonly name: string | null; readonly personId: Id<'Person'>; readonly way: Way; readonly at: Date }

/** Who has looked, newest first; for auditors and the head of the unit that holds the file. */
export async function listReadings(
  deps: Pick<DeedDeps, 'db'>, actor: Actor, id: Id<'Document'>, page: { readonly before: Date | null; readonly limit: number },
): Promise<Result<ShownReading[], 'not-found' | 'not-allowed'>> {
  const view = await viewDocument(deps.db, actor, id)
  if (!view.ok) return view
  if (!maySeeReadings(actor, view.value.file)) return refuse('not-allowed')
  const readings = await readReadings(deps.db, actor.tenantId, id, page)
  const names = await readNames(deps.db, actor.tenantId, [...new Set(readings.map(({ personId }) => personId))])
  return accept(readings.map(({ personId, way, at }) => ({ personId, way, at, name: names.get(personId) ?? null })))
}
