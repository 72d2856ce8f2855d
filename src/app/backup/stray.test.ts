import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { makeBackup, restoreBackup } from './index.ts'
import { foundSmallOffice, newPlace } from './testing-office.ts'

test('a table that somebody put among those of the office does not keep it from coming back, and is named as left out', { timeout: 60_000 }, async (t) => {
  const [place, target] = [await newPlace('tables'), await newPlace('empty')]
  t.after(() => Promise.all([place.remove(), target.remove()]))
  const small = await foundSmallOffice(place)
  await small.register('Podání')
  await small.close()
  const owner = new pg.Client({ connectionString: place.config.databaseUrl })
  await owner.connect()
  await owner.query('create table records.scratch as select 1 as x; alter table records.version add column scratch int')
  await owner.end()
  await makeBackup({ config: place.config, folder: place.beside('backup'), say: () => {} })
  const restored = await restoreBackup({ config: target.config, from: place.beside('backup'), say: () => {} })
  assert.deepEqual([restored.whole, restored.counts], [false, [{ table: 'records.scratch', expected: 1, found: 0 }, { table: 'records.version.scratch', expected: 1, found: 0 }]])
  assert.deepEqual(restored.logs.flatMap(({ findings }) => findings), [])
})
