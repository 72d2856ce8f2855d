import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import rateLimit from '@fastify/rate-limit'
import { sql } from 'kysely'
import { newId, type Id } from '../kernel/id.ts'
import type { Actor } from '../kernel/actor.ts'
import { readHistory } from '../modules/audit/index.ts'
import { askApproval, assign, approveItem } from '../modules/circulation/index.ts'
import { officeWithCirculation, received, written } from '../modules/circulation/testing.ts'
import { administrationRoutes, arrangeSubstitution, findActor, identityRoutes, logIn, sessionActor } from '../modules/identity/index.ts'
import { signedIn, type TestOffice } from '../modules/identity/testing.ts'
import type { Sha256 } from '../kernel/sha256.ts'
import { createServer, type Server } from '../platform/http/index.ts'
import type { Office } from './office.ts'
import { administrationDeps } from './administration.ts'

type Role = keyof TestOffice['actors']
interface Body { id: string; refusal: string; link: string; expiresAt: string; added: number; files: number; items: { id: string; current: boolean; name: string; email: string; active: boolean }[]; rows: { problems: string[] }[]; people: number; sessions: number }

describe('administration of an office', () => {
  let office: TestOffice
  let app: Server
  let asker: Actor | null = null
  let admin: Actor
  before(async () => {
    office = await officeWithCirculation()
    admin = { ...office.actors.registrar, roles: ['admin'] }
    app = createServer({ authenticate: async (request) => asker ?? sessionActor({ ...office, secureCookies: false })(request), lacks: async () => null })
    await app.register(rateLimit, { global: false })
    identityRoutes(app, { ...office, secureCookies: false })
    administrationRoutes(app, administrationDeps({ ...office, publicUrl: 'https://obeh.example' } as unknown as Office))
    // The office is founded without an administrator; from now on it must never be without one.
    await sql`update identity.person set roles = '{registrar,clerk,admin}' where id = ${office.actors.registrar.personId}`.execute(office.superuser)
  })
  after(() => office.close())

  async function call(as: Actor | null, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, cookie?: string) {
    asker = as
    const response = await app.inject({ method, url, ...(payload ? { payload } : {}), ...(cookie ? { headers: { cookie } } : {}) })
    return { status: response.statusCode, body: response.json<Body>(), cookie: String(response.headers['set-cookie'] ?? '').split(';')[0] ?? '' }
  }
  const personOf = (role: Role) => office.actors[role].personId ?? ''
  const refused = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body.refusal]
  const plan = (email: string, about: object = {}) => ({ name: 'Nový Člověk', email, unitId: office.units.DOP.id, post: 'referent', roles: ['clerk'], ...about })
  async function added(email: string, about: object = {}) {
    const made = await call(admin, 'POST', '/api/admin/people', plan(email, about))
    assert.equal(made.status, 200)
    return made.body.id
  }

  it('is closed to everybody but administrators; heads see their own people', async () => {
    const id = personOf('clerk')
    const routes = [
      ['GET', '/api/admin/units'], ['GET', `/api/admin/units/${office.units.DOP.id}`], ['POST', '/api/admin/units', { code: 'XX', name: 'Nový' }], ['PUT', `/api/admin/units/${office.units.DOP.id}`, { name: 'Jiný' }],
      ['POST', `/api/admin/units/${office.units.DOP.id}/end`, {}], ['GET', '/api/admin/people'], ['GET', `/api/admin/people/${id}/work`], ['POST', '/api/admin/people', plan('x@k.example')],
      ['PUT', `/api/admin/people/${id}`, plan('x@k.example')], ['POST', `/api/admin/people/${id}/move`, { unitId: office.units.ZIV.id }], ['POST', `/api/admin/people/${id}/deactivate`, {}],
      ['POST', `/api/admin/people/${id}/reactivate`, { unitId: office.units.ZIV.id }], ['POST', `/api/admin/people/${id}/invite`, {}], ['POST', '/api/admin/people/import/preview', { table: 'x' }], ['POST', '/api/admin/people/import', { table: 'x' }],
    ] as const
    for (const [method, url, payload] of routes) {
      assert.equal((await call(null, method, url, payload)).status, 401, url)
      for (const role of ['clerk', 'auditor', 'registrar'] as const) assert.equal((await call(office.actors[role], method, url, payload)).status, 403, `${role} ${url}`)
      const seen = url === '/api/admin/units' && method === 'GET' || url === '/api/admin/people' && method === 'GET'
      assert.equal((await call(office.actors.head, method, url, payload)).status, seen ? 200 : 403, `head ${url}`)
    }
    const mine = (await call(office.actors.head, 'GET', '/api/admin/people')).body.items.map(({ name }) => name)
    assert.deepEqual(mine, ['Petr Čáp', 'Hana Malá', 'Jan Žák'])
    assert.equal((await call(admin, 'GET', `/api/admin/people/${newId()}/work`)).status, 404)
    assert.equal((await call(admin, 'GET', `/api/admin/units/${newId()}`)).status, 404)
  })

  it('keeps the tree of units a tree, ends only what is empty, and never gives a code twice', async () => {
    const top = (await call(admin, 'POST', '/api/admin/units', { code: 'SEK', name: 'Sekce', parentId: null })).body.id
    const below = (await call(admin, 'POST', '/api/admin/units', { code: 'ODD', name: 'Oddělení', parentId: top })).body.id
    assert.deepEqual(refused(await call(admin, 'PUT', `/api/admin/units/${top}`, { name: 'Sekce', parentId: below })), [422, 'below-itself'])
    assert.deepEqual(refused(await call(admin, 'POST', '/api/admin/units', { code: 'ODD', name: 'Jiné', parentId: null })), [409, 'code-taken'])
    assert.deepEqual(refused(await call(admin, 'POST', `/api/admin/units/${top}/end`, {})), [409, 'has-units'])
    const person = await added('v.oddeleni@k.example', { unitId: below })
    assert.deepEqual(refused(await call(admin, 'POST', `/api/admin/units/${below}/end`, {})), [409, 'has-people'])
    assert.equal((await call(admin, 'POST', `/api/admin/people/${person}/move`, { unitId: office.units.ZIV.id })).status, 200)
    const { documentId } = await received(office)
    assert.ok((await assign(office, office.actors.registrar, documentId, { to: { kind: 'unit', id: below as Id<'Unit'> }, instruction: null })).ok)
    assert.deepEqual(refused(await call(admin, 'POST', `/api/admin/units/${below}/end`, {})), [409, 'has-work'])
    assert.ok((await assign(office, office.actors.registrar, documentId, { to: { kind: 'unit', id: office.units.DOP.id }, instruction: null })).ok)
    assert.equal((await call(admin, 'POST', `/api/admin/units/${below}/end`, {})).status, 200)
    assert.deepEqual(refused(await call(admin, 'POST', '/api/admin/units', { code: 'ODD', name: 'Znovu', parentId: null })), [409, 'code-taken'])
    const log = await readHistory(office.db, office.tenantId, { subjectId: below, limit: 5 })
    assert.deepEqual(log.map(({ event, objectType, actorName }) => [event, objectType, actorName]), [['Zruseni', 'OrganizacniJednotka', 'Anna Zelená'], ['Zalozeni', 'OrganizacniJednotka', 'Anna Zelená']])
  })

  it('lets somebody leave only when their work has somebody; then they are gone at once and their work is not', async () => {
    const leaver = office.actors.colleague
    const held = await received(office)
    assert.ok((await assign(office, office.actors.registrar, held.documentId, { to: { kind: 'person', id: leaver.personId! }, instruction: null })).ok)
    const text = await written(office, 'clerk')
    const asked = await askApproval(office, office.actors.clerk, text.documentId, { to: leaver.personId!, instruction: null })
    assert.ok(asked.ok)
    const today = { startsOn: '2026-11-23', endsOn: '2026-11-30' } as unknown as Pick<Parameters<typeof arrangeSubstitution>[2], 'startsOn' | 'endsOn'>
    assert.ok((await arrangeSubstitution(office, leaver, { personId: leaver.personId!, substituteId: office.actors.otherClerk.personId!, ...today, kinds: ['approve'], maySign: false, basis: 'x' })).ok)
    const url = `/api/admin/people/${leaver.personId}`
    assert.deepEqual((({ files, items }) => ({ files, items }))((await call(admin, 'GET', `${url}/work`)).body as unknown as { files: number; items: number }), { files: 1, items: 1 })
    assert.deepEqual(refused(await call(admin, 'POST', `${url}/deactivate`, {})), [409, 'work-left'])
    assert.deepEqual(refused(await call(admin, 'POST', `${url}/deactivate`, { successor: { kind: 'unit', id: office.units.DOP.id } })), [422, 'successor-must-be-person'])
    assert.deepEqual(refused(await call(admin, 'POST', `${url}/deactivate`, { successor: { kind: 'person', id: leaver.personId } })), [422, 'successor-unknown'])
    assert.equal((await call(admin, 'POST', `${url}/deactivate`, { successor: { kind: 'person', id: personOf('otherHead') } })).status, 200)
    const successor = await signedIn(office, 'otherHead')
    assert.ok((await approveItem(office, successor, asked.value.itemId, text.content as Sha256)).ok)
    assert.deepEqual((await signedIn(office, 'otherClerk')).standsFor, [])
    await assert.rejects(signedIn(office, 'colleague'), /no session/)
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: leaver.personId!, event: 'Zruseni', limit: 1 })
    assert.deepEqual([entry?.actorName, entry?.particulars?.['handedOver']], ['Anna Zelená', 2])
    assert.equal((await call(admin, 'POST', `${url}/reactivate`, { unitId: office.units.DOP.id })).status, 200)
    assert.ok(await signedIn(office, 'colleague'))
  })

  it('moves somebody with their files, or leaves the files in the unit', async () => {
    for (const stays of [false, true]) {
      const id = await added(`stehuje${stays}@k.example`)
      const { documentId } = await received(office)
      assert.ok((await assign(office, office.actors.registrar, documentId, { to: { kind: 'person', id: id as Id<'Person'> }, instruction: null })).ok)
      const leaves = stays ? { kind: 'unit', id: office.units.DOP.id } : null
      assert.equal((await call(admin, 'POST', `/api/admin/people/${id}/move`, { unitId: office.units.ZIV.id, leaves })).status, 200)
      const { rows } = await sql<{ unit: string; person: string | null }>`
        select holder_unit_id as unit, holder_person_id as person from records.file f join records.document d on d.file_id = f.id where d.id = ${documentId}`.execute(office.db)
      assert.deepEqual(rows[0], stays ? { unit: office.units.DOP.id, person: null } : { unit: office.units.ZIV.id, person: id })
    }
  })

  it('never leaves the office without an administrator, however many resign at once', async () => {
    const ids = [personOf('registrar')]
    for (let i = 0; i < 4; i++) ids.push(await added(`spravce${i}@k.example`, { roles: ['admin'] }))
    const outcomes = await Promise.all(ids.map((id, i) => (i % 2 === 0
      ? call(admin, 'POST', `/api/admin/people/${id}/deactivate`, {})
      : call(admin, 'PUT', `/api/admin/people/${id}`, plan(`byvaly${i}@k.example`)))))
    assert.deepEqual(outcomes.filter(({ status }) => status !== 200).map(refused), [[409, 'last-admin']])
    const left = (await call(admin, 'GET', '/api/admin/people')).body.items as unknown as { roles: string[]; active: boolean }[]
    assert.equal(left.filter(({ roles, active }) => active && roles.includes('admin')).length, 1)
  })

  it('gives a link that sets a password once, for one of many who try it, and not after three days', async () => {
    const id = await added('pozvana@k.example', { name: 'Pozvaná Osoba' })
    const invite = async () => (await call(admin, 'POST', `/api/admin/people/${id}/invite`, {})).body.link.split('#')[1] ?? ''
    const first = await invite()
    const second = await invite()
    const accept = (token: string, password: string) => call(null, 'POST', '/api/invitations/accept', { token, password })
    assert.deepEqual(refused(await accept(first, 'tři modré židle')), [410, 'link-invalid'], 'a newer link replaces it')
    assert.deepEqual(refused(await accept(second, 'Heslo123456!')), [422, 'password-common'])
    const tries = await Promise.all(Array.from({ length: 5 }, () => accept(second, 'tři modré židle')))
    assert.deepEqual(tries.map(({ status }) => status).sort(), [200, 410, 410, 410, 410])
    const login = await logIn(office, { email: 'pozvana@k.example', password: 'tři modré židle', origin: '', userAgent: '', host: null })
    assert.ok(login.ok)
    const late = await invite()
    office.clock = new Date('2026-11-26T08:00:00Z')
    assert.deepEqual(refused(await accept(late, 'čtyři modré židle')), [410, 'link-invalid'])
    office.clock = new Date('2026-11-23T08:00:00Z')
    const kept = JSON.stringify((await sql`select * from identity.invitation`.execute(office.superuser)).rows)
    assert.ok(!kept.includes(late.split('.')[1] ?? '-'))
  })

  it('shows one’s sessions, ends them, and with a new password all the others', async () => {
    await added('relace@k.example')
    const { body } = await call(admin, 'GET', '/api/admin/people')
    const id = body.items.find(({ email }) => email === 'relace@k.example')?.id
    const link = (await call(admin, 'POST', `/api/admin/people/${id}/invite`, {})).body.link.split('#')[1] ?? ''
    await call(null, 'POST', '/api/invitations/accept', { token: link, password: 'pět zelených židlí' })
    const open = async (password = 'pět zelených židlí') => (await call(null, 'POST', '/api/session', { email: 'relace@k.example', password })).cookie
    const [one, two, three] = [await open(), await open(), await open()]
    const mine = async (cookie: string) => (await call(null, 'GET', '/api/me/sessions', undefined, cookie)).body.items
    assert.deepEqual((await mine(one)).map(({ current }) => current).sort(), [false, false, true])
    const other = (await mine(two)).find(({ current }) => current)?.id
    assert.equal((await call(office.actors.clerk, 'DELETE', `/api/me/sessions/${other}`)).status, 404, 'nobody else’s')
    assert.equal((await call(null, 'DELETE', `/api/me/sessions/${other}`, undefined, one)).status, 200)
    assert.equal((await call(null, 'GET', '/api/me/sessions', undefined, two)).status, 401)
    const change = (old: string, next: string) => call(null, 'PUT', '/api/me/password', { old, next }, one)
    assert.deepEqual(refused(await change('špatné heslo xx', 'šest zelených židlí')), [422, 'wrong-password'])
    assert.deepEqual(refused(await change('pět zelených židlí', 'pět zelených židlí')), [422, 'same-password'])
    assert.deepEqual((await change('pět zelených židlí', 'šest zelených židlí')).body, { sessions: 1 })
    assert.deepEqual([(await call(null, 'GET', '/api/me/sessions', undefined, three)).status, (await call(null, 'GET', '/api/me/sessions', undefined, one)).status], [401, 200])
    assert.equal(await findActor(office, three.split('=')[1] ?? '', ''), null)
  })

  it('takes a table of people whole or not at all', async () => {
    const table = (second: string) => `jméno;příjmení;e-mail;útvar\nEva;Nová;eva.nova@k.example;DOP\nIvo;Nový;${second};ZIV`
    const preview = await call(admin, 'POST', '/api/admin/people/import/preview', { table: table('petr.cap@kuzk.example') })
    assert.deepEqual(preview.body.rows.map(({ problems }) => problems), [[], ['email-taken']])
    assert.deepEqual(refused(await call(admin, 'POST', '/api/admin/people/import', { table: table('petr.cap@kuzk.example') })), [422, 'rows-wrong'])
    const emails = async () => (await call(admin, 'GET', '/api/admin/people')).body.items.map(({ email }) => email).filter((email) => /nov[ay]@k/.test(email))
    assert.deepEqual(await emails(), [])
    assert.deepEqual((await call(admin, 'POST', '/api/admin/people/import', { table: table('ivo.novy@k.example') })).body, { added: 2 })
    assert.deepEqual((await emails()).sort(), ['eva.nova@k.example', 'ivo.novy@k.example'])
  })
})
