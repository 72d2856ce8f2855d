import { analysed, distance, tokens } from '../../engines/czech/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { inTransaction } from '../../platform/database/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { isEmpty, understand, type Question } from './model-query.ts'
import type { Reader } from './store.ts'
import {
  counted, readFoundDocuments, readFoundFiles, readFoundParties, readWithPatience, searchStore,
  type Filters, type FoundDocument, type FoundFile, type FoundParty, type Hit, type HitKey, type SearchStore,
} from './store-search.ts'

export interface SearchDeps extends Pick<DeedDeps, 'db'> {
  /** Where hits come from; tests hand in a faulty one. */
  readonly searchStore?: SearchStore
  /** Milliseconds a statement of a search may take (3,000). */
  readonly patienceMs?: number
}

export interface Asked {
  readonly text: string
  readonly filters: Filters
  readonly sort: 'newest' | 'relevance'
  readonly after: HitKey | null
  readonly limit: number
}

export type Found =
  | { readonly kind: 'document'; readonly document: FoundDocument }
  | { readonly kind: 'file'; readonly file: FoundFile }
  | { readonly kind: 'party'; readonly party: FoundParty }

export interface FoundPage {
  readonly question: Question
  readonly found: readonly Found[]
  readonly next: HitKey | null
  /** The question with mistyped words replaced by words of what the actor may see, when nothing was found. */
  readonly didYouMean: string | null
}

/** The filters alone also find, the newest first; neither words nor a filter is not a question. */
export type SearchRefusal = 'nothing-asked' | 'too-broad'

/** Characters of each content in which a piece to show is looked for. */
const snippetReach = 30_000

/** A page of what the actor may see and asked for, newest first unless asked otherwise. Six queries at most, whatever the page holds. */
export async function search(deps: SearchDeps, actor: Actor, { text, filters, sort, after, limit }: Asked): Promise<Result<FoundPage, SearchRefusal>> {
  const question = understand(text)
  if (isEmpty(question) && Object.values(filters).every((value) => value === undefined)) return refuse('nothing-asked')
  const by = question.wanted.length === 0 ? 'newest' : sort
  const store = deps.searchStore ?? searchStore
  return patiently(deps, async (db) => {
    const hits = await store.hits(db, actor, { question, filters, sort: by, after, limit: limit + 1 })
    const page = hits.slice(0, limit)
    const last = page.at(-1)
    return {
      question, found: await show(db, actor, page, snippetReach), next: hits.length > limit && last ? { id: last.id, rank: last.rank } : null,
      didYouMean: hits.length === 0 && after === null ? await otherWords(store, db, actor, question, text) : null,
    }
  })
}

/** The best few of the newest for a list that follows the typing; words are found by their beginning sooner. Texts of contents are not read for it. */
export async function suggest(deps: SearchDeps, actor: Actor, text: string, limit: number): Promise<Result<Omit<FoundPage, 'next' | 'didYouMean'>, SearchRefusal>> {
  const question = understand(text)
  if (isEmpty(question)) return accept({ question, found: [] })
  return patiently(deps, async (db) => {
    const hits = await (deps.searchStore ?? searchStore).hits(db, actor, { question, filters: {}, sort: question.wanted.length === 0 ? 'newest' : 'relevance', after: null, limit, among: 200, leastPrefix: 3 })
    return { question, found: await show(db, actor, hits, 0) }
  })
}

/** How many of each kind there are among the newest three hundred; `more` when there are others. */
export async function countFound(deps: SearchDeps, actor: Actor, text: string, filters: Filters): Promise<Result<{ counts: Partial<Record<Hit['kind'], number>>; more: boolean }, SearchRefusal>> {
  const question = understand(text)
  if (isEmpty(question) && Object.values(filters).every((value) => value === undefined)) return refuse('nothing-asked')
  return patiently(deps, async (db) => {
    const rows = await (deps.searchStore ?? searchStore).counts(db, actor, { question, filters })
    const total = rows.reduce((sum, { count }) => sum + count, 0)
    return { counts: Object.fromEntries(rows.map(({ kind, count }) => [kind, count])), more: total > counted }
  })
}

async function patiently<Value>({ db, patienceMs = 3_000 }: SearchDeps, work: (db: Reader) => Promise<Value>): Promise<Result<Value, 'too-broad'>> {
  const done = await readWithPatience<Value>(patienceMs, (within) => inTransaction(db, within, { unanswered: 'repeatable' }), work)
  return done === 'too-slow' ? refuse('too-broad') : accept(done)
}

/** The things behind the hits, in the order of the hits. One that has gone meanwhile is left out. */
async function show(db: Reader, actor: Actor, hits: readonly Hit[], textLimit: number): Promise<Found[]> {
  const ids = (kind: Hit['kind']) => hits.filter((hit) => hit.kind === kind).map(({ id }) => id)
  const known = new Map<string, Found>()
  for (const document of await readFoundDocuments(db, actor, ids('document'), textLimit)) known.set(document.id, { kind: 'document', document })
  for (const file of await readFoundFiles(db, actor, ids('file'))) known.set(file.id, { kind: 'file', file })
  for (const party of await readFoundParties(db, actor, ids('party'))) known.set(party.id, { kind: 'party', party })
  return hits.flatMap(({ id }) => known.get(id) ?? [])
}

/** Each word that the actor's newest documents have in no form is replaced by the nearest one they have. */
async function otherWords(store: SearchStore, db: Reader, actor: Actor, question: Question, text: string): Promise<string | null> {
  const wanted = question.wanted.flatMap((term) => (term.kind === 'word' && term.folded.length >= 4 ? [term] : []))
  if (wanted.length === 0) return null
  const [known, stems] = [new Map<string, string>(), new Set<string>()]
  for (const line of await store.vocabulary(db, actor)) {
    for (const { text: word } of tokens(line)) {
      const { folded, stem } = analysed(word)
      stems.add(stem)
      if (word.length >= 4 && !known.has(folded)) known.set(folded, word.toLowerCase())
    }
  }
  const words = [...known.keys()].sort()
  let meant = text
  for (const { text: typed, folded, stem } of wanted) {
    if (stems.has(stem) || words.some((word) => word.startsWith(folded))) continue
    const most = folded.length >= 8 ? 2 : 1
    const nearest = words.map((word) => ({ word, far: distance(folded, word, most) })).filter(({ far }) => far <= most).sort((x, y) => x.far - y.far)[0]
    if (nearest) meant = meant.replace(typed, known.get(nearest.word) ?? nearest.word)
  }
  return meant === text ? null : meant
}
