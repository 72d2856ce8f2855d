import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { documentStates, fileStates, isOpen, settle, type Document, type File } from './model.ts'
import { cancelDocument, closeFile, documentSteps, fileSteps, isPresent, mayMove, missingToClose, reopenFile, type Contents } from './model-life.ts'
import { disposalOf, disposalYear, triggers, type Regime } from './model-regime.ts'

const at = new Date('2026-11-23T08:00:00Z')
const creator = newId<'Person'>(at)
const regime: Regime = { mark: 'S', years: 5, trigger: 'uzavreni', checkYears: null }

const file = (): File => ({
  id: newId(at), uniqueId: 'X1S', fileReference: 'SpZn 1', subject: 'Věc', classId: newId(at), state: 'nevyrizen', holderUnitId: newId(at), holderPersonId: creator, dueOn: '2026-12-23' as Day,
  createdAt: at, settledAt: null, closedAt: null, documentNumbering: 'ZaObdobi', triggerYear: null, disposalMark: null, disposalYear: null,
})
const document = (fileId: Id<'File'>, orderInFile: number, extra: Partial<Document> = {}): Document => ({
  id: newId(at), uniqueId: `X${orderInFile}`, referenceNumber: `K ${orderInFile}/2026`, fileId, orderInFile, direction: 'incoming', subject: 'Věc', state: 'nevyrizen', channel: 'Posta', partyId: null,
  senderReference: null, answersId: null, receivedAt: at, createdAt: at, createdBy: creator, settledAt: null, settledWay: null, settledNote: null, dispatchedAt: null, filedAt: at, cancelled: null, ...extra,
})
const filled = (...directions: Document['direction'][]): Contents => {
  const of = file()
  return { file: of, documents: directions.map((direction, i) => document(of.id, i + 1, { direction })) }
}
const alone = { by: creator, isAdmin: false, handedOver: false, isEmpty: false, at }

/** What must never be so, in words; empty when all is well. */
function flaws({ file: it, documents }: Contents): string[] {
  const isClosed = it.state === 'uzavren'
  return [
    ...(isClosed && documents.some(({ state }) => state !== 'uzavren' && state !== 'znepristupnen') ? ['a closed file holds what is not closed'] : []),
    ...(!isClosed && documents.some(({ state }) => state === 'uzavren') ? ['a closed document lies in a file that is not closed'] : []),
    ...(it.state === 'vyrizen' && documents.some(({ state, direction }) => state === 'nevyrizen' && direction === 'incoming') ? ['a settled file holds what waits'] : []),
    ...(isClosed !== (it.closedAt !== null) ? ['closed without a time'] : []),
    ...(isClosed !== (it.disposalMark !== null) ? ['the regime is not that of a closed file'] : []),
    ...(it.state !== 'znepristupnen' && isOpen(it) !== (it.settledAt === null) ? ['settled without a time'] : []),
    ...documents.flatMap((each) => [
      ...((each.state === 'znepristupnen') !== (each.cancelled !== null) ? ['cancelled without a reason'] : []),
      ...(each.state !== 'znepristupnen' && (each.state === 'nevyrizen') !== (each.settledAt === null) ? ['a document settled without a time'] : []),
    ]),
    ...(new Set(documents.map(({ orderInFile }) => orderInFile)).size !== documents.length ? ['an order given twice'] : []),
    ...(it.holderUnitId ? [] : ['nobody holds the file']),
  ]
}

type Step = { readonly does: 'settle' | 'close' | 'reopen' | 'cancel' | 'add' | 'send'; readonly which: number; readonly reason: string }
const steps = fc.array(fc.record({ does: fc.constantFrom('settle', 'close', 'reopen', 'cancel', 'add', 'send'), which: fc.nat(5), reason: fc.constantFrom('důvod', ' ') }), { maxLength: 25 }) as fc.Arbitrary<Step[]>

function take(contents: Contents, { does, which, reason }: Step): Contents {
  const chosen = contents.documents[which % Math.max(1, contents.documents.length)]
  const next = (result: Result<Contents, string>) => result.ok ? result.value : contents
  const put = (changed: Document): Contents => {
    const documents = contents.documents.map((each) => each.id === changed.id ? changed : each)
    const waits = documents.some(({ state, direction }) => state === 'nevyrizen' && direction === 'incoming')
    return { file: waits ? contents.file : { ...contents.file, state: 'vyrizen', settledAt: at }, documents }
  }
  if (does === 'close') return next(closeFile(contents, regime, at))
  if (does === 'reopen') return next(reopenFile(contents, chosen && which > 2 ? [chosen.id] : [], reason))
  if (does === 'cancel') return chosen ? next(cancelDocument(contents, chosen.id, reason, alone)) : contents
  if (!isOpen(contents.file)) return contents
  if (does === 'add') return { ...contents, documents: [...contents.documents, document(contents.file.id, contents.documents.length + 1, { direction: which % 2 ? 'incoming' : 'outgoing' })] }
  if (!chosen || chosen.state !== 'nevyrizen') return contents
  if (does === 'send') return chosen.direction === 'outgoing' ? put({ ...chosen, state: 'vyrizen', settledAt: at, dispatchedAt: at }) : contents
  const settled = settle(chosen, { way: 'jinyZpusob', note: reason }, false, at)
  return settled.ok ? put(settled.value) : contents
}

