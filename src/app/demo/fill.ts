import { readFile } from 'node:fs/promises'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { actorOf, foundOffice, hashPassword, type Person, type Unit } from '../../modules/identity/index.ts'
import { openDatabase } from '../../platform/database/index.ts'
import { perform } from '../../modules/audit/index.ts'
import { publishOffices } from '../../modules/publication/index.ts'
import { giveClasses, importPlan, indexSome, regionalPlan } from '../../modules/records/index.ts'
import type { Office } from '../office.ts'
import { startWork } from '../work.ts'
import { demoPassword } from './accounts.ts'
import { demoPeople, demoTenant, demoUnits, type DemoUnitCode } from './people.ts'
import { opening, unfold, workingDaysBefore } from './schedule.ts'
import { matterStory, type Cast, type Scene } from './story.ts'
import { prepareSigning } from './signing.ts'
import { prepareTemplates } from './templates.ts'
import { seeded } from './random.ts'

export interface DemoSize {
  /** Working days, today included when it is one. */
  readonly days: number
  readonly mattersADay: number
  /** How many approved letters wait for the signature of the head of transport; none unless said. */
  readonly toSign?: number
}

/** Three weeks of a small office's life. */
export const usualSize: DemoSize = { days: 15, mattersADay: 3, toSign: 10 }

/** So that whoever signs in as one of the people named at the start has something to do. */
const scenes: readonly Scene[] = [
  { unit: 'OUP', stopsAfter: 'receipt' }, { unit: 'OKP', stopsAfter: 'receipt' }, { unit: 'OZP', stopsAfter: 'receipt' },
  { unit: 'OD', stopsAfter: 'registration' }, { unit: 'OD', clerk: 'Jan Novotný', stopsAfter: 'asking' }, { unit: 'OD', clerk: 'Jan Novotný', stopsAfter: 'approval' },
]

/** What waits in the signature book of the head of transport, all of it approved. */
const signature: Scene = { unit: 'OD', stopsAfter: 'signature' }

/**
 * Founds the fictional office and lets three weeks pass in it, through the same services that people use, by a clock of its own:
 * the last day is today. The same day gives the same office, people, numbers and all.
 */
export async function fillDemoOffice(office: Office, say: (line: string) => void, size: DemoSize = usualSize, signal?: AbortSignal): Promise<Cast> {
  say('Filling the demo office: three weeks of life…')
  const until = office.now()
  const days = workingDaysBefore(until, size.days)
  const recent = new Set(days.slice(-3))
  const first = days[0]
  if (first === undefined) throw new Error('the demo office needs at least one working day')
  let now = opening(first)
  const tenantId = newId<'Tenant'>(now)
  // The past can be lived again should the power fail in it, so its commits need not wait for the disk one by one.
  const db = openDatabase(office.logins.app, { name: 'obeh demo', connections: 8, durability: 'relaxed', tenantId })
  const past: Office = { ...office, db, now: () => now }
  const cast = await found(past, tenantId)
  await publishOffices(past)
  await prepareTemplates(past, cast)
  await prepareSigning(past, cast)
  const worker = await startWork(past, undefined, { pollIntervalMs: 50 })
  try {
    const random = seeded(42)
    const stories = days.flatMap((day) => Array.from({ length: size.mattersADay }, (_, i) => matterStory(past, cast, random, { day, place: i, isRecent: recent.has(day) })))
    // Long enough ago to have got where they wait, whatever hour it is now.
    const all = [...scenes, ...Array.from({ length: size.toSign ?? 0 }, () => signature)]
    for (const [i, scene] of all.entries()) {
      const day = days.at(scene.stopsAfter === 'receipt' ? -2 : -4) ?? first
      stories.push(matterStory(past, cast, random, { day, place: size.mattersADay + i % 3, isRecent: true, scene }))
    }
    await unfold(stories, until, async (at) => {
      signal?.throwIfAborted()
      await quiet(office)
      now = at
    })
    await quiet(office)
    // So that the search finds everything from the first moment on; texts of contents are read in their turn.
    while ((await indexSome(past)) > 0) signal?.throwIfAborted()
  } finally {
    await worker.stop()
    await db.destroy()
  }
  say('The demo office is ready.')
  return cast
}

/** Waits until everything that has been told was heard, so that what follows from a deed happens at its hour. */
async function quiet({ workerPool }: Pick<Office, 'workerPool'>): Promise<void> {
  for (;;) {
    const { rows } = await workerPool.query<{ busy: boolean }>('select exists (select from graphile_worker.jobs where run_at <= now() and attempts < max_attempts) as busy')
    if (!rows[0]?.busy) return
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}

async function found(office: Office, tenantId: Id<'Tenant'>): Promise<Cast> {
  const at = office.now()
  const units = demoUnits.map(({ code, name }): Unit => ({ id: newId(at), parentId: null, code, name }))
  const unitOf = (code: DemoUnitCode) => {
    const unit = units.find((each) => each.code === code)
    if (!unit) throw new Error(`the demo office has no unit ${code}`)
    return unit
  }
  const people = demoPeople.map(({ name, unit, post, roles, email }): Person => (
    { id: newId(at), unitId: unitOf(unit).id, name, familyName: name.split(' ').at(-1) ?? name, post, email, roles, language: 'cs', active: true }))
  const passwordHash = await hashPassword(demoPassword)
  const founding = { tenant: { ...demoTenant, id: tenantId }, host: null, units, people: people.map((person) => ({ ...person, passwordHash })) }
  await foundOffice(office, founding, 'jezerni-kraj.example/log')
  const director = people.find(({ roles }) => roles.includes('admin'))
  if (!director) throw new Error('the demo office has no director')
  const plan = await importPlan(office, actorOf(tenantId, director, 'demo'), await readFile(regionalPlan))
  if (!plan.ok || plan.value.problems.length > 0) throw new Error('the regional plan was not taken over')
  await perform(office, actorOf(tenantId, director, 'demo'), { name: 'give-classes' }, async (deed) => {
    await giveClasses(deed, demoUnits.map(({ classCode, code }) => ({ code: classCode, unitId: unitOf(code).id })))
    return accept(null)
  })
  return {
    unit: unitOf,
    actors: (code, role) => people.filter((person) => person.unitId === unitOf(code).id && person.roles.includes(role)).map((person) => actorOf(tenantId, person, '10.1.0.7')),
  }
}

