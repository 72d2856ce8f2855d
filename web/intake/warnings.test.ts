import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { warningWords } from './warnings.ts'

describe('a warning in plain words', () => {
  it('shows both readings when two readers disagree', () => {
    const said = warningWords('cs', { kind: 'parsers-disagree', about: 'sender', readings: ['a@x.cz', 'b@x.cz'] }) ?? ''
    assert.ok(said.includes('odesílateli') && said.includes('„a@x.cz“') && said.includes('„b@x.cz“'), said)
  })

  it('names the file it is about, whatever signs its name has', () => {
    assert.ok(warningWords('cs', { kind: 'program-attached', name: 'faktura.exe' })?.includes('„faktura.exe“'))
    assert.ok(warningWords('en', { kind: 'attachment-renamed', from: '$&.exe', to: 'b' })?.includes('“$&.exe” had'))
  })

  it('is said even when nobody has thought of it yet', () => {
    assert.ok(warningWords('cs', { kind: 'something-new' }))
    assert.ok(warningWords('en', { kind: 'parsers-disagree', about: 'something-new' }))
  })

  it('is not said when it changes nothing for the registrar', () => {
    assert.equal(warningWords('cs', { kind: 'text-from-html' }), null)
  })
})
