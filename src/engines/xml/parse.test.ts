import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { canonicalise, parseXml, transforms } from './index.ts'

const refusalOf = (text: string | Buffer) => {
  const parsed = parseXml(Buffer.from(text))
  return parsed.ok ? 'read' : parsed.refusal
}

describe('reading XML strictly', () => {
  it('reads what is well-formed', () => {
    for (const text of ['<a/>', '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<a b=\'"\'>&lt;&#x17E;<![CDATA[<b>]]><!-- x --></a>\n', '<p:a xmlns:p="u"><p:b /></p:a>']) assert.equal(refusalOf(text), 'read')
  })

  it('refuses what the parser would mend, each in its way', () => {
    const broken = ['', ' ', '<a>', '<a></b></a>', '<a><b></a></b>', '<a/><b/>', 'x<a/>', '<a/>x', '<a b=1/>', '<a b/>', '<a b="1" b="2"/>', '<a b="<"/>', '<a>& b</a>', '<a>&nbsp;</a>',
      '<a>&#0;</a>', '<a>]]></a>', '<a><!-- -- --></a>', '<a><!--', '<a>\u0001</a>', '<p:a/>', '<a p:b="x"></a', '<A></a>', '<a><![CDATA[</a>', '<![CDATA[x]]><a/>']
    for (const text of broken) assert.equal(refusalOf(text), 'malformed', JSON.stringify(text))
  })

  it('refuses document types, other encodings, depth and size without end', () => {
    assert.equal(refusalOf('<!DOCTYPE a><a/>'), 'document-type')
    assert.equal(refusalOf('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'not-utf8')
    assert.equal(refusalOf(Buffer.from([0x3c, 0x61, 0x3e, 0xff])), 'not-utf8')
    assert.equal(refusalOf(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), 'too-deep')
    const large = parseXml(Buffer.from('<a>   </a>'), { size: 9, depth: 9, nodes: 9 })
    assert.deepEqual(large, { ok: false, refusal: 'too-large' })
  })

  it('ends in linear time on what was made to make it slow', () => {
    const size = 200_000
    for (const text of [`<a ${'b="c" '.repeat(size)}`, `<a>${'&amp;'.repeat(size)}`, `<a>${'<'.repeat(size)}`, `<!--${'-'.repeat(size)}`]) assert.equal(refusalOf(text), 'malformed')
  })
})

describe('the canonical form', () => {
  it('takes the namespaces in force along where the algorithm says so', () => {
    const parsed = parseXml(Buffer.from('<r xmlns="u" xmlns:p="v" xmlns:q="w"><a z="1" b="2"><q:c/></a></r>'))
    assert.ok(parsed.ok)
    const element = parsed.value.documentElement.firstChild as Element
    assert.equal(canonicalise(element, transforms.exclusive).toString(), '<a xmlns="u" b="2" z="1"><q:c xmlns:q="w"></q:c></a>')
    assert.equal(canonicalise(element, transforms.inclusive).toString(), '<a xmlns="u" xmlns:p="v" xmlns:q="w" b="2" z="1"><q:c></q:c></a>')
    assert.equal(canonicalise(element, transforms.exclusive, ['p']).toString(), '<a xmlns="u" xmlns:p="v" b="2" z="1"><q:c xmlns:q="w"></q:c></a>')
  })
})
