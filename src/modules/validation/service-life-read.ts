import type { Actor } from '../../kernel/actor.ts'
import { listDocuments } from '../records/index.ts'
import type { Life } from './model-life.ts'
import type { ValidationDeps } from './service.ts'
import { countLives, readLastNight, readLives, readQuarters, type LifeCounts, type LifePage, type Night, type Quarter } from './store-life.ts'

type Deps = Pick<ValidationDeps, 'db' | 'now'>

export interface LifeSummary { readonly counts: LifeCounts; readonly quarters: readonly Quarter[]; readonly night: Night | null }

/** What will lose its proof when, in numbers alone, and what the last night did. */
export async function lifeSummary({ db, now }: Deps, { tenantId }: Actor): Promise<LifeSummary> {
  return { counts: await countLives(db, tenantId, now()), quarters: await readQuarters(db, tenantId, now()), night: await readLastNight(db, tenantId) ?? null }
}

/** A line of the list; the document is named to those alone who may see it. */
export interface ListedLife { readonly life: Life; readonly named: { readonly referenceNumber: string; readonly subject: string } | null }
export interface ListedLives { readonly items: readonly ListedLife[]; readonly last: Life | null }

const pageSize = 50

/** Whoever looks after the office sees that there is something, if not what; everybody else sees what they may see. */
export async function listLives({ db, now }: Deps, actor: Actor, { only, after }: Pick<LifePage, 'only' | 'after'>): Promise<ListedLives> {
  const lives = await readLives(db, actor.tenantId, { only, after, at: now(), limit: pageSize })
  const ids = [...new Set(lives.map(({ documentId }) => documentId))]
  const visible = ids.length === 0 ? [] : await listDocuments({ db }, actor, { ids, limit: ids.length })
  const names = new Map(visible.map(({ document }) => [document.id, document]))
  const items = lives.flatMap((life): ListedLife[] => {
    const document = names.get(life.documentId)
    if (document) return [{ life, named: { referenceNumber: document.referenceNumber, subject: document.subject } }]
    return actor.roles.includes('admin') ? [{ life, named: null }] : []
  })
  return { items, last: lives.length === pageSize ? lives.at(-1) ?? null : null }
}
