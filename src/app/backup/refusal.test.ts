import assert from 'node:assert/strict'
import { it } from 'node:test'
import { BackupRefusal, explained } from './refusal.ts'

it('says what to do when the disk is full, when one may not write, and when the database would show only some rows; leaves a bug a bug', () => {
  const failure = (code: string, message: string) => explained(Object.assign(new Error(message), { code }), '/backup')
  const found = [failure('ENOSPC', 'ENOSPC: no space left on device, write'), failure('53100', 'could not extend file'), failure('EACCES', 'EACCES: permission denied, mkdir /backup'),
    failure('EROFS', 'read-only'), failure('42501', 'query would be affected by row-level security policy for table "entry"')]
  assert.deepEqual(found.map((each) => each instanceof BackupRefusal && each.refusal), ['disk-full', 'disk-full', 'not-allowed', 'not-allowed', 'not-all-rows'])
  assert.match(String(found[0]), /Make room or choose another folder than \/backup/)
  const bug = new TypeError('x is not a function')
  assert.equal(explained(bug, '/backup'), bug)
})
