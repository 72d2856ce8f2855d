import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Day } from '../../kernel/day.ts'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { makeEntry } from './model.ts'
import { renderEntry, renditionHead } from './model-rendition.ts'

describe('the form of the rendition', () => {
  const hours = (day: string) => {
    const [from, to] = ['Od', 'Do'].map((end) => Date.parse(new RegExp(`<DatumCas${end}>([^<]+)<`).exec(renditionHead('a/log', day as Day))?.[1] ?? ''))
    return (Number(to) - Number(from)) / 3_600_000
  }
  const render = (name: string, payload: Record<string, string>, id = 'd') => {
    const entry = makeEntry(automaton('t' as Id<'Tenant'>, name), new Date(0), { event: 'Prihlaseni', object: { type: 'Dokument', id }, payload }, Buffer.alloc(32))
    return renderEntry('a/log', { ...entry, index: 4, leafHash: Buffer.alloc(32) })
  }

  it('covers days of 23, 24 and 25 hours as they are in the office', () => {
    assert.deepEqual(['2027-03-28', '2027-10-31', '2027-06-01'].map(hours), [23, 25, 24])
  })

  it('writes a word of the standard by its code and any other as text', () => {
    const xml = render('rule', {})
    assert.match(xml, /<TypUdalostiText>Prihlaseni<\/TypUdalostiText>/)
    assert.match(xml, /<TypObjektuId>Dokument<\/TypObjektuId>/)
  })

  it('lets no text out of its element, and keeps within the lengths of the standard', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 150 }), fc.string({ unit: 'binary', maxLength: 120 }), (text, id) => {
      const xml = render(text, { reason: text }, id)
      assert.deepEqual(xml.replace(/<\/?[A-Za-z]+>/g, '').match(/[<>\u0000-\u0008\u000b\u000c\u000e-\u001f]|&(?!amp;|lt;|gt;|#xD;|#9;|#10;)/g), null)
      const [, doer = ''] = /<provedlKdo>(.*)<\/provedlKdo>/s.exec(xml) ?? []
      const [, short = ''] = /<HodnotaID>(.*)<\/HodnotaID>/s.exec(xml) ?? []
      const plain = (escaped: string) => Array.from(escaped.replace(/&[^;]+;/g, '?')).length
      assert.ok(plain(doer) <= 100 && plain(short) <= 50, `${plain(doer)} ${plain(short)}`)
    }), { numRuns: 40 })
  })
})
