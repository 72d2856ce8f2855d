import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { DeliveredEvent, DomainEvent } from '../../platform/events/index.ts'
import { checkProof, perform, readHistory } from '../audit/index.ts'
import { handOverFile, registerDocument, type Registered } from '../records/index.ts'
import { codeOf } from './model-code.ts'
import { lookUp } from './service-portal.ts'
import { readMatter } from './store.ts'
import { secrets, testPublication, type TestPublication } from './testing.ts'

describe('the projection for the public', () => {
  let office: TestPublication
  before(async () => void (office = await testPublication()))
  after(() => office.close())

  const open = (registered: Registered, code = codeOf(office.portalKey, office.tenantId, registered.document.id)) =>
    lookUp(office.portalDb, office.tenantId, registered.document.referenceNumber, code)
  const event = (name: DomainEvent['name'], documentId: Id<'Document'>, body: DomainEvent['body'] = {}): DeliveredEvent => {
    office.clock = new Date(office.clock.getTime() + 60_000)
    return { tenantId: office.tenantId, id: newId(office.clock), name, subject: documentId, at: office.clock, body: { documentId, ...body } }
  }
  async function registered(): Promise<Registered> {
    const made = await office.register()
    await office.hear(await office.told(made.document.id))
    return made
  }
  /** An answer to the document in the same file. */
  async function answer({ document, file }: Registered): Promise<Id<'Document'>> {
    const done = await perform(office, office.actors.clerk, { name: 'answer' }, async (deed) => accept(await registerDocument(deed, {
      direction: 'outgoing', subject: secrets.subject, channel: null, party: null, receivedAt: null, file: { join: file.id }, answersId: document.id, contents: [],
    })))
    assert.ok(done.ok)
    return done.value.document.id
  }
  async function story(): Promise<{ made: Registered; events: DeliveredEvent[] }> {
    const made = await office.register()
    const { document, file } = made
    const answerId = await answer(made)
    office.clock = new Date(office.clock.getTime() + 60_000)
    const moved = await perform(office, office.actors.registrar, { name: 'move' }, async (deed) => accept(await handOverFile(deed, file, { unitId: office.units.ZIV.id, personId: null }, secrets.subject)))
    assert.ok(moved.ok)
    const told = await office.told(document.id, answerId)
    const more = [
      event('circulation.statements-asked', document.id, { units: [office.units.KAN.name, 'Božena Utajená'], instruction: secrets.subject }),
      event('circulation.statements-complete', document.id), event('circulation.approved', answerId, { content: 'x' }),
      event('dispatch.sent', answerId, { answersId: document.id }), event('records.settled', document.id, { note: secrets.subject }),
    ]
    return { made, events: [...told, ...more] }
  }

  it('tells nothing of a document that was cancelled, whichever of the two was heard first', async () => {
    const first = await registered()
    assert.notEqual(await open(first), null)
    await office.hear([event('records.cancelled', first.document.id)])
    assert.equal(await open(first), null)
    const second = await office.register()
    await office.hear([event('records.cancelled', second.document.id), ...await office.told(second.document.id)])
    assert.equal(await open(second), null)
    assert.notEqual(await open(await registered()), null)
  })

  it('takes every named matter of a reopened file up again', async () => {
    const [one, other] = [await registered(), await registered()]
    const ids = [one.document.id, other.document.id]
    await office.hear([event('records.settled', one.document.id), event('records.settled', other.document.id)])
    assert.equal((await open(one))?.progress.state, 'settled')
    await office.hear([event('records.reopened', one.document.id, { documentIds: ids, reason: secrets.subject })])
    for (const matter of [one, other]) assert.equal((await open(matter))?.progress.state, 'handled')
  })

  it('opens a matter for a received document, with its limit and its unit, and for nothing else', async () => {
    const { document } = await registered()
    const found = await open({ document } as Registered)
    assert.deepEqual([found?.matter.number, found?.matter.subject, found?.matter.openedOn], [document.referenceNumber, null, '2026-11-23'])
    assert.deepEqual([found?.matter.dueOn, found?.progress.state, found?.progress.unitName], ['2026-12-23', 'handled', 'Odbor dopravy'])
    const answerId = await answer({ document, file: { id: document.fileId } } as Registered)
    await office.hear(await office.told(answerId))
    assert.equal(await readMatter(office.db, office.tenantId, answerId), undefined)
    await office.hear(await office.told(document.id))
    assert.equal((await readHistory(office.db, office.tenantId, { objectId: document.id, event: 'Prijem', limit: 10 })).length, 1, 'heard twice, it is confirmed once')
  })

  it('tells the whole story of a matter', async () => {
    const { made, events } = await story()
    await office.hear(events)
    const found = await open(made)
    assert.equal(found?.progress.state, 'settled')
    assert.deepEqual(found.progress.steps.map(({ kind, unitName, unitNames }) => [kind, unitName, unitNames]), [
      ['registered', 'Odbor dopravy', []], ['handed-over', 'Odbor dopravy', []], ['handed-over', 'Odbor životního prostředí', []],
      ['statements-asked', null, ['Kancelář ředitele']], ['statements-complete', null, []], ['approved', null, []], ['answered', null, []], ['settled', null, []],
    ])
  })

  it('is the same whatever the order of events and however often each comes, many at once', async () => {
    const { made, events } = await story()
    await office.hear(events)
    const expected = await open(made)
    const shuffles = fc.sample(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), 4)
    for (const shuffled of shuffles) {
      await sql`truncate publication.matter, publication.step`.execute(office.superuser)
      const [front, back] = [shuffled.filter((_, i) => i % 2 === 0), shuffled.filter((_, i) => i % 2 === 1)]
      await Promise.all([office.hear(front), office.hear(back)])
      const found = await open(made)
      assert.deepEqual(found?.progress, expected?.progress)
      assert.deepEqual({ ...found?.matter, proof: null }, { ...expected?.matter, proof: null })
    }
  })

  it('holds no name of a person and no subject, not even in its proofs', async () => {
    const { made, events } = await story()
    await office.hear(events)
    await office.confirm(made.document.id)
    const tables = await sql<{ text: string; proof: string | null }>`
      select m::text as text, proof from publication.matter m union all select s::text, null from publication.step s union all select o::text, null from publication.office o`.execute(office.superuser)
    const opened = tables.rows.flatMap(({ text, proof }) => [text, ...(proof ?? '').split('\n').map((line) => Buffer.from(line.replace(/^extra /, ''), 'base64').toString())]).join('\n')
    assert.match(opened, /Odbor dopravy/)
    assert.match(opened, new RegExp(made.components[0]?.versions[0]?.sha256 ?? 'none'), 'the proof was decoded')
    for (const secret of [...Object.values(secrets), 'Utajená', 'utajena', ...Object.values(office.actors).flatMap(({ name }) => [name, name.split(' ')[1] ?? name])]) {
      assert.ok(!opened.includes(secret), secret)
    }
  })

  it('tells the subject, and keeps the rest back, when the office says so', async () => {
    await sql`insert into publication.scope values (${office.tenantId}, false, false, false, true)`.execute(office.db)
    const { made, events } = await story()
    await office.hear(events)
    const found = await open(made)
    assert.deepEqual([found?.matter.subject, found?.matter.dueOn, found?.progress.unitName], [secrets.subject, null, null])
    assert.ok(!found?.progress.steps.some(({ kind }) => kind.startsWith('statements')))
    await sql`delete from publication.scope`.execute(office.superuser)
  })

  it('is all that the portal\'s role can read, and it can write nothing', async () => {
    const { rows } = await sql<{ name: string; schema: string }>`
      select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`.execute(office.superuser)
    assert.ok(rows.length > 25)
    for (const { name, schema } of rows) {
      const reading = sql`select * from ${sql.raw(name)} limit 1`.execute(office.portalDb)
      await (schema === 'publication' ? reading : assert.rejects(reading, /permission denied/, name))
      await assert.rejects(sql`delete from ${sql.raw(name)}`.execute(office.portalDb), /permission denied/, name)
      await assert.rejects(sql`insert into ${sql.raw(name)} default values`.execute(office.portalDb), /permission denied/, name)
    }
    await assert.rejects(sql`select platform.enqueue('x', '{}', null)`.execute(office.portalDb), /permission denied/)
    await assert.rejects(sql`update publication.matter set number = 'x'`.execute(office.db), /permission denied/)
  })

  it('opens to number and code, and to nothing else', async () => {
    const [one, other] = [await registered(), await registered()]
    const code = codeOf(office.portalKey, office.tenantId, one.document.id)
    assert.ok(await open(one, ` ${code.toLowerCase().replaceAll('-', ' ')} `))
    assert.ok(await lookUp(office.portalDb, office.tenantId, ` ${one.document.referenceNumber.toLowerCase().replace(' ', '')}`, code))
    assert.equal(await open(other, code), null)
    for (const wrong of ['', 'AAAA-AAAA-AAAA', `${code}0`, code.slice(0, -1)]) assert.equal(await open(one, wrong), null, wrong)
    assert.equal(await lookUp(office.portalDb, office.tenantId, 'KUZK 999/2026', code), null)
    assert.equal(await lookUp(office.portalDb, newId(), one.document.referenceNumber, code), null)
    const { rows } = await sql<{ text: string }>`select m::text as text from publication.matter m`.execute(office.superuser)
    assert.ok(!rows.some(({ text }) => text.includes(code)))
  })
})

