import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { text } from './text.ts'

describe('a text somebody wrote', () => {
  it('is either not understood or fit for the database, whatever it is', () => {
    const anyText = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('\0', '\ud83d', '\ude00', ' ')) })
    fc.assert(fc.property(anyText, (written) => {
      const { success, data } = text({ max: 1000 }).safeParse(written)
      assert.equal(success, !written.includes('\0'))
      if (success) assert.equal(data, written.toWellFormed().trim())
    }))
  })

  it('is measured without the white space around it', () => {
    const ofTwo = text({ min: 2, max: 2 })
    assert.deepEqual(['  ab ', ' a ', 'abc', '\n'].map((written) => ofTwo.safeParse(written).data ?? null), ['ab', null, null, null])
  })
})
