import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { test } from 'node:test'
import { killUnderLoad } from './kill/run.ts'

test('an office whose server, worker, database and connections are killed under eight clients loses nothing it acknowledged and does nothing twice', { timeout: 300_000 }, async (t) => {
  // Under /tmp, which every user can get to: PostgreSQL may run as another one.
  const directory = await mkdtemp('/tmp/obeh-kill-')
  t.after(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
  const report = await killUnderLoad({ directory, kills: 4, seed: 20_261_127 })
  assert.deepEqual(report.damage, [], JSON.stringify(report))
  assert.deepEqual(report.kills, { web: 1, worker: 1, postmaster: 1, backend: 1 })
  assert.ok(report.acknowledged > 10 && report.repeated > 0, JSON.stringify(report))
})
