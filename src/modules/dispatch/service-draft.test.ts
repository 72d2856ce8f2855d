import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Sha256 } from '../../kernel/sha256.ts'
import { askApproval, returnItem } from '../circulation/index.ts'
import { received } from '../circulation/testing.ts'
import { composeAnswer, readAnswer, updateAnswer } from './index.ts'
import { draftOf, dropDraft, keepDraft } from './service-draft.ts'
import { readWordings } from './service-wordings.ts'
import { answered, officeWithPost, words, type OfficeWithPost } from './testing.ts'

describe('what is being written', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const typed = (body: string, seen = 0, basedOn: Sha256 | null = null) => ({ subject: 'Věc', body, seen, basedOn })

  it('is kept for its writer alone, until it becomes a wording', async () => {
    const { documentId } = await received(office)
    const { clerk, head, otherClerk } = office.actors
    assert.ok((await keepDraft(office, clerk, documentId, typed(' píšu '))).ok)
    const mine = await draftOf(office, clerk, documentId)
    assert.deepEqual(mine.ok && [mine.value?.body, mine.value?.version], [' píšu ', 1])
    assert.deepEqual(await draftOf(office, head, documentId), { ok: true, value: null })
    assert.deepEqual(await draftOf(office, otherClerk, documentId), { ok: false, refusal: 'not-found' })
    assert.deepEqual(await keepDraft(office, otherClerk, documentId, typed('x')), { ok: false, refusal: 'not-found' })
    assert.ok((await composeAnswer(office, clerk, documentId, words)).ok)
    assert.deepEqual(await draftOf(office, clerk, documentId), { ok: true, value: null })
  })

  it('is never overwritten by a window that has not seen it, however many save at once', async () => {
    const { documentId } = await received(office)
    const { clerk } = office.actors
    const results = await Promise.all(Array.from({ length: 6 }, (_, i) => keepDraft(office, clerk, documentId, typed(`okno ${i}`))))
    assert.deepEqual(results.map((result) => result.ok ? 'ok' : result.refusal).sort(), [...Array.from({ length: 5 }, () => 'draft-changed'), 'ok'])
    const winner = results.findIndex(({ ok }) => ok)
    const more = await Promise.all(Array.from({ length: 4 }, (_, i) => keepDraft(office, clerk, documentId, typed(`dál ${i}`, 1))))
    assert.equal(more.filter(({ ok }) => ok).length, 1)
    const now = await draftOf(office, clerk, documentId)
    assert.ok(now.ok && now.value?.version === 2 && now.value.body !== `okno ${winner}`)
    assert.ok((await dropDraft(office, clerk, documentId)).ok)
    assert.deepEqual(await draftOf(office, clerk, documentId), { ok: true, value: null })
  })

  it('does not replace a wording that its writer has not seen', async () => {
    const { answerId } = await answered(office)
    const { clerk, head } = office.actors
    const first = await readAnswer(office, clerk, answerId)
    assert.ok(first.ok)
    const basedOn = first.value.wording
    assert.ok((await updateAnswer(office, head, answerId, { ...words, body: 'Vedoucí píše jinak.', basedOn })).ok)
    assert.deepEqual(await updateAnswer(office, clerk, answerId, { ...words, body: 'Referent píše jinak.', basedOn }), { ok: false, refusal: 'wording-changed' })
    assert.ok((await updateAnswer(office, clerk, answerId, { ...words, body: 'Vedoucí píše jinak.', basedOn })).ok, 'the same words are no conflict')
    const now = await readAnswer(office, clerk, answerId)
    assert.ok(now.ok && now.value.body === 'Vedoucí píše jinak.')
    assert.ok((await updateAnswer(office, clerk, answerId, { ...words, body: 'Referent píše jinak.', basedOn: now.value.wording })).ok)
  })

  it('can be compared with the wording that was returned, and the reason stands beside it', async () => {
    const { answerId } = await answered(office)
    const { clerk, head, otherClerk } = office.actors
    const asked = await askApproval(office, clerk, answerId, { to: head.personId!, instruction: null })
    assert.ok(asked.ok && (await returnItem(office, head, asked.value.itemId, 'Chybí poučení.')).ok)
    office.clock = new Date(office.clock.getTime() + 60_000)
    assert.ok((await updateAnswer(office, clerk, answerId, { ...words, body: `${words.body}\n\nPoučení.` })).ok)
    const wordings = await readWordings(office, clerk, answerId)
    assert.ok(wordings.ok)
    assert.deepEqual(wordings.value.map(({ number, body, returned }) => [number, body, returned && [returned.reason, returned.by]]), [
      [1, words.body, ['Chybí poučení.', 'Hana Malá']], [2, `${words.body}\n\nPoučení.`, null]])
    assert.deepEqual(await readWordings(office, otherClerk, answerId), { ok: false, refusal: 'not-found' })
  })
})
