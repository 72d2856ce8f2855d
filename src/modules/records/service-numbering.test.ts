import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readHistory } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations } from './index.ts'
import { setTemplate, tryTemplate, viewNumbering } from './service-numbering.ts'
import { registered } from './testing.ts'

describe('the formats of numbers', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice([migrations])))
  after(() => office.close())
  const set = (template: string) => setTemplate(office, office.actors.head, 'reference', template)
  const number = async () => (await registered(office)).document.referenceNumber

  it('count from the next number on, in the same series', async () => {
    assert.deepEqual([await number(), await number()], ['KUZK 1/2026', 'KUZK 2/2026'])
    assert.deepEqual(await tryTemplate(office, office.actors.head, 'reference', '{abbr}-{unit}/{year}-{serial}'), { ok: true, value: ['KUZK-DOP/2026-3', 'KUZK-DOP/2026-4', 'KUZK-DOP/2026-5'] })
    assert.ok((await set('{abbr}/{year}-{serial:4}')).ok)
    assert.equal(await number(), 'KUZK/2026-0003')
    const [, , series] = await viewNumbering(office, office.actors.head)
    assert.deepEqual([series?.last, series?.examples[0], series?.isDefault], [3, 'KUZK/2026-0004', false])
  })

  it('are all in the log', async () => {
    const history = await readHistory(office.db, office.tenantId, { subjectId: 'numbering.reference', limit: 5 })
    assert.deepEqual(history.map(({ particulars }) => [particulars?.['template'], particulars?.['before']]), [['{abbr}/{year}-{serial:4}', '{abbr} {serial}/{year}']])
  })

  it('are refused when they would come to give a number again', async () => {
    assert.ok((await set('{abbr} 1{serial}/{year}')).ok)
    assert.equal(await number(), 'KUZK 14/2026')
    assert.deepEqual(await set('{abbr} {serial}/{year}'), { ok: false, refusal: 'would-repeat' }, 'the fourteenth would be 14 again')
  })

  it('change while eight register: no gap, no double', async () => {
    const numbers = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(async (i) => {
      if (i === 3) await set('Č.j. {abbr} {year}/{serial}')
      return number()
    }))
    assert.deepEqual(numbers.map((each) => Number(/(\d+)(?:\/2026)?$/.exec(each)?.[1]?.replace(/^1(?=\d)/, (one) => each.includes('KUZK 1') ? '' : one))).toSorted((a, b) => a - b), [5, 6, 7, 8, 9, 10, 11, 12])
  })
})
