import { setImmediate as breathe } from 'node:timers/promises'
import { automaton, type Actor } from '../../../kernel/actor.ts'
import { dayOf, type Day } from '../../../kernel/day.ts'
import type { Id } from '../../../kernel/id.ts'
import { accept, refuse, type Result } from '../../../kernel/result.ts'
import { asTenant, inTransaction, openDatabase, type Database } from '../../../platform/database/index.ts'
import { appendPast, hashPast, readHistory, type PastDeed } from '../../../modules/audit/index.ts'
import { loadItems } from '../../../modules/circulation/index.ts'
import { actorOf, readPeople, readTenants, readUnits, type Tenant } from '../../../modules/identity/index.ts'
import { loadRecords, readClasses, readFileNumbers, takePast } from '../../../modules/records/index.ts'
import type { Office } from '../../office.ts'
import { momentsOf, planOf, type Step } from './plan.ts'
import { addStep, noRows, streamOf, type Staff, type World } from './rows.ts'
import { contentTexts } from './words.ts'

export interface Scale {
  readonly documents: number
  readonly seed: number
  /** The database as its owner reaches it, who alone may fill tables by COPY. */
  readonly ownerUrl: string
}

export interface Scaled {
  /** Of them all, those there were before this run. */
  readonly before: number
  readonly documents: number
  readonly seconds: number
}

export type ScaleRefusal = 'no-office' | 'another-is-unfinished'

/** Documents in one transaction: with their log entries under one checkpoint. */
const usualBatch = 2_000

/**
 * Gives the office years of documents, a batch in each transaction. The same seed gives the same documents; a run that was cut off goes
 * on where it ended, which the log itself remembers. People may work meanwhile: they wait for a batch at most.
 */
export async function fillScale(office: Office, scale: Scale, say: (line: string) => void, batch = usualBatch): Promise<Result<Scaled, ScaleRefusal>> {
  const [tenant] = (await readTenants(office.db)).map((each) => each.tenant)
  return tenant ? asTenant(tenant.id, () => fillTenant(office, tenant, scale, say, batch)) : refuse('no-office')
}

async function fillTenant(office: Office, tenant: Tenant, { documents, seed, ownerUrl }: Scale, say: (line: string) => void, batch: number): Promise<Result<Scaled, ScaleRefusal>> {
  const journal = await readJournal(office.db, tenant.id)
  const goesOn = journal && journal.done < journal.documents
  if (goesOn && (journal.seed !== seed || journal.documents !== documents)) return refuse('another-is-unfinished')
  const isDone = journal && !goesOn && journal.seed === seed && journal.documents === documents
  const [before, until] = goesOn || isDone ? [journal.done, journal.until] : [0, dayOf(office.now())]
  const started = performance.now()
  // As the owner of the tables, and without waiting for the disk: a batch that a power cut takes is made again.
  const db = openDatabase(ownerUrl, { name: 'obeh demo scale', connections: 1, durability: 'relaxed' })
  try {
    const staff = await staffOf(office, tenant.id)
    const world: World = {
      staff, seed, until: new Date(`${until}T12:00:00Z`), momentOf: momentsOf(documents, until), courses: new Map(), clients: new Map(),
      clientsAtMost: Math.ceil(documents / 4), write: () => '',
    }
    const clerk = automaton(tenant.id, 'naplnění ukázkové spisovny')
    let steps: Step[] = []
    for (const step of planOf(documents, seed)) {
      if (step.document < before) {
        // Lived through already: only what the rest must know is remembered.
        addStep(noRows(), world, step)
        if (step.document % 500 === 0) await breathe()
        continue
      }
      if (step.document === before && before > 0) await recallNumbers(office.db, tenant.id, world)
      steps.push(step)
      const done = step.document + 1
      if (steps.length < batch && done < documents) continue
      await writeBatch(office, db, { tenantId: tenant.id, abbreviation: tenant.abbreviation, clerk, world, steps, journal: { seed, documents, until, done } })
      steps = []
      if (done % (batch * 5) === 0 || done === documents || done === batch) {
        const rate = (done - before) / ((performance.now() - started) / 1000)
        say(`${done} of ${documents} documents, ${Math.round(rate)} a second, ${Math.ceil((documents - done) / rate)} s to go`)
      }
    }
    return accept({ before, documents, seconds: (performance.now() - started) / 1000 })
  } finally {
    await db.destroy()
  }
}

