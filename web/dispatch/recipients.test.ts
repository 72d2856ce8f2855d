import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recipientsOf, type Other } from './recipients.ts'

const other = (more: Partial<Other> = {}): Other => ({ name: 'Obec Lhota', channel: 'Osobne', email: '', address: '', ...more })
const missing = (result: ReturnType<typeof recipientsOf>) => result.ok ? [] : [...result.missing]

describe('the addressees of an answer', () => {
  it('are its party by every chosen way, and everybody else', () => {
    const result = recipientsOf({ channels: ['EPodatelnaMail', 'EPodatelnaWeb', 'Posta'], email: ' a@b.cz ', address: 'Lhota 1\n\n100 00 Praha ' }, [
      other(), other({ channel: 'EPodatelnaMail', email: 'c@d.cz' })])
    assert.deepEqual(result.ok && result.to, [
      { channel: 'EPodatelnaMail', email: 'a@b.cz' }, { channel: 'EPodatelnaWeb' }, { channel: 'Posta', address: ['Lhota 1', '100 00 Praha'] },
      { channel: 'Osobne', name: 'Obec Lhota' }, { channel: 'EPodatelnaMail', name: 'Obec Lhota', email: 'c@d.cz' }])
  })

  it('are asked for what is missing', () => {
    assert.deepEqual(missing(recipientsOf({ channels: [], email: '', address: '' }, [])), ['channel'])
    assert.deepEqual(missing(recipientsOf({ channels: ['EPodatelnaMail', 'Posta'], email: ' ', address: '\n' }, [other({ name: ' ' })])), ['email', 'address', 'other'])
  })
})
