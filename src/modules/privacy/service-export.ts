import type { Actor } from '../../kernel/actor.ts'
import { automaton } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { enqueueAt } from '../../platform/events/index.ts'
import { MissingContent } from '../../platform/files/index.ts'
import { perform, type Command, type KeyRefusal } from '../audit/index.ts'
import { gather, widen } from './gather.ts'
import { copyOf, type Copy } from './model-copy.ts'
import { idsOf, type Subject } from './model.ts'
import { objectOf, type PrivacyDeps } from './service-subject.ts'
import { insertExport, lockExport, readExport, readExports, updateExport, type Export } from './store.ts'

export const gatherTask = 'privacy.gather'
export const expireTask = 'privacy.expire'
/** A copy is there to be handed over, not to be kept. */
export const daysKept = 7

/** Asks for a copy of everything kept of a person (GDPR art. 15, 20). It is made behind the counter; `reason` says on whose request. */
export function askExport(
  deps: PrivacyDeps, actor: Actor, { subject: asked, reason }: { readonly subject: Subject; readonly reason: string }, command: Pick<Command, 'key'> = {},
): Promise<Result<{ id: Id<'Export'> }, 'not-found' | 'reason-missing' | KeyRefusal>> {
  return perform<{ id: Id<'Export'> }, 'not-found' | 'reason-missing'>(deps, actor, { name: 'ask-export', input: { subject: plainly(asked), reason }, ...command }, async (deed) => {
    const subject = await widen(deps.holdings, deed.tx, actor.tenantId, asked)
    if (!subject || !actor.personId) return refuse('not-found')
    if (reason.trim() === '') return refuse('reason-missing')
    const id = newId<'Export'>(deed.at)
    await insertExport(deed.tx, actor.tenantId, { id, subject, reason: reason.trim(), asked_by: actor.personId, asked_at: deed.at, state: 'making', sha256: null, items: null, expires_at: null })
    for (const each of idsOf(subject)) deed.note({ event: 'Export', object: objectOf(subject, each), payload: { copy: id, asked: true } })
    deed.ask(gatherTask, { tenantId: actor.tenantId, id })
    return accept({ id })
  })
}

export const plainly = (subject: Subject) => (subject.kind === 'party' ? { kind: subject.kind, ids: [...subject.ids] } : { kind: subject.kind, id: subject.id })

/** Gathers what was asked for and puts it aside for a few days. Done again after it was done it changes nothing. */
export async function makeExport(deps: PrivacyDeps, tenantId: Id<'Tenant'>, id: Id<'Export'>): Promise<void> {
  const asked = await readExport(deps.db, tenantId, id)
  if (asked?.state !== 'making') return
  const at = deps.now()
  const { sections } = await gather(deps.holdings, deps.db, tenantId, asked.subject, at)
  const copy = copyOf(await deps.holdings.accounts.officeName(deps.db, tenantId), asked.subject, sections, at)
  const sha256 = await deps.files.put(tenantId, Buffer.from(JSON.stringify(copy)))
  const kept = await perform(deps, automaton(tenantId, 'výpis osobních údajů'), { name: 'make-export' }, async (deed) => {
    const row = await lockExport(deed.tx, tenantId, id)
    if (row?.state !== 'making') return accept(row?.sha256 === sha256)
    const expires = new Date(deed.at.getTime() + daysKept * 24 * 3_600_000)
    await updateExport(deed.tx, tenantId, { ...row, state: 'ready', sha256, items: sections.reduce((sum, { items }) => sum + items.length, 0), expires_at: expires })
    await enqueueAt(deed.tx, expireTask, { tenantId, id }, { at: expires, key: `${expireTask} ${id}` })
    deed.note({ event: 'Export', object: objectOf(row.subject, idsOf(row.subject)[0] ?? id), payload: { copy: id, ready: true } })
    return accept(true)
  })
  if (kept.ok && !kept.value) await deps.removeContent(tenantId, sha256, new Date())
}

/**
 * Takes a copy that is over its time away, or earlier when its person is erased, also one that is still being made. The bytes go first: whatever
 * breaks off then, the row still tells the next try what there is to remove.
 */
export async function expireExport(deps: PrivacyDeps, tenantId: Id<'Tenant'>, id: Id<'Export'>): Promise<void> {
  const known = await readExport(deps.db, tenantId, id)
  if (!known || known.state === 'expired') return
  if (known.sha256) await deps.removeContent(tenantId, known.sha256, new Date())
  const done = await perform(deps, automaton(tenantId, 'výpis osobních údajů'), { name: 'expire-export' }, async (deed) => {
    const row = await lockExport(deed.tx, tenantId, id)
    if (!row || row.state === 'expired') return accept(true)
    // Made in this very moment: its bytes are still there.
    if (row.sha256 !== known.sha256) return accept(false)
    await updateExport(deed.tx, tenantId, { ...row, state: 'expired', sha256: null, expires_at: row.expires_at ?? deed.at })
    deed.note({ event: 'Zniceni', object: objectOf(row.subject, idsOf(row.subject)[0] ?? id), payload: { copy: id } })
    return accept(true)
  })
  if (done.ok && !done.value) await expireExport(deps, tenantId, id)
}

/** The copies of the office, newest first, each with whom it is about by their present name. */
export const listExports = ({ db }: Pick<PrivacyDeps, 'db'>, actor: Actor): Promise<Export[]> => readExports(db, actor.tenantId, 100)

/** A copy to be taken away; that it was is logged first. */
export async function takeExport(deps: PrivacyDeps, actor: Actor, id: Id<'Export'>): Promise<Result<Copy, 'not-found' | 'not-ready'>> {
  const taken = await perform<Export, 'not-found' | 'not-ready'>(deps, actor, { name: 'take-export' }, async (deed) => {
    const row = await lockExport(deed.tx, actor.tenantId, id)
    if (!row) return refuse('not-found')
    if (row.state !== 'ready' || !row.expires_at || row.expires_at <= deed.at) return refuse('not-ready')
    for (const each of idsOf(row.subject)) deed.note({ event: 'Export', object: objectOf(row.subject, each), payload: { copy: id, taken: true } })
    return accept(row)
  })
  if (!taken.ok) return taken.refusal === 'key-reused' ? refuse('not-found') : refuse(taken.refusal)
  if (!taken.value.sha256) return refuse('not-ready')
  const bytes = await deps.files.read(actor.tenantId, taken.value.sha256).catch((error: unknown) => {
    if (error instanceof MissingContent) return null
    throw error
  })
  return bytes ? accept(JSON.parse(bytes.toString('utf8')) as Copy) : refuse('not-ready')
}
