import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fuzzOffice, summaryOf } from './testing-fuzz-office.ts'

describe('a server that is sent anything by anybody', () => {
  it('answers every request in its time and in its form, tells nothing of its inside, and keeps what it kept', { timeout: 300_000 }, async () => {
    const report = await fuzzOffice({ requests: 2_000, seed: 20261127 })
    console.log(summaryOf(report))
    assert.deepEqual(report.faults, [])
    assert.ok(report.slowestMs < Math.max(10_000, 400 * report.probeMs), `${report.slowest} took ${report.slowestMs} ms, a light request ${report.probeMs} ms`)
    assert.ok(report.grownBytes < 80 * 1024 * 1024, `the process holds ${Math.round(report.grownBytes / 1024 / 1024)} MB more than before`)
    assert.deepEqual(report.logFindings, [])
    assert.ok((report.byClass['2'] ?? 0) > report.requests / 10, 'too little gets behind the doors to find anything there')
  })
})
