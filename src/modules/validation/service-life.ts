import { sameBytes } from '../../engines/x509/index.ts'
import { automaton } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isPassing } from '../../platform/database/index.ts'
import { keepsAll } from '../../platform/long-life/index.ts'
import { MissingContent } from '../../platform/files/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { addProof, currentMain, lockFiles, readComponents, readDocument, readSignedDocuments, type Component } from '../records/index.ts'
import { againAt, wantsStamp, type Life, type LifeProblem } from './model-life.ts'
import type { ValidationDeps } from './service.ts'
import { keep } from './service-keep.ts'
import { judgeOwn } from './service-own.ts'
import { isKeptLong, noteLife } from './service-note-life.ts'
import { claimNight, countNight, deleteLife, endNight, postponeLife, readDue } from './store-life.ts'

/** What keeping proofs needs beside judging: the way to the engines and authorities. What comes back has all that went in. */
export interface LifeDeps extends ValidationDeps {
  strengthen(bytes: Uint8Array, stamp: boolean): Promise<Result<Uint8Array, Extract<LifeProblem, 'evidence-missing' | 'no-timestamp' | 'not-valid' | 'not-extendable'>>>
}

const rule = 'validation.life'
const dayMs = 86_400_000
const adoptedAtOnce = 100
type TenantId = Id<'Tenant'>

/** What a night may do at most, and what ends it early. */
export interface NightLimits { readonly most?: number; readonly signal?: AbortSignal }

/**
 * Does one night's work, one content after another, so that never more than one is in memory; a second call on the same day does nothing.
 * What was killed goes on where it was, since what is done is due no more.
 */
export async function runNight(deps: LifeDeps, tenantId: TenantId, { most = 5_000, signal }: NightLimits = {}): Promise<{ readonly worked: number } | null> {
  const day = dayOf(deps.now())
  const actor = automaton(tenantId, rule)
  const claimed = await perform(deps, actor, { name: 'begin-night' }, async ({ tx, at }) => accept(await claimNight(tx, tenantId, day, at)))
  if (!claimed.ok || !claimed.value) return null
  let worked = await adopt(deps, tenantId, most, signal)
  while (worked < most && !signal?.aborted) {
    const [next] = await readDue(deps.db, tenantId, deps.now(), 1)
    if (!next) break
    // What nobody foresaw about one content must not keep the others waiting night after night; a lost database ends the night.
    await extend(deps, tenantId, next, day).catch(async (error: unknown) => {
      if (isPassing(error)) throw error
      await postpone(deps, tenantId, next, 'broken', day)
    })
    worked++
  }
  if (!signal?.aborted) await perform(deps, actor, { name: 'end-night' }, async ({ tx, at }) => accept(await endNight(tx, tenantId, day, at)))
  return { worked }
}

const pageSize = 500

/** What was signed before anybody noted how long it can be proven, or whose job was given up, is judged now; from then on it is as any other. */
async function adopt(deps: LifeDeps, tenantId: TenantId, most: number, signal: AbortSignal | undefined): Promise<number> {
  let [adopted, after] = [0, null as Id<'Component'> | null]
  for (;;) {
    const page = await readSignedDocuments(deps.db, tenantId, after, pageSize)
    for (let at = 0; at < page.length && adopted < most && !signal?.aborted; at += adoptedAtOnce) {
      const ids = [...new Set(page.slice(at, at + adoptedAtOnce).map(({ documentId }) => documentId))]
      // One that cannot be judged is found again the next night; the others do not wait for it.
      adopted += await judgeOwn(deps, tenantId, ids).then(({ judged }) => judged, (error: unknown) => {
        if (isPassing(error)) throw error
        return 0
      })
    }
    after = page.at(-1)?.componentId ?? null
    if (page.length < pageSize || adopted >= most || signal?.aborted) return adopted
  }
}

/** One failure stops no other: it is kept with its reason and comes again. */
async function extend(deps: LifeDeps, tenantId: TenantId, life: Life, day: Day): Promise<void> {
  const document = await readDocument(deps.db, tenantId, life.documentId)
  const main = currentMain(await readComponents(deps.db, tenantId, [life.documentId]))
  if (!document || document.cancelled || !main) return forget(deps, tenantId, life)
  const read = await readBytes(deps, tenantId, main.version.sha256)
  const done = read.ok ? await strengthened(deps, tenantId, life, main.component, read.value, day) : read
  if (!done.ok) await postpone(deps, tenantId, life, done.refusal, day)
}