describe('the receipt', () => {
  let office: TestPublication
  before(async () => void (office = await testPublication()))
  after(() => office.close())

  async function received(email?: string | null) {
    const made = await office.register(email)
    await office.hear(await office.told(made.document.id))
    return made
  }

  it('goes to the sender once, with the number, the time, the code, the link, the limit and a proof that checks', async () => {
    const { document, components } = await received()
    await office.confirm(document.id)
    await office.confirm(document.id)
    assert.equal(office.mails.length, 1)
    const [mail] = office.mails
    const code = codeOf(office.portalKey, office.tenantId, document.id)
    for (const part of [document.referenceNumber, code, `https://kuzk.example/portal?cislo=${encodeURIComponent(document.referenceNumber)}`, '23. listopadu 2026 v 9:00:01', '23. prosince 2026']) {
      assert.ok(mail?.text.includes(part), part)
    }
    assert.deepEqual([mail?.to, mail?.headers], ['bozena@utajena.example', { 'Auto-Submitted': 'auto-replied' }])
    const checked = checkProof(Buffer.from(mail?.attachments?.[0]?.bytes ?? []).toString(), office.logKey)
    assert.ok(checked.ok)
    const { sha256, size } = components[0]?.versions[0] ?? {}
    assert.deepEqual(checked.value.payload, {
      actorName: 'potvrzení o přijetí', referenceNumber: document.referenceNumber, receivedAt: document.receivedAt?.toISOString(), components: [{ sha256, size }],
    })
    const history = await readHistory(office.db, office.tenantId, { subjectId: document.id, limit: 10 })
    assert.deepEqual(history.map(({ event }) => event).slice(0, 2), ['Vypraveno', 'Prijem'])
  })

  it('is tried again while the mail server has troubles, and the proof is there meanwhile', async () => {
    const { document } = await received()
    office.mailOutcome = 'failed'
    await assert.rejects(office.confirm(document.id), /was not taken/)
    assert.ok((await readMatter(office.db, office.tenantId, document.id))?.proof)
    office.mailOutcome = 'sent'
    const before = office.mails.length
    await office.confirm(document.id)
    assert.equal(office.mails.length, before + 1)
  })

  it('is given up and written down when the server will never take it', async () => {
    const { document } = await received()
    office.mailOutcome = 'refused'
    await office.confirm(document.id)
    office.mailOutcome = 'sent'
    const before = office.mails.length
    await office.confirm(document.id)
    assert.equal(office.mails.length, before)
    const [entry] = await readHistory(office.db, office.tenantId, { subjectId: document.id, limit: 1 })
    assert.deepEqual([entry?.event, entry?.outcome, entry?.particulars?.['response']], ['NeuspesneVypraveni', 'failed', '550 no'])
  })

  it('is not sent to nobody, but its proof is made', async () => {
    const { document } = await received(null)
    const before = office.mails.length
    await office.confirm(document.id)
    assert.equal(office.mails.length, before)
    assert.ok((await readMatter(office.db, office.tenantId, document.id))?.proof)
  })
})
