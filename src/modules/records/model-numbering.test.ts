import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { defaultTemplates, formatNumber, registers } from './model-numbering.ts'

const parts = { abbr: 'KUJZ', unit: 'OD', year: '2026', serial: 42 }

describe('numbers of the office', () => {
  it('are written by their template', () => {
    assert.deepEqual(registers.map((register) => formatNumber(defaultTemplates[register], parts)), ['SpZn KUJZ-OD/2026/42', 'KUJZX20260000042', 'KUJZ 42/2026'])
  })

  it('differ whenever their serials do, and fit into the fifty characters of the standard', () => {
    fc.assert(fc.property(fc.nat(10 ** 9), fc.nat(10 ** 9), fc.constantFrom(...registers), (a, b, register) => {
      const [first, second] = [a, b].map((serial) => formatNumber(defaultTemplates[register], { ...parts, serial }))
      assert.equal(first === second, a === b)
      assert.ok((first?.length ?? 99) <= 49)
    }))
  })

  it('refuse a template with a part nobody knows', () => {
    assert.throws(() => formatNumber('{abbr}/{month}', parts), /unknown part \{month\}/)
  })
})
