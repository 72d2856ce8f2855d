import { sql } from 'kysely'
import { fresh, words } from '../src/engines/czech/words.testing.ts'
import type { Actor } from '../src/kernel/actor.ts'
import { newId, type Id } from '../src/kernel/id.ts'
import { indexSome, migrations } from '../src/modules/records/index.ts'
import { testOffice, type TestOffice } from '../src/modules/identity/testing.ts'

/** An office with very many documents of made-up Czech, indexed, and words of it by how common they are. */
export interface Library extends TestOffice {
  readonly registrar: Actor
  /** Of a unit that was given one document in fifty. */
  readonly clerk: Actor
  /** Of a unit that was given one in two thousand. */
  readonly newcomer: Actor
  readonly common: (i: number) => string
  readonly mid: (i: number) => string
  readonly rare: (i: number) => string
  readonly number: (i: number) => string
  readonly someId: (i: number) => string
}

const wordsADocument = 120

export async function openLibrary(documents: number, say: (line: string) => void): Promise<Library> {
  const office = await testOffice([migrations])
  const lexicon = lexiconOf(30_000)
  const units = Array.from({ length: 50 }, () => newId<'Unit'>())
  const small = newId<'Unit'>()
  const { superuser } = office
  await triggers(office, 'disable')
  await sql.raw('drop index records.search_words_idx, records.search_numbers_idx, records.search_seers_idx').execute(superuser)
  const ids: string[] = []
  const random = randomOf(7)
  const started = performance.now()
  for (let done = 0; done < documents; done += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, documents - done) }, (_, i) => documentOf(office, done + i, documents, lexicon, units, small, random))
    for (const table of ['file', 'party', 'document', 'component', 'search_text', 'version', 'grant', 'search_due'] as const) await insert(office, table, rows.flatMap((row): readonly object[] => row[table]))
    ids.push(...rows.flatMap(({ document }) => document.map(({ id }) => id)))
  }
  say(`${documents} documents of ${wordsADocument} words made in ${seconds(started)}`)
  const indexing = performance.now()
  await Promise.all([0, 1].map(async () => { while ((await indexSome(office)) > 0); }))
  say(`indexed in ${seconds(indexing)} (${Math.round(documents / ((performance.now() - indexing) / 1000))} documents a second, two at once)`)
  const building = performance.now()
  await sql.raw('create index on records.search using gin (words); create index on records.search using gin (numbers gin_trgm_ops); create index on records.search using gin (seers)').execute(superuser)
  for (const table of ['search', 'document', 'file', 'party', 'grant', 'component', 'version', 'search_text']) await sql`vacuum analyze ${sql.table(`records.${table}`)}`.execute(superuser)
  say(`indexes and statistics made in ${seconds(building)}`)
  await triggers(office, 'enable')
  const actor = (unitId: Id<'Unit'>, of: Actor): Actor => ({ ...of, personId: newId(), unitId })
  const pick = (from: number, to: number) => (i: number) => lexicon[from + ((i * 7919) % (to - from))] ?? ''
  return {
    ...office, registrar: office.actors.registrar, clerk: actor(units[3] as Id<'Unit'>, office.actors.clerk), newcomer: actor(small, office.actors.clerk),
    common: pick(0, 30), mid: pick(200, 1_500), rare: pick(8_000, 25_000), number: (i) => `${((i * 7919) % documents) + 1}/2026`, someId: (i) => ids[(i * 7919) % ids.length] ?? '',
  }
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`

/** The most common first: forms of words of an office, then made-up ones. */
function lexiconOf(size: number): string[] {
  const random = randomOf(3)
  const known = [...words, ...fresh].flat()
  const shuffled = known.map((word) => ({ word, at: random() })).sort((a, b) => a.at - b.at).map(({ word }) => word)
  const syllables = 'ba be bi bo bu ca ce da de di do dů ha he ho hra ja je ka ke ko kra la le li lo lu ma me mi mo na ne ni no pa pe pla po pře ra re ro řa sa se sta sto ta te ti to tra va ve vi vo za že'.split(' ')
  const made = Array.from({ length: size - shuffled.length }, () => Array.from({ length: 3 + Math.floor(random() * 2) }, () => syllables[Math.floor(random() * syllables.length)]).join(''))
  return [...shuffled, ...made]
}

function documentOf({ tenantId: tenant_id }: TestOffice, n: number, of: number, lexicon: readonly string[], units: readonly string[], small: string, random: () => number) {
  const at = new Date(Date.UTC(2026, 0, 1) + Math.floor((n / of) * 300 * 86_400_000))
  const [id, fileId, componentId] = [newId(at), newId(at), newId(at)]
  // Zipf: the word of rank r comes with a weight of 1/r.
  const word = () => lexicon[Math.floor(lexicon.length ** random()) - 1] ?? ''
  const text = (length: number) => Array.from({ length }, word).join(' ')
  const unit = n % 2_000 === 5 ? small : units[Math.floor(random() * units.length)]
  const party = n % 10 === 0 ? [{ tenant_id, id: newId(at), kind: 'Neurceno', name: text(2), address: [] }] : []
  const sha256 = n.toString(16).padStart(64, '0')
  const subject = text(6).slice(0, 400)
  return {
    party, file: [{ tenant_id, id: fileId, unique_id: `KUX2026${n}S`, file_reference: `SpZn KU-OD/2026/${n + 1}`, subject, state: 'nevyrizen', holder_unit_id: unit, created_at: at, document_numbering: 'ZaObdobi' }],
    document: [{ tenant_id, id, unique_id: `KUX2026${n}`, reference_number: `KU ${n + 1}/2026`, file_id: fileId, order_in_file: 1, direction: 'incoming', subject, state: 'nevyrizen', party_id: party[0]?.id ?? null, created_at: at, filed_at: at }],
    component: [{ tenant_id, id: componentId, document_id: id, order_no: 1, name: `${word()}.pdf`, role: 'original' }],
    search_text: [{ tenant_id, sha256, state: 'read', text: text(wordsADocument), attempts: 1 }],
    version: [{ tenant_id, component_id: componentId, number: 1, sha256, size: 1, media_type: 'application/pdf', created_at: at }],
    grant: [{ tenant_id, document_id: id, grantee_id: unit, grantee_kind: 'unit', basis: 'holder', at }],
    search_due: [{ tenant_id, id: newId(at), document_id: id, later: true }],
  }
}

async function insert({ superuser }: TestOffice, name: string, rows: readonly object[]) {
  const [first] = rows
  if (!first) return
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
  await sql`insert into ${sql.table(`records.${name}`)} (${columns}) select ${columns} from json_populate_recordset(null::${sql.table(`records.${name}`)}, ${JSON.stringify(rows)}::json)`.execute(superuser)
}

async function triggers({ superuser }: TestOffice, what: 'enable' | 'disable') {
  for (const table of ['document', 'file', 'party', 'version', 'grant']) await sql`alter table ${sql.table(`records.${table}`)} ${sql.raw(what)} trigger user`.execute(superuser)
}

/** The same numbers every time (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
