import { kindByContent, type DocumentReport } from '../../engines/verdict/index.ts'
import { automaton, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type KeyRefusal } from '../audit/index.ts'
import { mayActorSee, openContent, readComponents, readContent, readDocument, type Component, type RecordsDeps } from '../records/index.ts'
import { isOpen, saysElse, type ValidationRecord } from './model.ts'
import { keep } from './service-keep.ts'
import { noteLife } from './service-note-life.ts'
import { readNewest } from './store.ts'

/** The way to the engines: judges a content now, with all evidence that can be had. */
export interface ValidationDeps extends RecordsDeps {
  judge(bytes: Uint8Array): Promise<DocumentReport>
  /** The same of several that share their signers, cheaper; in their order. */
  judgeMany(files: readonly Uint8Array[]): Promise<DocumentReport[]>
  /** Whether evidence is fetched at all; without it nothing comes of trying later. */
  readonly fetches: boolean
}

type Key = Pick<Command, 'key'>
export const rule = 'validation'
export const judgeTask = 'validation.judge'

interface Judged { readonly component: Component; readonly report: DocumentReport }

/**
 * Judges what a document holds and keeps what is new of it. Says whether to come back later: some verdict lacks evidence that may yet be had.
 */
export async function judgeDocument(deps: ValidationDeps, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<{ readonly later: boolean }> {
  const document = await readDocument(deps.db, tenantId, documentId)
  if (!document || document.cancelled) return { later: false }
  const judged = await judgeAll(deps, tenantId, documentId)
  await perform(deps, automaton(tenantId, rule), { name: 'judge-signatures' }, async (deed) => {
    const known = await readNewest(deed.tx, tenantId, documentId)
    for (const { component, report } of judged) {
      const version = component.versions.at(-1)
      const before = known.find(({ componentId, version: number }) => componentId === component.id && number === version?.number)
      if (version && saysElse(before?.report, report)) await keep(deed, { documentId, component, version, judgedBy: null, report })
      await noteLife(deed, component, report)
    }
    return accept(null)
  })
  return { later: deps.fetches && judged.some(({ report }) => isOpen(report)) }
}

async function judgeAll(deps: ValidationDeps, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const component of await readComponents(deps.db, tenantId, [documentId])) {
    const version = component.versions.at(-1)
    const bytes = version && await deps.files.read(tenantId, version.sha256)
    if (bytes && isSignable(bytes)) judged.push({ component, report: await deps.judge(bytes) })
  }
  return judged
}

/** A kind of file that may carry signatures within; whether this one does is for the judge to say. */
export const isSignable = (bytes: Uint8Array): boolean => kindByContent(bytes) !== 'unknown'

export type JudgeRefusal = 'not-found' | 'content-gone' | 'nothing-to-judge' | 'no-such-signature'

/** Judges one content again, because a person wants to know now. */
export async function judgeAgain(
  deps: ValidationDeps, actor: Actor, at: { readonly documentId: Id<'Document'>; readonly componentId: Id<'Component'>; readonly version: number }, command: Key = {},
): Promise<Result<null, JudgeRefusal | KeyRefusal>> {
  const content = await readContent(deps, actor, at.documentId, at.componentId, at.version)
  if (!content.ok) return content
  const { component, version, bytes } = content.value
  if (!isSignable(bytes)) return refuse('nothing-to-judge')
  const report = await deps.judge(bytes)
  return perform(deps, actor, { name: 'judge-again', input: { ...at }, ...command }, async (deed) => {
    await keep(deed, { documentId: at.documentId, component, version, judgedBy: actor.personId, report })
    const [now] = (await readComponents(deed.tx, actor.tenantId, [at.documentId])).filter(({ id }) => id === component.id)
    if (now?.versions.at(-1)?.number === version.number) await noteLife(deed, now, report)
    return accept(null)
  })
}

/** What is known of the signatures of a document that the person may see. */
export async function validationsOf(deps: Pick<ValidationDeps, 'db'>, actor: Actor, documentId: Id<'Document'>): Promise<Result<readonly ValidationRecord[], 'not-found'>> {
  if (!(await mayActorSee(deps.db, actor, documentId))) return refuse('not-found')
  return accept(await readNewest(deps.db, actor.tenantId, documentId))
}

/** The bytes that a signature is over: the file as it was when it was signed, whatever was added later. That they were taken is logged. */
export async function signedBytes(
  deps: ValidationDeps, actor: Actor, at: { readonly documentId: Id<'Document'>; readonly componentId: Id<'Component'>; readonly version: number; readonly signature: number },
): Promise<Result<{ readonly name: string; readonly bytes: Buffer }, 'not-found' | 'content-gone' | 'no-such-signature' | 'key-reused'>> {
  const content = await openContent(deps, actor, at.documentId, at.componentId, at.version, 'Export')
  if (!content.ok) return content
  const record = (await readNewest(deps.db, actor.tenantId, at.documentId)).find(({ componentId, version }) => componentId === at.componentId && version === at.version)
  const revision = record?.report.signatures[at.signature]?.revision
  if (!revision) return refuse('no-such-signature')
  return accept({ name: content.value.component.name, bytes: content.value.bytes.subarray(0, revision.length) })
}
