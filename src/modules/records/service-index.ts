import type { Id } from '../../kernel/id.ts'
import { contentText } from '../../platform/texts/index.ts'
import { inTransaction, type AnyTransaction } from '../../platform/database/index.ts'
import { MissingContent } from '../../platform/files/index.ts'
import { isGone } from './model-hold.ts'
import { inEveryOffice } from '../identity/index.ts'
import { lexemes, plainNumber, type Field } from './model-index.ts'
import type { RecordsDeps } from './service-read.ts'
import {
  askForTexts, countDue, lockRows, markAllDue, readDocumentSources, readFileSources, readPartySources, saveRows, saveText, takeDue, takeText,
  type DocumentSource, type FileSource, type IndexRow, type PartySource,
} from './store-index.ts'

/** What keeping the index needs. */
export type IndexDeps = Pick<RecordsDeps, 'db' | 'files'>

/** Documents indexed in one transaction: few enough to be over in a moment. */
const batch = 40
/** Characters of one content that are found. */
const textLimit = 200_000
/** Reading one content may take so long in the sandbox, and a bit. */
const leaseSeconds = 120
const mostAttempts = 3

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)

/**
 * Indexes some of what has changed in each office, with their files and parties. Returns how many documents; 0 when nothing waits. One that cannot be
 * indexed whole is indexed without its texts and holds up nobody.
 */
export async function indexSome({ db }: Pick<IndexDeps, 'db'>): Promise<number> {
  return sum(await inEveryOffice(db, () => indexHere(db)))
}

async function indexHere(db: IndexDeps['db']): Promise<number> {
  const some = (most: number, textLimit: number) => inTransaction(db, async (tx) => {
    const due = await takeDue(tx, most)
    if (!due) return 0
    await indexDocuments(tx, due.tenantId, due.documentIds, textLimit)
    return due.documentIds.length
  }, { unanswered: 'repeatable' })
  return some(batch, textLimit).catch(() => some(1, textLimit)).catch(() => some(1, 0))
}

/** The rows are locked before anything is read, so what is saved is never older than what stands there. */
async function indexDocuments(tx: AnyTransaction, tenantId: Id<'Tenant'>, ids: readonly Id<'Document'>[], textLimit: number): Promise<void> {
  await lockRows(tx, tenantId, ids.map((id) => ({ id, kind: 'document' })))
  const documents = await readDocumentSources(tx, tenantId, ids, textLimit)
  const fileIds = [...new Set(documents.map(({ file_id: id }) => id))]
  const partyIds = [...new Set(documents.flatMap(({ party_id: id }) => id ?? []))]
  await lockRows(tx, tenantId, [...fileIds.map((id) => ({ id, kind: 'file' } as const)), ...partyIds.map((id) => ({ id, kind: 'party' } as const))])
  const files = await readFileSources(tx, tenantId, fileIds)
  const parties = await readPartySources(tx, tenantId, partyIds)
  const seersOf = (has: (document: DocumentSource) => boolean) => [...new Set(documents.filter(has).flatMap(({ seers }) => seers))]
  const rows = [
    ...documents.map(documentRow),
    ...files.map((file) => fileRow(file, seersOf((document) => document.file_id === file.id))),
    ...parties.map((party) => partyRow(party, seersOf((document) => document.party_id === party.id))),
  ]
  for (const some of parcels(rows)) await saveRows(tx, tenantId, some)
  await askForTexts(tx, tenantId, documents.flatMap((document) => document.contents.filter((each) => isRead(document, each) && each.text === null).map(({ sha256 }) => sha256)))
}

/** What the office wrote a content from and the proofs of its dispatch repeat the content itself; of what was destroyed only the header is found. */
const isRead = ({ state }: Pick<DocumentSource, 'state'>, { role }: DocumentSource['contents'][number]) => role !== 'source' && role !== 'proof' && !isGone(state)

function documentRow({ id, numbers, seers, subject, file_subject: fileSubject, party, contents, ...rest }: DocumentSource): IndexRow {
  const { direction, state, unit_id, person_id, class_id, party_id, on_day } = rest
  const fields: Field[] = [
    { weight: 'A', text: subject }, ...numbers.map((text) => ({ weight: 'A', text } as const)), { weight: 'B', text: party ?? '' },
    ...(fileSubject === subject ? [] : [{ weight: 'B', text: fileSubject } as const]),
    ...contents.map(({ name }) => ({ weight: 'C', text: name } as const)), ...contents.filter((each) => isRead(rest, each)).map(({ text }) => ({ weight: 'D', text: text ?? '' } as const)),
  ]
  return { id, kind: 'document', words: lexemes(fields), numbers: numbers.map(plainNumber), seers, direction, state, unit_id, person_id, class_id, party_id, on_day }
}

