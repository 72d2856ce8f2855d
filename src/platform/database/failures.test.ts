import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLost } from './index.ts'

test('a database whose name is not known for a while, as that of a container being replaced, is a lost one and not a bug', () => {
  const unknown = (code: string) => Object.assign(new Error(`getaddrinfo ${code} database`), { code, syscall: 'getaddrinfo', hostname: 'database' })
  assert.deepEqual(['ENOTFOUND', 'EAI_AGAIN'].map((code) => isLost(unknown(code))), [true, true])
  assert.equal(isLost(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })), false)
})
