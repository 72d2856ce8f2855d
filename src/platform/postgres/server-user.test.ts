import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseServerUser, type UserFacts } from './server-user.ts'

const passwd = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533:nobody:/:/bin/false\nclerk:x:1000:1001::/:/bin/sh\n'
const withPostgres = `${passwd}postgres:x:101:104::/:/bin/sh\n`
const root: UserFacts = { uid: 0, gid: 0, named: true, passwd, owner: undefined }
const down = (uid: number, gid: number, known = true) => ({ uid, gid, switch: { uid, gid }, known })

test('root steps down to postgres, without one to nobody', () => {
  assert.deepEqual(chooseServerUser({ ...root, passwd: withPostgres }), down(101, 104))
  assert.deepEqual(chooseServerUser(root), down(65_534, 65_533))
})

test('root steps down to nobody even where nobody is listed, and knows what that means for initdb', () => {
  assert.deepEqual(chooseServerUser({ ...root, passwd: '' }), down(65_534, 65_534, false))
})

test('root serves an existing cluster as its owner', () => {
  assert.deepEqual(chooseServerUser({ ...root, passwd: withPostgres, owner: { uid: 1000, gid: 7 } }), down(1000, 1001))
  assert.deepEqual(chooseServerUser({ ...root, passwd: withPostgres, owner: { uid: 4321, gid: 7 } }), down(4321, 7, false))
  assert.deepEqual(chooseServerUser({ ...root, owner: { uid: 0, gid: 0 } }), down(65_534, 65_533))
})

test('never steps down to a root by another name', () => {
  assert.deepEqual(chooseServerUser({ ...root, passwd: 'postgres:x:0:0::/:/bin/sh\n' }), down(65_534, 65_534, false))
})

test('anyone else stays himself', () => {
  const clerk = { ...root, uid: 1000, gid: 1001, passwd: withPostgres }
  assert.deepEqual(chooseServerUser(clerk), { uid: 1000, gid: 1001, switch: {}, known: true })
  assert.deepEqual(chooseServerUser({ ...clerk, named: false }), { uid: 1000, gid: 1001, switch: {}, known: false })
})