function fileRow({ id, numbers, subject, state, unit_id, person_id, class_id, on_day }: FileSource, seers: readonly string[]): IndexRow {
  const words = lexemes([subject, ...numbers].map((text) => ({ weight: 'A', text })))
  return { id, kind: 'file', words, numbers: numbers.map(plainNumber), seers, state, unit_id, person_id, class_id, on_day }
}

function partyRow({ id, numbers, subject, email, address }: PartySource, seers: readonly string[]): IndexRow {
  const words = lexemes([{ weight: 'A', text: subject }, ...[email ?? '', ...numbers, ...address].map((text) => ({ weight: 'B', text } as const))])
  return { id, kind: 'party', words, numbers: numbers.map(plainNumber), seers }
}

/** Some megabytes at a time: a few long texts fill what a hundred letters would. */
function* parcels(rows: readonly IndexRow[]): Generator<IndexRow[]> {
  let [some, size] = [[] as IndexRow[], 0]
  for (const row of rows) {
    some.push(row)
    size += row.words.length
    if (size < 4_000_000) continue
    yield some
    ;[some, size] = [[], 0]
  }
  yield some
}

/**
 * Reads one content of each office in the sandbox and keeps its text. A content nobody can read is kept as such and harms nothing: the document is found
 * by everything else. Returns whether there was any.
 */
export async function readSomeText(deps: IndexDeps): Promise<boolean> {
  return (await inEveryOffice(deps.db, () => readTextHere(deps))).includes(true)
}

async function readTextHere({ db, files }: IndexDeps): Promise<boolean> {
  const taken = await takeText(db, leaseSeconds)
  if (!taken) return false
  const { tenantId, sha256, attempts } = taken
  const found = attempts > mostAttempts ? { problem: 'given-up' } : await textOf(files, tenantId, sha256)
  await inTransaction(db, (tx) => saveText(tx, tenantId, sha256, found), { unanswered: 'repeatable' })
  return true
}

async function textOf(files: IndexDeps['files'], tenantId: Id<'Tenant'>, sha256: Parameters<IndexDeps['files']['read']>[1]) {
  const bytes = await files.read(tenantId, sha256).catch((error: unknown) => {
    // Taken out of the store with the person it was from, or lost, which verification reports: there is nothing to be read either way.
    if (error instanceof MissingContent) return null
    throw error
  })
  if (bytes === null) return { problem: 'missing' }
  const text = await contentText(bytes, textLimit)
  return text.ok ? { text: text.value } : { problem: text.refusal }
}

/** Makes the whole index anew, behind what has just changed. A run that was killed is finished by the next one, or by the working office. */
export async function reindexAll({ db }: Pick<IndexDeps, 'db'>, texts: 'kept' | 'failed' | 'all'): Promise<number> {
  return sum(await inEveryOffice(db, () => inTransaction(db, (tx) => markAllDue(tx, texts), { unanswered: 'repeatable' })))
}

/** How much waits to be indexed and to be read. */
export async function unindexed({ db }: Pick<IndexDeps, 'db'>): Promise<{ documents: number; texts: number }> {
  const counts = await inEveryOffice(db, () => countDue(db))
  return { documents: sum(counts.map(({ documents }) => documents)), texts: sum(counts.map(({ texts }) => texts)) }
}

/** Keeps the index up to date until stopped: what has changed is found by its facts within two seconds, by its text as soon as that is read. */
export function keepIndex(deps: IndexDeps, report: (message: string, error: unknown) => void, pauseMs = 500): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loop = async (some: () => Promise<number | boolean>, what: string) => {
    while (!stopping.signal.aborted) {
      const worked = await some().catch((error: unknown) => {
        report(`${what} failed`, error)
        return false
      })
      if (!worked) await pause(pauseMs, stopping.signal)
    }
  }
  const loops = [loop(() => indexSome(deps), 'Indexing'), loop(() => readSomeText(deps), 'Reading contents for the search')]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })
}
