import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { saveDraft, type Draft } from './model-draft.ts'

const at = new Date('2026-11-23T08:00:00Z')

describe('a draft', () => {
  it('never loses words that a window did not know of, whatever the order in which windows save', () => {
    const step = fc.record({ window: fc.nat(3), body: fc.string({ maxLength: 3 }), reload: fc.boolean() })
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let now: Draft | null = null
      const seen = [0, 0, 0, 0]
      const known = new Map<number, string>()
      for (const { window, body, reload } of steps) {
        if (reload) seen[window] = (now as Draft | null)?.version ?? 0
        const before: Draft | null = now
        const saved = saveDraft(before, { subject: '', body, basedOn: null, seen: seen[window] ?? 0 }, at)
        if (!saved.ok) {
          assert.notEqual(before?.version ?? 0, seen[window])
          continue
        }
        if (before !== null && saved.value !== before) assert.equal(known.get(seen[window] ?? 0), (before as Draft).body)
        now = saved.value
        seen[window] = now.version
        known.set(now.version, now.body)
      }
    }))
  })

  it('is the same when the same words come again, though their first answer was lost', () => {
    const first = saveDraft(null, { subject: 'a', body: 'b', basedOn: null, seen: 0 }, at)
    assert.ok(first.ok)
    assert.deepEqual(saveDraft(first.value, { subject: 'a', body: 'b', basedOn: null, seen: 0 }, new Date()), first)
    assert.deepEqual(saveDraft(first.value, { subject: 'a', body: 'c', basedOn: null, seen: 0 }, at), { ok: false, refusal: 'draft-changed' })
  })
})