interface Journal { readonly seed: number; readonly documents: number; readonly until: Day; readonly done: number }
const journalId = 'demo-scale'

async function readJournal(db: Database, tenantId: Id<'Tenant'>): Promise<Journal | undefined> {
  const [last] = await readHistory(db, tenantId, { objectId: journalId, limit: 1 })
  return last?.particulars ? (last.particulars as unknown as Journal) : undefined
}

interface Batch {
  readonly tenantId: Id<'Tenant'>
  readonly abbreviation: string
  readonly clerk: Actor
  readonly world: World
  readonly steps: readonly Step[]
  readonly journal: Journal
}

async function writeBatch(office: Office, db: Database, { tenantId, abbreviation, clerk, world, steps, journal }: Batch): Promise<void> {
  const yearOf = (step: Step) => dayOf(world.momentOf(step.document)).slice(0, 4)
  const years = [...new Set(steps.map(yearOf))].sort()
  const count = (year: string, wanted: (step: Step) => boolean) => steps.filter((step) => yearOf(step) === year && wanted(step)).length
  await inTransaction(db, async (tx) => {
    const rows = noRows()
    world.write = await takePast(tx, tenantId, abbreviation, years, (register, year) => count(year, ({ order }) => register !== 'file' || order === 1))
    for (const step of steps) addStep(rows, world, step)
    const done: PastDeed = {
      actor: clerk, at: office.now(), salt: Buffer.alloc(32, streamOf(journal.seed, journal.done).below(256)),
      note: { event: 'Uprava', object: { type: 'KonfiguraceSystemu', id: journalId }, payload: { ...journal } },
    }
    // The database is busy with the rows while this process hashes the entries.
    const [entries] = await Promise.all([hashPast([...rows.deeds, done]), loadRecords(tx, tenantId, rows).then(() => loadItems(tx, tenantId, rows.items))])
    await appendPast(tx, office.logKey, tenantId, entries)
  }, { tries: 1 })
}

/** Matters begun by an earlier run have their numbers already. */
async function recallNumbers(db: Database, tenantId: Id<'Tenant'>, { courses }: World): Promise<void> {
  const numbers = await readFileNumbers(db, tenantId, [...courses.values()].map(({ file }) => file.id))
  for (const [number, course] of courses) {
    const known = numbers.get(course.file.id)
    if (!known) throw new Error(`file ${course.file.id} of an earlier run is not there`)
    courses.set(number, { ...course, file: { ...course.file, ...known } })
  }
}

async function staffOf({ db, files }: Office, tenantId: Id<'Tenant'>): Promise<Staff> {
  const [units, people, classes] = await Promise.all([readUnits(db, tenantId), readPeople(db, tenantId), readClasses(db, tenantId)])
  const actors = people.map((person) => actorOf(tenantId, person, 'demo'))
  const contents = await Promise.all(contentTexts.map(async (text) => {
    const bytes = Buffer.from(text)
    return { sha256: await files.put(tenantId, bytes), size: bytes.byteLength }
  }))
  const withClerks = units.map(({ id, code, name }) => {
    const own = classes.find((each) => each.default_unit_id === id && each.valid_to === null)
    return { id, code, name, clerks: actors.filter(({ unitId, roles }) => unitId === id && roles.includes('clerk')), classId: own?.id ?? null, keptYears: own?.retention_years ?? 5 }
  })
  const registrars = actors.filter(({ roles }) => roles.includes('registrar'))
  return { units: withClerks.filter(({ clerks }) => clerks.length > 0), registrars: registrars.length > 0 ? registrars : actors, contents }
}
