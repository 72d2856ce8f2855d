import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { verifyLog } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { documentHistory, migrations, nothingLogged, readDocument, readEntry, readFile, verifyContents, type Document } from './index.ts'
import { changeDue, changeFacts, type FactsChange } from './service-facts.ts'
import { registered, sure } from './testing.ts'

describe('corrections of what was registered', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice([migrations])))
  after(() => office.close())

  const seen = ({ subject, senderReference, partyId }: Document) => ({ subject, senderReference, partyId })
  const change = (document: Document, to: Partial<FactsChange['to']>, actor = office.actors.clerk) => changeFacts(office, actor, document.id, {
    to: { subject: document.subject, senderReference: document.senderReference, party: document.partyId && { id: document.partyId }, ...to }, seen: seen(document), reason: 'překlep',
  })

  it('are kept with what stood there before, and the log vouches for the new', async () => {
    const { document } = await registered(office, { party: { name: 'Jan Novák' } })
    const done = await change(document, { subject: 'Žádost o kácení lípy', senderReference: 'A/1', party: { name: 'Jana Nováková', email: null } })
    assert.ok(done.ok)
    const after = sure(await readDocument(office.db, office.tenantId, document.id))
    assert.deepEqual([after.subject, after.senderReference, after.partyId === document.partyId], ['Žádost o kácení lípy', 'A/1', false])
    const history = await documentHistory(office, office.actors.clerk, document.id, { limit: 5 })
    const before = history.ok ? history.value.find(({ event }) => event === 'Uprava')?.particulars?.['before'] : null
    assert.deepEqual(before, { ...seen(document) })
    const logged = nothingLogged()
    await verifyLog(office.db, office.tenantId, office.logKey, { onEntry: (entry) => readEntry(logged, entry) })
    assert.deepEqual((await verifyContents(office.db, office.files, office.tenantId, logged)).damage, [])
  })

  it('never overwrite what somebody else has changed meanwhile', async () => {
    const { document } = await registered(office)
    const tries = await Promise.all(['a', 'b', 'c', 'd'].map((subject) => change(document, { subject })))
    assert.deepEqual(tries.map((each) => each.ok ? 'done' : each.refusal).toSorted(), ['changed-meanwhile', 'changed-meanwhile', 'changed-meanwhile', 'done'])
  })

  it('are made by who handles the file or by the registry, with persons they may see', async () => {
    const { document } = await registered(office)
    assert.deepEqual(await change(document, { subject: 'x' }, office.actors.otherClerk), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await change(document, { subject: 'x' }, office.actors.auditor), { ok: false, refusal: 'not-allowed' })
    const hidden = await registered(office, { party: { name: 'Tajný' }, file: { openFor: office.units.ZIV.id } })
    assert.deepEqual(await change(document, { party: { id: sure(hidden.document.partyId) } }), { ok: false, refusal: 'no-such-party' })
    assert.ok((await change(document, { party: { id: sure(hidden.document.partyId) } }, office.actors.registrar)).ok)
  })

  it('change a time limit only for a reason', async () => {
    const { file } = await registered(office)
    const due = (reason: string, dueOn: Day | null = '2027-01-15' as Day, id: Id<'File'> = file.id) => changeDue(office, office.actors.clerk, id, { dueOn, reason })
    assert.deepEqual(await due(' '), { ok: false, refusal: 'reason-missing' })
    assert.ok((await due('prodlouženo podle § 71 odst. 3')).ok)
    assert.equal((await readFile(office.db, office.tenantId, file.id))?.dueOn, '2027-01-15')
  })
})
