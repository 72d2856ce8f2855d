import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { readCosignatures, type CosignerKey } from '../../engines/merkle/index.ts'
import type { ContentStore } from '../../platform/files/index.ts'
import { perform, type DeedDeps } from './deed.ts'
import { renditionObject } from './service-rendition.ts'
import { missingDays } from './service-alarm.ts'
import { readRendition, readRenditions } from './store-rendition.ts'
import { lateUnsealedDays } from './service-seal.ts'
import { readSealedDays } from './store-seal.ts'
import { readWitnesses } from './store-witness.ts'

interface Deps extends DeedDeps {
  readonly files: ContentStore
  readonly config: { readonly witnesses: readonly { readonly key: CosignerKey }[]; readonly witnessAlarmHours: number }
}

/** A witness as the office sees it. `late`: it has cosigned nothing for too long; `contradicts`: it knows another log than ours. */
export interface ShownWitness { readonly name: string; readonly cosignedAt: Date | null; readonly size: number | null; readonly late: boolean; readonly contradicts: boolean }

export interface Keeping {
  /** Days that are over and have no rendition. */
  readonly missing: readonly Day[]
  /** Days whose rendition has waited for its seal for too long. */
  readonly unsealed: readonly Day[]
  readonly witnesses: readonly ShownWitness[]
  readonly days: readonly { readonly day: Day; readonly entries: number; readonly size: number; readonly sha256: string; readonly documentId: Id<'Document'>; readonly madeAt: Date; readonly sealedAt: Date | null }[]
  /** The key of the next page. */
  readonly next: Day | null
}

/** How the log of the office is kept, a page of days at a time. */
export async function showKeeping(deps: Deps, { tenantId }: Actor, { before, limit }: { readonly before?: Day | undefined; readonly limit: number }): Promise<Keeping> {
  const rows = await readRenditions(deps.db, tenantId, { before, limit: limit + 1 })
  const seals = await readSealedDays(deps.db, tenantId, rows.map(({ day }) => day))
  const days = rows.slice(0, limit).map(({ day, entries, size, sha256, document_id: documentId, made_at: madeAt }) => ({ day, entries, size, sha256, documentId, madeAt, sealedAt: seals.get(day)?.sealed_at ?? null }))
  return {
    missing: await missingDays(deps, tenantId), unsealed: await lateUnsealedDays(deps, tenantId), witnesses: await showWitnesses(deps, tenantId), days,
    next: rows.length > limit ? days.at(-1)?.day ?? null : null,
  }
}

/** Those of the settings, each by its last word; what it once cosigned is believed only as far as its signature holds. */
export async function showWitnesses({ db, now, config }: Pick<Deps, 'db' | 'now' | 'config'>, tenantId: Id<'Tenant'>): Promise<ShownWitness[]> {
  if (config.witnesses.length === 0) return []
  const rows = new Map((await readWitnesses(db, tenantId)).map((row) => [row.name, row]))
  const limit = now().getTime() - config.witnessAlarmHours * 3_600_000
  return config.witnesses.map(({ key }) => {
    const row = rows.get(key.name)
    const at = row?.note ? readCosignatures(row.note, [key])[0]?.at ?? null : null
    return { name: key.name, cosignedAt: at, size: at ? row?.size ?? null : null, late: at === null || at.getTime() < limit, contradicts: row?.outcome === 'contradicts' }
  })
}

/** A rendition, its sealed form, or the signed note about it, to take away; that it was taken is logged. Throws when its bytes are damaged or gone. */
export async function takeRendition(deps: Deps, actor: Actor, day: Day, part: 'xml' | 'note' | 'sealed'): Promise<Result<Buffer, 'no-such-rendition'>> {
  const row = await readRendition(deps.db, actor.tenantId, day)
  if (!row) return refuse('no-such-rendition')
  const seal = part === 'sealed' ? (await readSealedDays(deps.db, actor.tenantId, [day])).get(day) : undefined
  if (part === 'sealed' && !seal) return refuse('no-such-rendition')
  const bytes = part === 'note' ? Buffer.from(row.note) : await deps.files.read(actor.tenantId, seal?.sha256 ?? row.sha256)
  const taken = await perform(deps, actor, { name: 'take-rendition' }, async (deed) => {
    deed.note({ event: 'Zobrazeni', object: { type: 'Denik', id: renditionObject(day) }, payload: { part } })
    return accept(null)
  })
  if (!taken.ok) throw new Error(`that the rendition was taken was not logged: ${taken.refusal}`)
  return accept(bytes)
}
