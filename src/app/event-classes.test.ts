import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../kernel/id.ts'
import { accept } from '../kernel/result.ts'
import { addDays, dayOf } from '../kernel/day.ts'
import { auditRoutes, perform, pruneReadings, verifyLog } from '../modules/audit/index.ts'
import { arrangeSubstitution, endSubstitution, hashPassword, logIn, logOut } from '../modules/identity/index.ts'
import { signedIn, testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { importPlan, registerDocument, regionalPlan } from '../modules/records/index.ts'
import { createServer } from '../platform/http/index.ts'
import { noteCritical, noteStart, noteStop, type Started } from './server-events.ts'
import { allMigrations } from './rooms.ts'

/* Decree 409/2025 § 22: ten classes of events, each with six facts. */
describe('the log has every class of events that decree 409/2025 asks for', () => {
  let office: TestOffice
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)), await hashPassword('Bezpečné heslo 1'))
    office.clock = new Date('2026-11-23T08:00:00Z')
  })
  after(() => office.close())

  const started: Started = { version: '1.2.3', run: 'all', config: { logLevel: 'info', witnesses: [], witnessAlarmHours: 24, logReadingMonths: undefined } }
  const login = (password: string) => logIn(office as never, { host: 'kuzk.example', email: 'petr.cap@kuzk.example', password, origin: '10.0.0.1', userAgent: 'test', browser: null } as never)
  const admin = () => ({ ...office.actors.auditor, roles: ['admin'] as const })

  const classes: [string, string, 'done' | 'refused' | 'failed', () => Promise<unknown>][] = [
    ['signing in', 'Prihlaseni', 'done', () => login('Bezpečné heslo 1')],
    ['failed signing in', 'Prihlaseni', 'refused', () => login('špatné')],
    ['signing out', 'Odhlaseni', 'done', async () => logOut(office, await signedIn(office, 'clerk'), `${office.tenantId}.${'x'.repeat(43)}`)],
    ['a privileged action', 'Uprava', 'done', async () => importPlan(office, admin(), await readFile(regionalPlan))],
    ['a change of rights', 'ZmenaOpravneni', 'done', async () => arrangeSubstitution(office, await signedIn(office, 'head'), {
      personId: office.actors.head.personId, substituteId: office.actors.clerk.personId, startsOn: dayOf(office.clock), endsOn: addDays(dayOf(office.clock), 3), kinds: ['handle'], maySign: false, basis: 'dovolená',
    } as never)],
    ['a denied action', 'OdmitnutyPristup', 'refused', async () => {
      const { rows: [one] } = await sql<{ id: string }>`select id from identity.substitution`.execute(office.db)
      assert.ok(!(await endSubstitution(office, await signedIn(office, 'otherClerk'), one?.id as never)).ok)
    }],
    ['the start of the server', 'Spusteni', 'done', () => noteStart(office, started)],
    ['the stop of the server', 'Zastaveni', 'done', () => noteStop(office)],
    ['a critical error', 'KritickaChyba', 'failed', () => noteCritical(office, 'rendition', 'disk full')],
    ['reading of the log', 'Zobrazeni', 'done', async () => {
      const app = createServer({ authenticate: async () => office.actors.auditor })
      auditRoutes(app, office as never)
      assert.equal((await app.inject('/api/log?limit=1')).statusCode, 200)
      await app.close()
    }],
    ['manipulation of the log', 'VymazUdaju', 'done', async () => {
      office.clock = new Date(office.clock.getTime() + 800 * 86_400_000)
      assert.ok(await pruneReadings(office, office.tenantId, 18) > 0)
    }],
    ['a change of the settings of the log', 'ZmenaNastaveniProtokolu', 'done', () => noteStart(office, { ...started, config: { ...started.config, logLevel: 'debug' } })],
    ['another action with impact', 'Zalozeni', 'done', () => perform(office, office.actors.registrar, { name: 'test', key: newId() }, async (deed) => accept((await registerDocument(deed, {
      direction: 'incoming', subject: 'Žádost', channel: null, party: null, receivedAt: office.clock, file: { openFor: office.units.DOP.id }, contents: [],
    })).document.referenceNumber))],
  ]

  for (const [name, event, outcome, act] of classes) {
    it(`${name}: time with zone, kind, asset, account, device and outcome`, async () => {
      const { rows: [before] } = await sql<{ size: number }>`select size from audit.head`.execute(office.db)
      await act()
      const { rows } = await sql<{ body: string; payload: string }>`select body, payload from audit.entry where index >= ${before?.size} and event = ${event} order by index`.execute(office.db)
      assert.ok(rows[0], `no ${event} was logged`)
      const body = JSON.parse(rows[0].body) as Record<string, unknown> & { object: { type: string; id: string } }
      assert.match(String(body['at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.deepEqual([body['event'], body['outcome']], [event, outcome])
      assert.ok(body.object.type && body.object.id && body['origin'], rows[0].body)
      // An account where somebody has one; the rule by name where the server acts by itself.
      assert.ok(body['actor'] !== null || (JSON.parse(rows[0].payload) as { actorName: string }).actorName)
    })
  }

  it('says the same trouble once a day, however often it comes', async () => {
    const count = async () => (await sql<{ count: number }>`select count(*)::integer as count from audit.entry where event = 'KritickaChyba'`.execute(office.db)).rows[0]?.count
    const before = await count() ?? 0
    await Promise.all([1, 2, 3, 4].map(() => noteCritical(office, 'checkpoint', 'rolled-back')))
    assert.equal(await count(), before + 1)
  })
})

describe('what the log says of mere looking', () => {
  let office: TestOffice
  before(async () => { office = await testOffice() })
  after(() => office.close())

  it('loses its particulars after the period that was set, never before eighteen months; the tree still verifies and all else stays', async () => {
    const say = (event: 'Zobrazeni' | 'Uprava') => perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
      deed.note({ event, object: { type: 'Dokument', id: 'd' }, payload: { reason: 'x' } })
      return accept(null)
    })
    const left = async () => (await sql<{ event: string }>`select event from audit.entry where object_id = 'd' and payload is not null order by index`.execute(office.db)).rows.map(({ event }) => event)
    const begun = office.clock
    await say('Zobrazeni')
    await say('Uprava')
    office.clock = new Date('2028-05-23T07:59:59Z')
    assert.deepEqual([await pruneReadings(office, office.tenantId, 1), await left()], [0, ['Zobrazeni', 'Uprava']])
    office.clock = new Date('2028-05-23T08:00:01Z')
    assert.ok(office.clock.getTime() - begun.getTime() > 540 * 86_400_000)
    assert.deepEqual([await pruneReadings(office, office.tenantId, 24), await left()], [0, ['Zobrazeni', 'Uprava']])
    assert.deepEqual([await pruneReadings(office, office.tenantId, 18) > 0, await left()], [true, ['Uprava']])
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
    for (const statement of [sql`delete from audit.entry`, sql`update audit.entry set body = ''`]) await assert.rejects(statement.execute(office.db), /permission denied/)
  })
})
