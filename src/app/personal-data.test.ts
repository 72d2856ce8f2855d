import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { actorOf } from '../modules/identity/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Day } from '../kernel/day.ts'
import { newId, type Id } from '../kernel/id.ts'
import { accept, type Result } from '../kernel/result.ts'
import type { Sha256 } from '../kernel/sha256.ts'
import { perform, readHistory, verifyLog } from '../modules/audit/index.ts'
import { answerItem, approveItem, askApproval, askStatements, migrations as circulation, verifyCirculation } from '../modules/circulation/index.ts'
import { composeAnswer, dispatchAnswer, migrations as dispatch } from '../modules/dispatch/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { intakeTasks, migrations as intake, receiveForm, registerItem, type IntakeDeps } from '../modules/intake/index.ts'
import {
  archiveOf, askExport, confirmErasure, erasureRegister, expireExport, findSubjects, makeExport, migrations as privacy, proposeErasure, readRegister, reapplyErasures, removeErased, takeExport, viewSubject, withdrawErasure,
  type PrivacyDeps, type Subject,
} from '../modules/privacy/index.ts'
import { migrations as publication, publicationListeners, publishOffices } from '../modules/publication/index.ts'
import { currentMain, indexSome, migrations as records, readComponents, readDocument, readSomeText, seedClasses } from '../modules/records/index.ts'
import { migrations as signing } from '../modules/signing/index.ts'
import { migrations as validation } from '../modules/validation/index.ts'
import { migrations as views } from '../modules/views/index.ts'
import { deliver } from '../platform/events/index.ts'
import { contentStore } from '../platform/files/index.ts'
import { openArchive } from '../platform/archives/index.ts'
import { holdings } from './privacy.ts'
import { verifyOffice } from './verify.ts'

function sure<Value, Refusal extends string>(result: Result<Value, Refusal>): Value {
  assert.ok(result.ok, result.ok ? '' : result.refusal)
  return result.value
}

