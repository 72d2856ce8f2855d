import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databaseName, isAbandoned, parseDatabaseName } from './database-name.ts'

const maker = { host: '0a1b2c', pid: 4_194_304, startedAt: 99_999_999_999, madeAt: 1_795_441_200_000 }

test('a name tells its maker and fits PostgreSQL', () => {
  const name = databaseName(maker, 999)
  assert.deepEqual(parseDatabaseName(name), maker)
  assert.ok(name.length <= 63)
  for (const foreign of ['postgres', 'obeh_test_x', `${name}_draft`]) assert.equal(parseDatabaseName(foreign), undefined)
})

test('here, a database is abandoned when its very maker is gone', () => {
  const now = maker.madeAt + 1000
  assert.equal(isAbandoned(maker, maker.host, now, maker.startedAt), false)
  assert.equal(isAbandoned(maker, maker.host, now, maker.startedAt + 1), true)
  assert.equal(isAbandoned(maker, maker.host, now, undefined), true)
})

test('elsewhere, only when it is more than a day old', () => {
  assert.equal(isAbandoned(maker, 'ffffff', maker.madeAt + 86_400_000, undefined), false)
  assert.equal(isAbandoned(maker, 'ffffff', maker.madeAt + 86_400_001, undefined), true)
})
