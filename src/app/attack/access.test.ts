import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../kernel/id.ts'
import type { Server } from '../../platform/http/index.ts'
import { buildServer } from '../server.ts'
import { openGround, type Ground, type Member, type PersonName } from './testing-ground.ts'
import { faceless, knock, type Answered, type Knock } from './testing-knock.ts'
import { kindOfParameter } from './testing-names.ts'
import { environment, makeObjects, prepareSide, type ObjectKind, type Objects } from './testing-objects.ts'
import { canBeHidden, decidedInService, doneAnyway, readsAfterwards, sees } from './testing-rights.ts'
import { namedThere, sample } from './testing-sample.ts'
import { doorsOf, type Door } from './testing-schema.ts'
import { undone } from './testing-undone.ts'

/** Every door of the office, tried by everybody with their own things, with hidden ones, with those of another office and with none at all. */
describe('who may do what, route by route', () => {
  let ground: Ground
  let app: Server
  let [own, hidden, foreign] = [{} as Objects, {} as Objects, {} as Objects]
  let doors: readonly Door[] = []
  let nowhere = {} as Objects

  before(async () => {
    ground = await openGround()
    const real = await buildServer(ground.office)
    for (const side of [ground.ours, ground.foreign]) await prepareSide(real, side)
    own = await makeObjects(real, ground.ours)
    hidden = await makeObjects(real, ground.ours, environment)
    foreign = await makeObjects(real, ground.foreign)
    nowhere = Object.fromEntries(Object.keys(own).map((kind) => [kind, newId()])) as unknown as Objects
    await real.close()
    app = await buildServer({ ...ground.office, db: undone(ground.office.db) })
    doors = doorsOf(app)
  })
  after(async () => {
    await app.close()
    await ground.close()
  })

  const people = () => Object.entries(ground.ours.people) as [PersonName, Member][]
  const ask = (door: Door, asked: Knock) => knock(app, ground.ours, door, asked)
  const held = (door: Door, name: PersonName) =>
    name !== 'left' && (typeof door.access === 'string' || door.access.some((role) => ground.ours.people[name].person.roles.includes(role)))
  const objectsOf = (door: Door) => door.params.map((name) => kindOfParameter(door.url, name)).filter((kind) => kind !== null)
  const askedIn = (door: Door) => door.required.flatMap((name) =>
    namedThere(door.query[name] ?? {}, `${door.name}.${name}`, (kind) => own[kind])).map(({ kind }) => kind)
  const isThereFor = (door: Door, name: PersonName) => [...objectsOf(door), ...askedIn(door)].every((kind) => sees[kind].includes(name))
  /** Says what differs, and for whom: a deep comparison of two pages would say neither. */
  const same = (door: Door, name: string, what: string, given: Answered, wanted: Answered) => assert.ok(
    given.status === wanted.status && given.shape === wanted.shape,
    `${door.name} as ${name}: ${what} answers ${given.status} ${given.shape}\nwhat is nowhere ${wanted.status} ${wanted.shape}`,
  )

  it('lets nobody in who has not signed in, has left, or lacks the role that the route names', async () => {
    let denied = 0
    for (const door of doors.filter(({ access }) => access !== 'public')) {
      const forged: Member = { ...ground.ours.people.admin, token: `${ground.ours.tenantId}.${ground.foreign.people.admin.token.split('.')[1]}` }
      for (const [name, as] of [['nobody', undefined], ['forged', forged], ...people().filter(([each]) => !held(door, each) && (door.method !== 'HEAD' || each === 'left'))] as const) {
        const { status, refusal, body } = await ask(door, { ids: own, as })
        const wanted = name === 'nobody' || name === 'forged' || name === 'left' ? [401, 'not-signed-in'] : [403, 'not-allowed']
        assert.deepEqual([status, door.method === 'HEAD' ? wanted[1] : refusal], wanted, `${door.name} as ${name}: ${status} ${body}`)
        denied += 1
      }
    }
    console.log(`${doors.length} routes; ${denied} tries of a route by somebody without the right to it, all denied`)
    assert.ok(denied > doors.length)
  })

  it('lets in whoever the route names, unless a row of the table says that the service decides', async () => {
    const decided = new Set<string>()
    for (const door of doors.filter(({ access, method, url }) => access !== 'public' && method !== 'HEAD' && url.startsWith('/api/'))) {
      for (const [name, as] of people().filter(([each]) => held(door, each) && isThereFor(door, each))) {
        const answered = await ask(door, { ids: own, as })
        const who = `${door.name} as ${name}: ${answered.status} ${answered.body}`
        const row = decidedInService[door.name]
        assert.equal(answered.status === 403, row !== undefined && !row.includes(name), `${who}\nIf the service decides, it needs a row in testing-rights.ts.`)
        if (answered.status === 403) decided.add(door.name)
        if (readsAfterwards.has(door.name)) continue
        assert.ok(![400, 401, 500].includes(answered.status), who)
        if (objectsOf(door).length > 0) assert.notEqual(answered.status, 404, who)
      }
    }
    assert.deepEqual([...decided].sort(), Object.keys(decidedInService).sort(), 'a row of the table is of no use')
  })

  it('answers of an object that somebody does not see, or of another office, exactly as of one that is nowhere', async () => {
    let compared = 0
    for (const door of doors.filter((each) => each.method !== 'HEAD' && objectsOf(each).length > 0)) {
      for (const [name, as] of people().filter(([each]) => held(door, each))) {
        const wanted = await ask(door, { ids: nowhere, as })
        if (!doneAnyway.has(door.name)) assert.equal(wanted.status, 404, `${door.name} as ${name}: ${wanted.status} ${wanted.body}`)
        same(door, name, 'an object of another office', await ask(door, { ids: foreign, as }), wanted)
        if (!isThereFor(door, name)) same(door, name, 'an object that is hidden', await ask(door, { ids: own, as }), wanted)
        compared += 1
      }
    }
    assert.ok(compared > 100, String(compared))
  })

  it('takes no object of another office, nor one that is hidden, by naming it in a body or a query', async () => {
    let compared = 0
    for (const door of doors.filter(({ method }) => method !== 'HEAD')) {
      for (const { kind, asked } of placesOf(door)) {
        for (const name of ['clerk', 'head', 'registrar', 'admin', 'auditor'] as const) {
          if (!held(door, name)) continue
          const as = ground.ours.people[name]
          const tried = (ids: Objects) => ask(door, { ids: { ...own, [kind]: ids[kind] }, as, ...asked(ids[kind]) })
          const wanted = await tried(nowhere)
          same(door, name, `a ${kind} of another office`, await tried(foreign), wanted)
          const sightless = name === 'clerk' || name === 'head' ? canBeHidden(kind) : !sees[kind].includes(name)
          if (sightless) same(door, name, `a hidden ${kind}`, await tried(hidden), wanted)
          compared += 1
        }
      }
    }
    console.log(`${compared} times somebody named an object of others in a body or a query`)
    assert.ok(compared > 100, String(compared))
  })

  it('takes nothing that a body brings besides what the route asks for', async () => {
    let compared = 0
    for (const door of doors.filter(({ body, name }) => body?.properties && !readsAfterwards.has(name))) {
      const plain = sample(door.body ?? {}, door.name, (kind) => own[kind]) as Record<string, unknown>
      const extra = Object.fromEntries(Object.entries(smuggled()).filter(([name]) => !(name in (door.body?.properties ?? {}))))
      const name = (['clerk', 'head', 'registrar', 'admin'] as const).find((each) => held(door, each))
      const as = name && ground.ours.people[name]
      const [without, given] = [await ask(door, { ids: own, as, body: plain }), await ask(door, { ids: own, as, body: { ...plain, ...extra } })]
      const told = `${door.name}: ${given.status} ${given.body}\nwithout: ${without.status} ${without.body}`
      assert.ok(given.status === 400 || faceless(given.body) === faceless(without.body), told)
      assert.ok(!Object.values(smuggled()).some((value) => typeof value === 'string' && value.length > 8 && given.body.includes(value)), told)
      compared += 1
    }
    assert.ok(compared > 40, String(compared))
  })

  const smuggled = () => ({
    tenantId: ground.foreign.tenantId, tenant_id: ground.foreign.tenantId, id: foreign.Document, actorId: foreign.Person, createdBy: foreign.Person, askedBy: foreign.Person, role: 'admin', roles: ['admin'], state: 'vyrizen', active: true, version: 99, uniqueId: 'SMUGGLED0001', referenceNumber: 'SMUGGLED/1', isAdmin: true,
  })

  /** Everywhere that a door takes the name of an object, in its body or its query. */
  function placesOf(door: Door): { kind: ObjectKind; asked: (id: string) => Pick<Knock, 'body' | 'query'> }[] {
    const idOf = (kind: ObjectKind) => own[kind]
    const inBody = door.body ? namedThere(door.body, door.name, idOf).map((place) => ({ kind: place.kind, asked: (id: string) => ({ body: place.with(id) }) })) : []
    const needed = Object.fromEntries(door.required.map((each) => [each, sample(door.query[each] ?? {}, `${door.name}.${each}`, idOf)]))
    const inQuery = Object.entries(door.query).flatMap(([parameter, schema]) => namedThere(schema, `${door.name}.${parameter}`, idOf)
      .map((place) => ({ kind: place.kind, asked: (id: string) => ({ query: { ...needed, [parameter]: place.with(id) } }) })))
    return [...inBody, ...inQuery]
  }
})
