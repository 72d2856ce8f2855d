import type { DocumentReport } from '../../engines/verdict/index.ts'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { enqueueBehind } from '../../platform/events/index.ts'
import { MissingContent } from '../../platform/files/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { currentMain, readComponents, type Component } from '../records/index.ts'
import { isOpen, saysElse, type StoredReport } from './model.ts'
import { rule, type ValidationDeps } from './service.ts'
import { keep } from './service-keep.ts'
import { noteLife } from './service-note-life.ts'
import { readLivingVersions } from './store-life.ts'
import { lockKeeping, readRecords } from './store.ts'

export const judgeOwnTask = 'validation.judge-own'
/** A ceremony of a thousand is over by then: judging does not take its time. */
const patienceMs = 60_000
type TenantId = Id<'Tenant'>

/** Has what the office just signed or sealed judged once, behind all other work: one job for all of them, in the deed that keeps them. */
export async function askOwnJudging({ tx, at, actor: { tenantId } }: Pick<Deed, 'tx' | 'at' | 'actor'>, documentIds: readonly Id<'Document'>[]): Promise<void> {
  if (documentIds.length > 0) await enqueueBehind(tx, judgeOwnTask, { tenantId, documentIds: [...documentIds] }, { at: new Date(at.getTime() + patienceMs), queue: judgeOwnTask })
}

interface Own { readonly component: Component; readonly version: Component['versions'][number] }
interface Judged extends Own { readonly report: DocumentReport }

/** In memory at once. */
const [groupCount, groupBytes] = [20, 32 * 2 ** 20]

/**
 * Judges the newest contents that the office signed, of which nobody knows yet, and takes note of how long they can be proven. What is known
 * is left alone, so it may be repeated freely. `later`: some verdict lacks evidence that may yet be had.
 */
export async function judgeOwn(deps: ValidationDeps, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<{ readonly judged: number; readonly later: boolean }> {
  const own = await unknownOf(deps, tenantId, documentIds)
  const all: DocumentReport[] = []
  for (const group of groupsOf(own)) {
    const judged = await judgeGroup(deps, tenantId, group)
    await keepGroup(deps, tenantId, judged)
    all.push(...judged.map(({ report }) => report))
  }
  return { judged: all.length, later: deps.fetches && all.some(isOpen) }
}

/** Without a record, with one that may yet change, or without a note of its life: then it was judged before that was kept. */
async function unknownOf({ db }: Pick<ValidationDeps, 'db'>, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<Own[]> {
  const mains = [...Map.groupBy(await readComponents(db, tenantId, documentIds), ({ documentId }) => documentId).values()].flatMap((components) => currentMain(components) ?? [])
  const signed = mains.filter(({ version }) => version.signs !== null)
  if (signed.length === 0) return []
  const records = await reportsOf(db, tenantId, signed.map(({ component }) => component.documentId))
  const living = await readLivingVersions(db, tenantId, signed.map(({ component }) => component.id))
  return signed.flatMap(({ component, version }) => {
    const before = records.get(keyOf(component.id, version.number))
    const isKnown = before && !isOpen(before) && (before.signatures.length === 0 || living.get(component.id) === version.number)
    return isKnown ? [] : [{ component, version }]
  })
}

const keyOf = (componentId: Id<'Component'>, version: number) => `${componentId} ${version}`

/** The newest of each content. */
const reportsOf = async (db: Parameters<typeof readRecords>[0], tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<Map<string, StoredReport>> =>
  new Map((await readRecords(db, tenantId, documentIds)).map(({ componentId, version, report }) => [keyOf(componentId, version), report]))

function groupsOf(own: readonly Own[]): Own[][] {
  const groups: Own[][] = []
  let size = 0
  for (const one of own) {
    const last = groups.at(-1)
    const fits = last && last.length < groupCount && size + one.version.size <= groupBytes
    size = fits ? size + one.version.size : one.version.size
    if (fits) last.push(one)
    else groups.push([one])
  }
  return groups
}

/** Bytes that are gone are for the verification of the log to name. */
async function judgeGroup(deps: ValidationDeps, tenantId: TenantId, group: readonly Own[]): Promise<Judged[]> {
  const read: (Own & { readonly bytes: Buffer })[] = []
  for (const one of group) {
    try {
      read.push({ ...one, bytes: await deps.files.read(tenantId, one.version.sha256) })
    } catch (error) {
      if (!(error instanceof MissingContent)) throw error
    }
  }
  const reports = await deps.judgeMany(read.map(({ bytes }) => bytes))
  return read.flatMap(({ component, version }, index) => {
    const report = reports[index]
    return report ? [{ component, version, report }] : []
  })
}

async function keepGroup(deps: ValidationDeps, tenantId: TenantId, judged: readonly Judged[]): Promise<void> {
  await perform(deps, automaton(tenantId, rule), { name: 'judge-own-signatures' }, async (deed) => {
    // The night and a job may have judged the same at once: whoever keeps it first has kept it.
    await lockKeeping(deed.tx, tenantId)
    const known = await reportsOf(deed.tx, tenantId, judged.map(({ component }) => component.documentId))
    const now = new Map((await readComponents(deed.tx, tenantId, judged.map(({ component }) => component.documentId))).map((component) => [component.id, component]))
    for (const { component: { id, documentId }, version, report } of judged) {
      const component = now.get(id)
      if (!component) continue
      if (saysElse(known.get(keyOf(id, version.number)), report)) await keep(deed, { documentId, component, version, judgedBy: null, report })
      // What was signed again meanwhile has a job of its own.
      if (component.versions.at(-1)?.number === version.number) await noteLife(deed, component, report)
    }
    return accept(null)
  })
}
