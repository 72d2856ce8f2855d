import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { parseMailDate } from './dates.ts'

const readable: [string, string][] = [
  ['Mon, 23 Nov 2026 09:30:00 +0100', '2026-11-23T08:30:00.000Z'],
  ['23 Nov 2026 09:30 +0100 (CET)', '2026-11-23T08:30:00.000Z'],
  ['Mon,23 Nov 26 8:30:00 GMT', '2026-11-23T08:30:00.000Z'],
  ['Fri, 7 Oct 94 16:15:05 PDT', '1994-10-07T23:15:05.000Z'],
  ['Thu (day), 29 Feb 2024 23:59:60 -0000', '2024-03-01T00:00:00.000Z'],
  ['Monday, 23-November-2026 09:30:00', '2026-11-23T09:30:00.000Z'],
]
for (const [field, instant] of readable) it(`reads ${field}`, () => assert.equal(parseMailDate(field)?.toISOString(), instant))

for (const field of ['', 'yesterday', 'foo 1', '2026', '31 Feb 2026 10:00 +0100', '1 Jan 2026 25:00 +0100',
  '1 Foo 2026 10:00 +0100', '1 Jan 2026 10:00:t']) {
  it(`makes no date of ${JSON.stringify(field)}`, () => assert.equal(parseMailDate(field), null))
}

it('reads back every date as mails write it, in any zone', () => {
  const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(fc.property(days, fc.integer({ min: -12 * 60, max: 14 * 60 }), (date, offset) => {
    const local = new Date(Math.floor(date.getTime() / 1000) * 1000 + offset * 60_000).toUTCString().replace('GMT', '')
    const zone = `${offset < 0 ? '-' : '+'}${String(Math.trunc(Math.abs(offset) / 60) * 100 + Math.abs(offset) % 60).padStart(4, '0')}`
    assert.equal(parseMailDate(local + zone)?.getTime(), Math.floor(date.getTime() / 1000) * 1000)
  }))
})
