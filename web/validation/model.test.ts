import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newestFindings, type Finding } from './model.ts'

const finding = (version: number, judgedAt: string, signed = true): Finding => ({
  componentId: 'main', version, judgedAt, byRule: true, verdict: 'INDETERMINATE', sentences: { cs: [], en: [] }, signatures: signed ? [{} as Finding['signatures'][number]] : [],
})
const part = { id: 'main', name: 'dopis.pdf', role: 'main', versions: [{ number: 1 }, { number: 2 }, { number: 3 }] }

describe('what is shown of findings', () => {
  it('is the newest about the newest version that is signed', () => {
    const found = newestFindings([finding(1, '2026-11-01'), finding(2, '2026-11-02'), finding(2, '2026-11-03'), finding(3, '2026-11-04', false)], [part])
    assert.deepEqual(found.map(({ finding: { version, judgedAt }, newest }) => [version, judgedAt, newest]), [[2, '2026-11-03', 3]])
  })

  it('is nothing of a part that bears no signature', () => {
    assert.deepEqual(newestFindings([finding(1, '2026-11-01', false)], [part, { ...part, id: 'other' }]), [])
  })
})
