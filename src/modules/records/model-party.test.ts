import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Day } from '../../kernel/day.ts'
import { isIco, likeness } from './model-party.ts'

const why = (...[a, b]: Parameters<typeof likeness>) => likeness(a, b)?.why ?? null

describe('likeness of two records of the register', () => {
  it('sees through titles, diacritics, order, legal forms and one letter', () => {
    assert.deepEqual(why({ name: 'Ing. Jan Novák, Ph.D.' }, { name: 'novak jan' }), ['same-name'])
    assert.deepEqual(why({ name: 'Lesy Jezera s.r.o.' }, { name: 'Lesy Jezera, spol. s r. o.' }), ['same-name'])
    assert.deepEqual(why({ name: 'Jan Novák' }, { name: 'Jan Nowák' }), ['similar-name'])
    assert.equal(why({ name: 'Jan Novák' }, { name: 'Jan Horák' }), null)
    assert.equal(why({ name: 'Jan' }, { name: 'Jana' }), null)
    assert.equal(why({ name: '' }, { name: '' }), null)
  })

  it('says every reason, and is surer the more there are', () => {
    const one = likeness({ name: 'Jan Novák' }, { name: 'Jan Novák' })
    const two = likeness({ name: 'Jan Novák', email: 'J@x.cz' }, { name: 'Jan Novák', email: 'j@X.cz' })
    assert.deepEqual(two?.why, ['email', 'same-name'])
    assert.ok((two?.score ?? 0) > (one?.score ?? 1))
  })

  it('is denied by another company number or birth date, whatever else is the same', () => {
    assert.equal(why({ name: 'Obec Lhota', ico: '00000019' }, { name: 'Obec Lhota', ico: '00000027' }), null)
    assert.equal(why({ name: 'Jan Novák', bornOn: '1980-01-01' as Day }, { name: 'Jan Novák', bornOn: '1990-01-01' as Day }), null)
  })

  it('is the same from either side, between 0 and 1', () => {
    const record = fc.record({
      name: fc.constantFrom('Jan Novák', 'Novák Jan', 'Jana Nováková', 'Obec Lhota', 'Město Lhota'), email: fc.constantFrom(null, 'a@b.cz', 'A@B.cz'), ico: fc.constantFrom(null, '00000019', '00000027'), dataBox: fc.constantFrom(null, 'abc', 'xyz'),
    })
    fc.assert(fc.property(record, record, (a, b) => {
      assert.deepEqual(likeness(a, b)?.score, likeness(b, a)?.score)
      assert.ok((likeness(a, b)?.score ?? 0.5) >= 0.4 && (likeness(a, b)?.score ?? 0.5) <= 1)
    }))
  })
})

describe('a company number', () => {
  it('is checked by its last digit', () => {
    for (const good of ['00064581', '70891508', '25596641', '45274649']) assert.ok(isIco(good), good)
    for (const bad of ['00064582', '7089150', '708915080', 'abcdefgh', '']) assert.ok(!isIco(bad), bad)
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), (seven) => {
      const good = Array.from({ length: 10 }, (_, last) => `${String(seven).padStart(7, '0')}${last}`).filter(isIco)
      assert.equal(good.length, 1, 'exactly one last digit fits')
    }))
  })
})