describe('the life of a file', () => {
  it('keeps its invariants whatever is tried with it, and goes only the ways of the standard', () => {
    fc.assert(fc.property(steps, (tried) => {
      let now = filled('incoming')
      for (const step of tried) {
        const after = take(now, step)
        assert.deepEqual(flaws(after), [], step.does)
        const ways: Partial<Record<string, readonly string[]>> = { ...fileSteps }
        assert.ok(now.file.state === after.file.state || ways[now.file.state]?.includes(after.file.state), `file: ${now.file.state} → ${after.file.state}`)
        for (const [i, before] of now.documents.entries()) {
          const state = after.documents[i]?.state ?? 'gone'
          const documentWays: Partial<Record<string, readonly string[]>> = { ...documentSteps }
          assert.ok(before.state === state || documentWays[before.state]?.includes(state), `document: ${before.state} → ${state}`)
        }
        if (now.file.state === 'uzavren' && after.file.state === 'uzavren') assert.equal(after, now, 'nothing happens in a closed file')
        now = after
      }
    }), { numRuns: 400 })
  })

  it('has a way out of every state of the standard it can get into, and none from where another room leads', () => {
    for (const state of fileStates) assert.equal(state in fileSteps, ['otevren', 'nevyrizen', 'vyrizen', 'uzavren'].includes(state), state)
    for (const state of documentStates) assert.equal(state in documentSteps, ['nevyrizen', 'vyrizen', 'uzavren'].includes(state), state)
  })
})

describe('closing a file', () => {
  it('says what is missing: what waits, drafts, the class, the year', () => {
    const contents = filled('incoming', 'outgoing')
    assert.deepEqual(missingToClose(contents, regime).map(({ what }) => what), ['not-settled', 'draft'])
    assert.deepEqual(missingToClose({ ...contents, documents: [] }, null).map(({ what }) => what), ['empty', 'no-class'])
    assert.deepEqual(missingToClose({ ...contents, documents: [] }, { ...regime, trigger: 'narozeni' }).map(({ what }) => what), ['empty', 'no-trigger-year'])
    assert.deepEqual(closeFile(contents, regime, at), { ok: false, refusal: 'incomplete' })
  })

  it('reckons the year of disposal from the year after what started the period', () => {
    assert.equal(disposalYear(2012, 1), 2014, 'the example of the archive’s rule book')
    const dates = { settledAt: new Date('2025-12-31T23:30:00Z'), closedAt: at, createdAt: new Date('2024-05-05T00:00:00Z'), triggerYear: 1980 }
    assert.deepEqual(triggers.map((trigger) => disposalOf({ ...regime, trigger }, dates)), [2032, 2032, 2030, 1986, 1986])
    assert.equal(disposalOf({ ...regime, trigger: 'externi', checkYears: 5 }, { ...dates, triggerYear: null }), null)
  })
})

describe('cancelling a document', () => {
  it('is for its creator alone, who has never let it out of hand, with a reason', () => {
    const contents = filled('outgoing')
    const [{ id } = { id: newId<'Document'>() }] = contents.documents
    const refusal = (extra: Partial<typeof alone>, reason = 'omyl') => {
      const done = cancelDocument(contents, id, reason, { ...alone, ...extra })
      return done.ok ? null : done.refusal
    }
    assert.equal(refusal({}), null)
    assert.equal(refusal({}, '  '), 'reason-missing')
    assert.equal(refusal({ by: newId<'Person'>() }), 'not-creator')
    assert.equal(refusal({ by: newId<'Person'>(), isAdmin: true }), 'not-creator', 'an administrator does not cancel what has contents')
    assert.equal(refusal({ by: newId<'Person'>(), isAdmin: true, isEmpty: true }), null)
    assert.equal(refusal({ handedOver: true }), 'already-handed-over')
  })

  it('takes an emptied file along, and waits for the answers to what is cancelled', () => {
    const contents = filled('incoming')
    const [question = document(contents.file.id, 1)] = contents.documents
    const done = cancelDocument(contents, question.id, 'omyl', alone)
    assert.ok(done.ok)
    assert.deepEqual([done.value.file.state, done.value.documents.map(isPresent)], ['znepristupnen', [false]])
    const answer = document(contents.file.id, 2, { direction: 'outgoing', answersId: question.id })
    assert.deepEqual(cancelDocument({ ...contents, documents: [question, answer] }, question.id, 'omyl', alone), { ok: false, refusal: 'has-answer' })
  })
})

describe('moving a document', () => {
  it('leads from one open file to another, with a reason', () => {
    const [from, to] = [file(), file()]
    const moved = document(from.id, 1)
    assert.deepEqual(mayMove(moved, from, to, 'patří k jiné věci'), accept(null))
    assert.deepEqual(mayMove(moved, from, { ...to, state: 'uzavren' }, 'x'), { ok: false, refusal: 'target-closed' })
    assert.deepEqual(mayMove(moved, { ...from, state: 'uzavren' }, to, 'x'), { ok: false, refusal: 'file-closed' })
    assert.deepEqual(mayMove(moved, from, from, 'x'), { ok: false, refusal: 'same-file' })
    assert.deepEqual(mayMove(moved, from, to, ''), { ok: false, refusal: 'reason-missing' })
  })
})