async function readBytes(deps: LifeDeps, tenantId: TenantId, sha256: Life['sha256']): Promise<Result<Buffer, 'content-gone'>> {
  try {
    return accept(await deps.files.read(tenantId, sha256))
  } catch (error) {
    if (error instanceof MissingContent) return refuse('content-gone')
    throw error
  }
}

async function strengthened(deps: LifeDeps, tenantId: TenantId, life: Life, component: Component, bytes: Buffer, day: Day): Promise<Result<null, LifeProblem>> {
  const before = await deps.judge(bytes)
  const stamp = wantsStamp(before, await isKeptLong(deps.db, tenantId, life.documentId), deps.now())
  const made = await deps.strengthen(bytes, stamp)
  if (!made.ok) return made
  const after = await deps.judge(made.value)
  if (!keepsAll(bytes, made.value) || after.verdict !== 'TOTAL_PASSED') return refuse('not-extendable')
  const over = component.versions.at(-1)?.sha256
  if (over === undefined) return refuse('content-gone')
  const isSame = sameBytes(made.value, bytes)
  const sha256 = isSame ? over : await deps.files.put(tenantId, made.value)
  const kept = await perform(deps, automaton(tenantId, rule), { name: 'extend-proof', key: `${rule}:${component.id}:${over}:${day}` }, async (deed): Promise<Result<null, LifeProblem>> => {
    const added = isSame ? accept(null) : await addVersion(deed, life.documentId, { over, sha256, size: made.value.length }, stamp)
    if (!added.ok) return refuse('content-changed')
    const [now] = (await readComponents(deed.tx, tenantId, [life.documentId])).filter(({ id }) => id === component.id)
    const version = now?.versions.at(-1)
    if (!now || !version) return refuse('content-gone')
    if (!isSame) await keep(deed, { documentId: life.documentId, component: now, version, judgedBy: null, report: after })
    await noteLife(deed, now, after, new Date(deed.at.getTime() + (isSame ? 30 : 1) * dayMs))
    await countNight(deed.tx, tenantId, day, deed.at, { extended: isSame ? 0 : 1, failed: 0 })
    return accept(null)
  })
  return kept.ok || kept.refusal !== 'key-reused' ? kept as Result<null, LifeProblem> : refuse('content-changed')
}

async function addVersion(deed: Deed, documentId: Id<'Document'>, proof: { readonly over: Life['sha256']; readonly sha256: Life['sha256']; readonly size: number }, stamp: boolean) {
  const document = await readDocument(deed.tx, deed.actor.tenantId, documentId)
  if (!document || document.cancelled) return refuse('content-changed')
  await lockFiles(deed, [document.fileId])
  return addProof(deed, { documentId, ...proof }, stamp ? ['evidence', 'timestamp'] : ['evidence'])
}

async function postpone(deps: LifeDeps, tenantId: TenantId, life: Life, problem: LifeProblem, day: Day): Promise<void> {
  await perform(deps, automaton(tenantId, rule), { name: 'postpone-proof' }, async (deed) => {
    const { tx, at } = deed
    await postponeLife(tx, tenantId, life, { dueAt: againAt(problem, at), triedAt: at, problem })
    await countNight(tx, tenantId, day, at, { extended: 0, failed: 1 })
    // Said once: the log of a document is not the place to count nights.
    if (life.problem !== problem) deed.note({ event: 'NovaVerze', object: { type: 'Komponenta', id: life.componentId }, subjectId: life.documentId, outcome: 'failed', payload: { rule, problem, content: life.sha256 } })
    return accept(null)
  })
}

async function forget(deps: LifeDeps, tenantId: TenantId, { componentId }: Life): Promise<void> {
  await perform(deps, automaton(tenantId, rule), { name: 'forget-proof' }, async ({ tx }) => accept(await deleteLife(tx, tenantId, componentId)))
}
