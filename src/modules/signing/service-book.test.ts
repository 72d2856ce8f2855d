import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Actor } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import { done, rewrite } from '../circulation/testing.ts'
import { classifyFile, importPlan, registerDocument } from '../records/index.ts'
import { askSignature, confirm, openForSigning, readBook } from './index.ts'
import { countWaiting, type BookQuery } from './service-book.ts'
import { readCeremony } from './service-read.ts'
import { readRequirements } from './service-rule.ts'
import { asked, frozen, must, officeWithSigning, personId, proof, rule } from './testing.ts'

describe('the signature book', () => {
  let office: Awaited<ReturnType<typeof officeWithSigning>>
  before(async () => {
    office = await officeWithSigning()
    await must(importPlan(office, office.actors.head, Buffer.from(plan), { dryRun: false }))
    for (const each of wanted) made.push({ ...each, id: await requested(each) })
  })
  after(() => office.close())

  const plan = 'znak;název;skartační znak;lhůta;útvar\n280;Komunikace;;;\n280.4;Užívání;S;5;\n280.5;Uzavírky;S;5;\n300;Voda;;;\n300.1;Studny;S;5;'
  interface Wanted { readonly unit: 'DOP' | 'ZIV'; readonly code: string; readonly due: Day | null; readonly subject: string }
  const of = (unit: Wanted['unit'], code: string, due: string | null, subject: string): Wanted => ({ unit, code, subject, due: due as Day | null })
  const wanted = [
    of('DOP', '280.4', '2026-12-10', 'Zvláštní užívání silnice'), of('DOP', '280.5', null, 'Uzavírka mostu'), of('ZIV', '300.1', '2026-12-01', 'Studna v Lhotě'),
    of('DOP', '280.4', '2026-12-01', 'Uzavírka náměstí'), of('ZIV', '300.1', null, 'Studna u mostu'), of('DOP', '280.5', '2026-12-20', 'Objížďka'),
  ]
  const made: (Wanted & { readonly id: Id<'WorkItem'> })[] = []

  async function letter(deed: Deed, unit: Wanted['unit'], subject: string) {
    const sha256 = await office.files.put(office.tenantId, Buffer.from(newId()))
    return registerDocument(deed, {
      direction: 'outgoing', subject, channel: null, party: null, receivedAt: null, file: { openFor: office.units[unit].id },
      contents: [{ name: 'dopis.pdf', role: 'main', sha256, size: 1, mediaType: 'application/pdf' }],
    })
  }
  const classOf = async (code: string) => [...(await readRequirements(office.db, office.tenantId)).classes.values()].find((each) => each.code === code)!.id

  async function requested({ unit, code, due, subject }: Wanted): Promise<Id<'WorkItem'>> {
    const by = office.actors[unit === 'DOP' ? 'clerk' : 'otherClerk']
    const { document, file } = await done(office, by, (deed) => letter(deed, unit, subject))
    await must(classifyFile(office, by, file.id, { classId: await classOf(code), reason: null }))
    const { itemIds: [id] } = await must(askSignature(office, by, document.id, { to: [personId(office.actors.head)], documentKind: null, amount: null, instruction: null, dueOn: due }))
    assert.ok(id)
    return id
  }

  /** What a query finds, page by page. */
  async function found(query: Omit<BookQuery, 'limit'>, limit = 50, actor: Actor = office.actors.head): Promise<Id<'WorkItem'>[]> {
    const ids: Id<'WorkItem'>[] = []
    for (let before: string | undefined; ;) {
      const { lines, next } = await readBook(office, actor, { ...query, before, limit })
      assert.ok(lines.length <= limit)
      ids.push(...lines.map(({ situation }) => situation.work.item.id))
      if (next === null) return ids
      before = next
    }
  }
  const those = (is: (one: Wanted) => boolean) => made.filter(is).toSorted((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : (a.due ?? '9') > (b.due ?? '9') ? 1 : a.id < b.id ? -1 : 1)).map(({ id }) => id)

  it('shows each request once, what is due first, whatever the size of a page', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: made.length + 1 }), async (limit) => {
      assert.deepEqual(await found({}, limit), those(() => true))
    }), { numRuns: 4, examples: [[1], [made.length]] })
  })

  it('is narrowed by class with all below it, by unit, time limit and words, by all of them at once and page by page', async () => {
    const [group, leaf, { id: unitId }] = [await classOf('280'), await classOf('280.4'), office.units.ZIV]
    assert.deepEqual(await found({ classId: group }, 2), those(({ unit }) => unit === 'DOP'))
    assert.deepEqual(await found({ classId: leaf }), those(({ code }) => code === '280.4'))
    assert.deepEqual(await found({ unitId }, 1), those(({ unit }) => unit === 'ZIV'))
    assert.deepEqual(await found({ dueBefore: '2026-12-10' as Day }), those(({ due }) => due === '2026-12-01'))
    assert.deepEqual(await found({ text: 'most' }), those(({ subject }) => subject.includes('most')))
    assert.deepEqual(await found({ classId: group, text: 'uzavírka', dueBefore: '2026-12-31' as Day }), those(({ subject }) => subject === 'Uzavírka náměstí'))
    assert.deepEqual([await found({ classId: leaf, unitId }), await found({ text: 'nikde nic' })], [[], []])
  })

  it('has in it only what waits for its reader', async () => {
    for (const role of ['clerk', 'otherHead', 'auditor'] as const) {
      assert.deepEqual([await found({}, 50, office.actors[role]), await countWaiting(office, office.actors[role])], [[], 0])
    }
  })

  it('counts what waits, of a substitute that of whom they stand in for too', async () => {
    const { head, otherHead } = office.actors
    const standIn = { ...otherHead, standsFor: [{ personId: personId(head), name: head.name, unitId: head.unitId, kinds: ['sign' as const] }] }
    assert.deepEqual([await countWaiting(office, head), await countWaiting(office, otherHead), await countWaiting(office, standIn)], [made.length, 0, made.length])
  })

  it('leads from one document that has to be opened to the next, in the order of the list, until all have been', async () => {
    await rule(office, { mustOpen: 'all', samplePercent: null })
    const list = await asked(office, 3)
    const { ceremonyId, root } = await frozen(office, list.map(({ itemId }) => itemId))
    const unopened = async () => (await must(readCeremony(office, office.actors.head, ceremonyId))).unopened
    const [first, second, third] = list.map(({ itemId }) => itemId)
    assert.deepEqual(await unopened(), { count: 3, first })
    await must(openForSigning(office, office.actors.head, second!))
    assert.deepEqual(await unopened(), { count: 2, first })
    await must(openForSigning(office, office.actors.head, first!))
    assert.deepEqual(await unopened(), { count: 1, first: third })
    assert.deepEqual(await confirm(office, office.actors.head, ceremonyId, { root, proof: proof(office) }), { ok: false, refusal: 'must-open' })
    // Another wording than the one on the list was opened: what is on the list was not.
    await rewrite(office, list[2]!.documentId)
    await openForSigning(office, office.actors.head, third!)
    assert.deepEqual(await unopened(), { count: 1, first: third })
  })
})
