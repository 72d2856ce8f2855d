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
/** `last`: where to go on, which may be a content the reader must not know of. */
export interface ListedLives { readonly items: readonly ListedLife[]; readonly last: Pick<Life, 'endangeredAt' | 'componentId'> | null }

const pageSize = 50
/** Who may see little gets a page that is not full rather than a long wait. */
const mostLooked = 2_000

/** Whoever looks after the office sees that there is something, if not what; everybody else sees what they may see. */
export async function listLives({ db, now }: Deps, actor: Actor, { only, after }: Pick<LifePage, 'only' | 'after'>): Promise<ListedLives> {
  const items: ListedLife[] = []
  let place = after
  for (let looked = 0; looked < mostLooked; looked += pageSize) {
    const lives = await readLives(db, actor.tenantId, { only, after: place, at: now(), limit: pageSize })
    const shown = await shownTo(db, actor, lives)
    const [taken, next] = [shown.slice(0, pageSize - items.length), shown[pageSize - items.length]]
    items.push(...taken)
    if (next) return { items, last: taken.at(-1)?.life ?? place }
    place = lives.at(-1) ?? place
    if (lives.length < pageSize) return { items, last: null }
    if (items.length === pageSize) break
  }
  return { items, last: place }
}

async function shownTo(db: Deps['db'], actor: Actor, lives: readonly Life[]): Promise<ListedLife[]> {
  const ids = [...new Set(lives.map(({ documentId }) => documentId))]
  const visible = ids.length === 0 ? [] : await listDocuments({ db }, actor, { ids, limit: ids.length })
  const names = new Map(visible.map(({ document }) => [document.id, document]))
  return lives.flatMap((life): ListedLife[] => {
    const document = names.get(life.documentId)
    if (document) return [{ life, named: { referenceNumber: document.referenceNumber, subject: document.subject } }]
    return actor.roles.includes('admin') ? [{ life, named: null }] : []
  })
}
