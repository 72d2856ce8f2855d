import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { metricsRegistry } from './index.ts'

describe('metrics', () => {
  it('are told as Prometheus reads them', async () => {
    const registry = metricsRegistry()
    const count = registry.counter('a_total', 'Things')
    const took = registry.histogram('b_seconds', 'Time', [0.1, 1])
    registry.gauge('c', 'Now', () => [{ labels: { kind: 'x' }, value: 3 }])
    count({ kind: 'one' })
    count({ kind: 'one' }, 2)
    for (const seconds of [0.05, 0.5, 5]) took(seconds, { route: '/api/documents/:id' })
    assert.equal(await registry.render(), [
      '# HELP a_total Things', '# TYPE a_total counter', 'a_total{kind="one"} 3',
      '# HELP b_seconds Time', '# TYPE b_seconds histogram', 'b_seconds_bucket{route="/api/documents/:id",le="0.1"} 1',
      'b_seconds_bucket{route="/api/documents/:id",le="1"} 2', 'b_seconds_bucket{route="/api/documents/:id",le="+Inf"} 3',
      'b_seconds_sum{route="/api/documents/:id"} 5.55', 'b_seconds_count{route="/api/documents/:id"} 3',
      '# HELP c Now', '# TYPE c gauge', 'c{kind="x"} 3', '',
    ].join('\n'))
  })

  it('stay few and say nothing that a person wrote, whatever is counted', async () => {
    const registry = metricsRegistry()
    const count = registry.counter('a_total', 'Things')
    for (let i = 0; i < 5_000; i++) count({ kind: `k${i}` })
    for (const written of ['Jana Nováková', 'a@b.cz', '"}\nevil 1', 'x'.repeat(81)]) count({ kind: written })
    const text = await registry.render()
    assert.equal(text.trim().split('\n').length, 2 + 1_001)
    assert.match(text, /a_total\{kind="other"\} 4004\n/)
    assert.doesNotMatch(text, /Nov|@|evil|xxx/)
  })

  it('leave out what cannot be asked just now', async () => {
    const registry = metricsRegistry()
    registry.gauge('a', 'Now', () => Promise.reject(new Error('the database is down')))
    registry.gauge('b', 'Now', () => [{ value: 1 }])
    assert.equal(await registry.render(), '# HELP b Now\n# TYPE b gauge\nb 1\n')
  })
})