describe('personal data', () => {
  let office: TestOffice
  let deps: PrivacyDeps & IntakeDeps
  let dpo: Actor
  let admin: Actor
  const publicOffice = () => ({ ...office, portalKey: Buffer.alloc(32, 3), publicUrl: 'https://kuzk.example', mailer: { send: async () => ({ outcome: 'sent' as const, response: '250', raw: Buffer.alloc(0) }) } })
  before(async () => {
    office = await testOffice([records, circulation, intake, publication, dispatch, views, privacy, validation, signing])
    deps = Object.assign(office, {
      holdings, putOnDesk: async () => {}, removeContent: async (tenantId: Id<'Tenant'>, sha256: Parameters<PrivacyDeps['removeContent']>[1], before: Date) => void await contentStore(office.fileDirectory).removeUnwanted({ tenantId, sha256 }, before),
    })
    const person = (name: string, roles: Actor['roles']): Actor => actorOf(office.tenantId, {
      id: newId(), unitId: office.units.KAN.id, name, familyName: name, post: 'x', email: 'x', roles, language: 'cs', active: true }, '127.0.0.1')
    ;[dpo, admin] = [person('Dana Pověřená', ['dpo']), person('Adam Správce', ['admin'])]
    await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => {
      await seedClasses(deed, [{ code: '56.3', name: 'Komunikace', disposalMark: 'S', retentionYears: 5, timeLimitDays: 30, defaultUnitId: office.units.DOP.id }])
      return accept(null)
    })
    await publishOffices(publicOffice())
  })
  after(() => office.close())

  interface Somebody { readonly first: string; readonly family: string; readonly email: string; readonly phone: string; readonly street: string; readonly bornOn: Day }
  let counter = 0
  /** Somebody whose family name nobody else has: whatever is left of them is seen. */
  const somebody = (): Somebody => {
    const letters = [...String(1_000 + counter++)].map((digit) => 'bdfgjlmpqv'[Number(digit)]).join('a')
    const family = `Zvěř${letters}ák`
    return { first: 'Vendelín', family, email: `vendelin.${letters}@posta.example`, phone: `+420 777 ${1_000 + counter}`, street: `Křivolaká ${10_000 + counter}`, bornOn: `19${10 + (counter % 80)}-03-27` as Day }
  }

  /** A matter of theirs from the form on the web to the answer sent, with everything that people write on the way. */
  async function matterOf(who: Somebody, { attached = who.family }: { attached?: string } = {}) {
    const { clerk, registrar, head, otherClerk } = office.actors
    office.clock = new Date(office.clock.getTime() + 1_000)
    const bytes = Buffer.from(`příloha ${attached}`)
    const sha256 = await office.files.put(office.tenantId, bytes)
    const item = sure(await receiveForm(deps, office.tenantId, {
      name: `${who.first} ${who.family}`, email: who.email, phone: who.phone, subject: `Stížnost ${who.family}a na hluk`, text: `Dobrý den, píše ${who.first} ${who.family}, ${who.street}.`,
      files: [{ name: `priloha ${who.family}.txt`, sha256, size: bytes.byteLength }],
    }, { key: newId() }))
    await intakeTasks(deps)['intake.read']?.({ tenantId: office.tenantId, itemId: item.id })
    const { documentId } = sure(await registerItem(deps, registrar, item.id, { subject: `Stížnost ${who.family}a na hluk`, unitId: office.units.DOP.id }, { key: newId() }))
    const { partyId, fileId } = (await readDocument(office.db, office.tenantId, documentId)) ?? {}
    assert.ok(partyId && fileId)
    for (const event of await told('records.registered', documentId)) await deliver(event, publicationListeners(publicOffice()))
    const { itemIds: [asked] } = sure(await askStatements(office, clerk, documentId, { to: [{ kind: 'person', id: otherClerk.personId as Id<'Person'> }], instruction: `Co říkáte panu ${who.family}ovi?`, dueOn: null }))
    sure(await answerItem(office, otherClerk, asked as Id<'WorkItem'>, { outcome: 'disagree', answer: `S ${who.family}em nesouhlasím.` }, { key: newId() }))
    const answer = sure(await composeAnswer(office, clerk, documentId, { subject: `Odpověď panu ${who.family}ovi`, body: `Vážený pane ${who.family}u,\n\nne.` }))
    const main = currentMain(await readComponents(office.db, office.tenantId, [answer.documentId]))
    const { itemId } = sure(await askApproval(office, clerk, answer.documentId, { to: head.personId as Id<'Person'>, instruction: null }))
    sure(await approveItem(office, head, itemId, main?.version.sha256 ?? ('' as never)))
    sure(await dispatchAnswer(office, clerk, answer.documentId, { to: [{ channel: 'EPodatelnaWeb' }, { channel: 'Posta', address: [who.street, '100 00 Praha'] }] }, { key: newId() }))
    return { itemId: item.id, documentId, answerId: answer.documentId, partyId, fileId, sha256 }
  }

  const told = async (name: string, subject: string) => (await sql<{ id: Id<'Event'>; name: 'records.registered'; subject: string; at: Date; body: { [key: string]: string } }>`
    select id, name, subject, at, body from platform.outbox where name = ${name} and subject = ${subject} order by seq`.execute(office.superuser)).rows.map((row) => ({ ...row, tenantId: office.tenantId }))

  /** What the room of disposal will do: the file is destroyed, its headers stay. */
  async function destroyed(fileId: Id<'File'>, state = 'skartovan') {
    await sql`update records.document set state = ${state}, settled_at = coalesce(settled_at, ${office.clock}) where file_id = ${fileId}`.execute(office.superuser)
    await sql`update records.file set state = ${state}, settled_at = coalesce(settled_at, ${office.clock}), closed_at = coalesce(closed_at, ${office.clock}), disposal_mark = 'S', disposal_year = 2020 where id = ${fileId}`.execute(office.superuser)
  }
  const indexed = async () => {
    while (await indexSome(office) > 0 || await readSomeText(office)) { /* until nothing waits */ }
  }
  const view = (who: Somebody) => sql`insert into views.view (tenant_id, id, place, name, query, owner_id, unit_id, shared, created_at) values
    (${office.tenantId}, ${newId()}, 'search', ${`Pan ${who.family}`}, ${`q=${encodeURIComponent(who.family)}`}, ${office.actors.clerk.personId}, ${office.units.DOP.id}, false, ${office.clock})`.execute(office.superuser)

  /** Every row of every table, the job queue and the index of the search included, and every stored content, in which the person is. */
  async function traces(who: Somebody): Promise<{ place: string; row: string }[]> {
    const needles = [who.family.slice(0, -1), who.email, who.phone, who.street, who.bornOn].flatMap((needle) => [needle, encodeURIComponent(needle), plain(needle)]).map((needle) => needle.toLowerCase())
    const has = (text: string) => needles.some((needle) => text.toLowerCase().includes(needle))
    const { rows: tables } = await sql<{ place: string }>`
      select format('%I.%I', table_schema, table_name) as place from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(office.superuser)
    const found: { place: string; row: string }[] = []
    for (const { place } of tables) {
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.raw(place)} t`.execute(office.superuser)
      found.push(...rows.filter(({ row }) => has(row)).map(({ row }) => ({ place, row })))
    }
    for await (const { tenantId, sha256 } of contentStore(office.fileDirectory).stored()) {
      if (has((await office.files.read(tenantId, sha256)).toString('utf8'))) found.push({ place: 'contents', row: sha256 })
    }
    return found
  }
  /** Contents in which the copy that was made for them still is. */
  async function copiesOf(who: Somebody): Promise<string[]> {
    const left: string[] = []
    for (const { place, row } of await traces(who)) {
      if (place === 'contents' && (await office.files.read(office.tenantId, row as Sha256)).includes('obeh-personal-data/1')) left.push(row)
    }
    return left
  }
  const plain = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')

  /** Proposed by one, confirmed by another, and the job done. */
  async function erased(subject: Subject) {
    const { plan } = sure(await viewSubject(deps, dpo, subject))
    const { id } = sure(await proposeErasure(deps, dpo, { subject, reason: 'žádost o výmaz', seen: plan.hash }))
    const done = sure(await confirmErasure(deps, admin, id, { seen: plan.hash }))
    await removeErased(deps, office.tenantId, id)
    return { id, plan, done }
  }

  const statistics = async () => (await sql<{ numbers: string }>`select json_build_object(
    'documents', (select json_agg(n order by n::text) from (select json_build_object('c', f.class_id, 'u', f.holder_unit_id, 'm', to_char(d.created_at, 'YYYY-MM'), 'd', d.direction, 'n', count(*)) as n
      from records.document d join records.file f on f.id = d.file_id group by f.class_id, f.holder_unit_id, to_char(d.created_at, 'YYYY-MM'), d.direction) x),
    'files', (select count(*) from records.file), 'parties', (select count(*) from records.party), 'items', (select json_agg(n order by n::text) from (select json_build_object('k', kind, 's', state, 'o', outcome, 'n', count(*)) as n from circulation.item group by kind, state, outcome) x),
    'submissions', (select json_agg(n order by n::text) from (select json_build_object('c', channel, 's', state, 'n', count(*)) as n from intake.item group by channel, state) x),
    'consignments', (select json_agg(n order by n::text) from (select json_build_object('c', channel, 's', state, 'n', count(*)) as n from dispatch.consignment group by channel, state) x),
    'matters', (select count(*) from publication.matter), 'contents', (select json_build_array(count(*), sum(size)) from records.version))::text as numbers`.execute(office.superuser)).rows[0]?.numbers

  it('leave no trace of an erased person in any table or content but where the preview said that it is kept, and count the same as before', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom<boolean[]>([true], [true, false]), fc.boolean(), async (fates, isShared) => {
      const [who, other] = [somebody(), somebody()]
      const matters = []
      for (const _ of fates) matters.push(await matterOf(who, isShared ? { attached: 'společná' } : {}))
      const others = isShared ? await matterOf(other, { attached: 'společná' }) : null
      const [first] = matters
      assert.ok(first)
      await sql`update records.party set born_on = ${who.bornOn}, address = ${[who.street]} where id = ${first.partyId}`.execute(office.superuser)
      await view(who)
      await indexed()
      for (const [i, fate] of fates.entries()) if (fate) await destroyed(matters[i]?.fileId as Id<'File'>)
      const [numbers, before] = [await statistics(), await traces(who)]
      assert.ok(before.length > 20, `the person is found where they are: ${before.length}`)
      const { plan } = await erased({ kind: 'party', ids: [first.partyId] })
      assert.equal(await statistics(), numbers)
      await indexed()
      const kept = new Set(plan.kept.flatMap(({ id }) => [id]))
      for (const matter of matters) if (kept.has(matter.documentId)) for (const id of [matter.fileId, matter.sha256]) kept.add(id)
      const { rows: steps } = await sql<{ id: string }>`select unnest(array[route_id, stage_id]) as id from circulation.item where document_id = any(${[...kept].filter((id) => id.length === 36)}::uuid[])`.execute(office.superuser)
      for (const { id } of steps) if (id) kept.add(id)
      const components = await readComponents(office.db, office.tenantId, matters.flatMap(({ documentId, answerId }) => [documentId, answerId]).filter((id) => kept.has(id)))
      for (const { id, versions } of components) for (const each of [id, ...versions.map(({ sha256 }) => sha256)]) kept.add(each)
      assert.deepEqual((await traces(who)).filter(({ row }) => ![...kept].some((id) => row.includes(id))), [])
      assert.equal(plan.kept.some(({ place }) => place !== 'audit.rendition'), fates.includes(false))
      if (!fates.includes(false)) assert.equal((await traces(who)).length, 0)
      if (others) assert.match((await office.files.read(office.tenantId, others.sha256)).toString(), /společná/, 'what somebody else has stays')
      assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
      assert.deepEqual((await verifyCirculation(office.db, office.tenantId)).damaged, [])
    }), { numRuns: 3, endOnFailure: true, examples: [[[true], false], [[true, false], true]] })
  })

  it('are given to the person whole: what is kept, why and how long, in Czech and for a machine, with what they sent; streamed, logged, and gone after seven days', async () => {
    const who = somebody()
    const { partyId, documentId } = await matterOf(who)
    const subject: Subject = { kind: 'party', ids: [partyId] }
    const { id } = sure(await askExport(deps, dpo, { subject, reason: 'KUZK 15/2026' }))
    assert.deepEqual(refusalOf(await takeExport(deps, dpo, id)), 'not-ready')
    await makeExport(deps, office.tenantId, id)
    await makeExport(deps, office.tenantId, id)
    assert.equal((await copiesOf(who)).length, 1)
    const copy = sure(await takeExport(deps, dpo, id))
    assert.deepEqual(copy.sections.map(({ key }) => key), ['register', 'documents', 'submissions', 'circulation', 'consignments', 'portal', 'log'])
    assert.deepEqual(copy.sections.map(({ purpose, basis, retention }) => [purpose, basis, retention].every((text) => text.length > 10)), copy.sections.map(() => true))
    const archive = await openArchive(await buffer(await archiveOf(office.files, office.tenantId, copy)))
    assert.ok(archive.ok)
    const entries = new Map(archive.value.files.map(({ path, bytes }) => [path.join('/'), Buffer.from(bytes).toString()]))
    const [page, machine] = [entries.get('udaje.html') ?? '', entries.get('udaje.json') ?? '']
    for (const text of [`${who.first} ${who.family}`, who.email, who.phone, `Co říkáte panu ${who.family}ovi?`, 'skartační režim 56.3 S/5', 'Zákon č. 499/2004']) assert.ok(page.includes(text), text)
    assert.deepEqual((JSON.parse(machine) as { format: string }).format, 'obeh-personal-data/1')
    assert.ok(![page, machine].some((text) => /code_hash|codeHash|password|salt/i.test(text)), 'no secret is in it')
    assert.ok([...entries].some(([name, text]) => name.endsWith(`priloha ${who.family}.txt`) && text === `příloha ${who.family}`))
    assert.ok([...entries.keys()].every((name) => /^(udaje\.(html|json)|prilohy\/[^/\\]+\/[^/\\]+)$/.test(name)), [...entries.keys()].join())
    const { rows } = await sql<{ payload: { asked?: boolean; ready?: boolean; taken?: boolean } }>`select payload::jsonb as payload from audit.entry where event = 'Export' and object_id = ${partyId} order by index`.execute(office.superuser)
    assert.deepEqual(rows.map(({ payload }) => Object.keys(payload).filter((key) => ['asked', 'ready', 'taken'].includes(key)).join()), ['asked', 'ready', 'taken'])
    office.clock = new Date(office.clock.getTime() + 7 * 24 * 3_600_000)
    assert.deepEqual(refusalOf(await takeExport(deps, dpo, id)), 'not-ready')
    await assert.rejects(expireExport({ ...deps, removeContent: async () => { throw new Error('the store is away') } }, office.tenantId, id), /the store is away/)
    await expireExport(deps, office.tenantId, id)
    const { rows: [row] } = await sql<{ state: string; sha256: string | null }>`select state, sha256 from privacy.export where id = ${id}`.execute(office.superuser)
    assert.deepEqual([row?.state, row?.sha256], ['expired', null])
    assert.deepEqual(await copiesOf(who), [])
    assert.equal(documentId.length, 36)
  })

  it('are in no copy that was still being made when their person was erased', async () => {
    const who = somebody()
    const { partyId } = await matterOf(who)
    const { id } = sure(await askExport(deps, dpo, { subject: { kind: 'party', ids: [partyId] }, reason: 'KUZK 16/2026' }))
    const files = { ...office.files, put: async (tenantId: Id<'Tenant'>, bytes: Buffer) => {
      const sha256 = await office.files.put(tenantId, bytes)
      await expireExport(deps, office.tenantId, id)
      return sha256
    } }
    await makeExport({ ...deps, files }, office.tenantId, id)
    assert.equal(refusalOf(await takeExport(deps, dpo, id)), 'not-ready')
    assert.deepEqual(await copiesOf(who), [])
  })

  it('are erased only by two: never by who proposed it, never otherwise than both saw, and never twice', async () => {
    const who = somebody()
    const { partyId, fileId } = await matterOf(who)
    const subject: Subject = { kind: 'party', ids: [partyId] }
    const open = sure(await viewSubject(deps, dpo, subject))
    assert.deepEqual([open.plan.erased.length, new Set(open.plan.kept.map(({ hold }) => hold?.reason))], [0, new Set(['documents', 'file-open', 'sealed-log'])])
    assert.equal(refusalOf(await proposeErasure(deps, dpo, { subject, reason: 'x', seen: open.plan.hash })), 'nothing-to-erase')
    await destroyed(fileId)
    const { plan } = sure(await viewSubject(deps, dpo, subject))
    assert.equal(refusalOf(await proposeErasure(deps, dpo, { subject, reason: 'x', seen: open.plan.hash })), 'changed-meanwhile')
    assert.equal(refusalOf(await proposeErasure(deps, dpo, { subject, reason: '  ', seen: plan.hash })), 'reason-missing')
    const { id } = sure(await proposeErasure(deps, dpo, { subject, reason: `žádost pana ${who.family}a`, seen: plan.hash }))
    assert.equal(refusalOf(await proposeErasure(deps, admin, { subject, reason: 'x', seen: plan.hash })), 'already-proposed')
    assert.equal(refusalOf(await confirmErasure(deps, dpo, id, { seen: plan.hash })), 'four-eyes')
    assert.equal(refusalOf(await confirmErasure(deps, admin, id, { seen: '0'.repeat(64) })), 'changed-meanwhile')
    const confirmed = await Promise.all(Array.from({ length: 4 }, () => confirmErasure(deps, admin, id, { seen: plan.hash })))
    assert.deepEqual(confirmed.map(refusalOf).sort(), [null, 'already-decided', 'already-decided', 'already-decided'].sort())
    const [register] = await erasureRegister(deps, office.tenantId)
    assert.ok(register && !JSON.stringify(register).includes(who.family))
  })

  it('come back from a backup for no longer than until the register of erasures is applied, also when the register itself was lost', async () => {
    const who = somebody()
    const { partyId, fileId } = await matterOf(who)
    await destroyed(fileId)
    const before = await sql<{ row: object }>`select to_jsonb(p) as row from records.party p where id = ${partyId}`.execute(office.superuser)
    await erased({ kind: 'party', ids: [partyId] })
    const [given] = readRegister(JSON.stringify([{ tenantId: office.tenantId, erasures: await erasureRegister(deps, office.tenantId) }])) ?? []
    const register = given?.erasures ?? []
    const config = { dataDirectory: office.fileDirectory } as Parameters<typeof verifyOffice>[0]['config']
    const findings = (await verifyOffice({ ...office, config })).flatMap((report) => report.findings)
    // That a file was destroyed only this test says, behind the back of the log.
    assert.deepEqual(findings.filter(({ detail }) => !detail.includes('state is "skartovan"')), [], 'what was erased by right is no damage')
    assert.equal(readRegister('[{}]'), undefined)
    assert.equal(await reapplyErasures(deps, office.tenantId, register), 0, 'there is nothing to be done again')
    await sql`update records.party p set name = r.name, email = r.email, address = r.address, name_words = r.name_words, erased_at = null
      from jsonb_populate_record(null::records.party, ${JSON.stringify(before.rows[0]?.row)}::jsonb) r where p.id = r.id`.execute(office.superuser)
    await sql`delete from privacy.erasure where ${partyId} = any(array(select jsonb_array_elements_text(subject -> 'ids')))`.execute(office.superuser)
    assert.ok((await traces(who)).length > 0)
    assert.equal(await reapplyErasures(deps, office.tenantId, register), 1)
    await indexed()
    assert.deepEqual(await traces(who), [])
    assert.equal((await erasureRegister(deps, office.tenantId)).length, register.length)
  })

  it('are found by name without diacritics, by address and by number, with likely doubles to be judged by a person; and that somebody looked is logged, not for whom', async () => {
    const who = somebody()
    const { partyId } = await matterOf(who)
    await sql`insert into records.party (tenant_id, id, kind, name, email, name_words) values
      (${office.tenantId}, ${newId()}, 'Fyzicka', ${`${who.family} ${who.first}`}, null, ${plain(`${who.first} ${who.family}`).toLowerCase().split(' ')})`.execute(office.superuser)
    for (const text of [plain(who.family).toUpperCase(), who.email]) assert.ok((await findSubjects(deps, dpo, text)).some(({ id }) => id === partyId), text)
    const { alike } = sure(await viewSubject(deps, dpo, { kind: 'party', ids: [partyId] }))
    assert.ok(alike.some(({ why }) => why.includes('same-name')))
    const { rows: [entry] } = await sql<{ payload: string }>`select payload from audit.entry where object_id = 'osobni-udaje' order by index desc limit 1`.execute(office.superuser)
    assert.ok(entry && !entry.payload.toLowerCase().includes(who.family.slice(0, 5).toLowerCase()))
  })

  it('of somebody who works here are told to them, and of somebody who left only the account is erased, after its period; who handled what stays', async () => {
    const { otherClerk } = office.actors
    const subject: Subject = { kind: 'person', id: otherClerk.personId as Id<'Person'> }
    const { sections, plan } = sure(await viewSubject(deps, dpo, subject))
    assert.deepEqual(sections.map(({ key }) => key), ['account', 'circulation', 'log'])
    assert.equal(plan.erased.length, 0)
    await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => {
      await sql`update identity.person set active = false where id = ${subject.id}`.execute(office.superuser)
      deed.note({ event: 'Zruseni', object: { type: 'Osoba', id: subject.id }, payload: { name: otherClerk.name } })
      return accept(null)
    })
    assert.deepEqual(sure(await viewSubject(deps, dpo, subject)).plan.kept.flatMap(({ hold }) => hold?.reason ?? []).includes('account-period'), true)
    office.clock = new Date(office.clock.getTime() + 600 * 24 * 3_600_000)
    await erased(subject)
    const { rows: [row] } = await sql<{ name: string; email: string }>`select name, email from identity.person where id = ${subject.id}`.execute(office.superuser)
    assert.deepEqual([row?.name, row?.email.startsWith('vymazano-')], [otherClerk.name, true])
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
  })

  it('of somebody who still works here never take what the log says of them, whatever else of theirs is erased', async () => {
    const { colleague, registrar } = office.actors
    const subject: Subject = { kind: 'person', id: colleague.personId as Id<'Person'> }
    await perform(office, registrar, { name: 'test' }, async (deed) => {
      const { rows: [row] } = await sql<{ email: string }>`select email from identity.person where id = ${subject.id}`.execute(deed.tx)
      deed.note({ event: 'ZmenaOpravneni', object: { type: 'Osoba', id: subject.id }, payload: { name: colleague.name, email: row?.email ?? '', roles: ['admin'], before: ['clerk'] } })
      await sql`insert into views.view (tenant_id, id, place, name, query, owner_id, unit_id, shared, created_at)
        values (${office.tenantId}, ${newId()}, 'documents', 'Moje', '', ${subject.id}, ${colleague.unitId}, false, ${deed.at})`.execute(deed.tx)
      return accept(null)
    })
    const { plan } = sure(await viewSubject(deps, dpo, subject))
    const { id } = sure(await proposeErasure(deps, dpo, { subject, reason: 'omyl', seen: plan.hash }))
    sure(await withdrawErasure(deps, admin, id, { reason: 'omyl' }))
    assert.equal((await readHistory(office.db, office.tenantId, { objectId: subject.id, event: 'Zruseni', limit: 1 })).length, 0, 'that somebody left is said by nothing else')
    assert.deepEqual([plan.erased.map(({ place }) => place), plan.kept.some(({ hold }) => hold?.reason === 'employed')], [['views.view'], true])
    await erased(subject)
    const [told] = await readHistory(office.db, office.tenantId, { objectId: subject.id, event: 'ZmenaOpravneni', limit: 1 })
    assert.deepEqual(told?.particulars?.['roles'], ['admin'])
  })

  const refusalOf = (result: { readonly ok: true } | { readonly ok: false; readonly refusal: string }) => (result.ok ? null : result.refusal)
})
