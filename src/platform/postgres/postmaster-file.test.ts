import assert from 'node:assert/strict'
import { test } from 'node:test'
import { disownPostmasterFile, parsePostmasterFile } from './postmaster-file.ts'

const written = '4711\n/srv/oběh 1/cluster\n1795441200\n5432\n/tmp/obeh-pg-1\n\n  5432001    327680\nready   \n'

test('reads what a running server wrote', () => {
  const file = { pid: 4711, dataDirectory: '/srv/oběh 1/cluster', port: 5432, socketDirectory: '/tmp/obeh-pg-1', status: 'ready' }
  assert.deepEqual(parsePostmasterFile(written), file)
})

test('sees nothing in a file that is still being written', () => {
  for (const length of [0, 3, 20, 40]) assert.equal(parsePostmasterFile(written.slice(0, length)), undefined)
})

test('takes the process of a stand-alone backend for what it is', () => {
  assert.equal(parsePostmasterFile(`-${written}`)?.pid, 4711)
})

test('disowning changes the process and keeps the shared-memory key', () => {
  assert.equal(disownPostmasterFile(written), written.replace('4711', '4194305'))
})
