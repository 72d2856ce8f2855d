import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { aLetter } from '../../platform/pdf/a-letter.ts'
import { renderLetter } from '../../platform/pdf/index.ts'
import { readHistory } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { addContent, migrations, viewDocument } from './index.ts'
import { differenceOf } from './service-difference.ts'
import { done, registered, sure } from './testing.ts'

describe('two versions of a component', () => {
  let office: TestOffice
  before(async () => void (office = await testOffice([migrations])))
  after(() => office.close())

  const content = async (name: string, bytes: Uint8Array, mediaType: string) =>
    ({ name, role: 'main' as const, sha256: await office.files.put(office.tenantId, bytes), size: bytes.byteLength, mediaType })

  /** A document whose content had these wordings, one after another. */
  const worded = async (name: string, mediaType: string, wordings: readonly Uint8Array[]) => {
    const [first, ...later] = await Promise.all(wordings.map((bytes) => content(name, bytes, mediaType)))
    const { document } = await registered(office, { contents: [sure(first)] })
    for (const next of later) await done(office, office.actors.registrar, (deed) => addContent(deed, document.id, next))
    const view = await viewDocument(office.db, office.actors.registrar, document.id)
    assert.ok(view.ok)
    return { documentId: document.id, componentId: sure(view.value.components.find((component) => component.name === name)).id }
  }

  it('are compared page by page when they are PDFs, and the look is logged', async () => {
    const letters = await Promise.all(['Lhůta je 15 dnů.', 'Lhůta je 30 dnů.'].map((body) => renderLetter(aLetter({ body }))))
    const at = await worded('dopis.pdf', 'application/pdf', letters)
    const found = await differenceOf(office, office.actors.registrar, { ...at, version: 2 }, 1)
    assert.ok(found.ok && found.value.kind === 'pages')
    assert.deepEqual([found.value.pages, found.value.changed.length], [1, 1])
    assert.match(sure(found.value.changed[0]).textAfter, /30 dnů/)
    const [last] = await readHistory(office.db, office.tenantId, { subjectId: at.documentId, limit: 1 })
    assert.equal(last?.event, 'Zobrazeni')
  })

  it('are put side by side as texts, said to be the same, or not to be comparable', async () => {
    const at = await worded('poznamka.txt', 'text/plain', ['Ano.', 'Ne.', 'Ano.'].map((text) => Buffer.from(text)))
    const between = async (version: number, from: number) => {
      const found = await differenceOf(office, office.actors.registrar, { ...at, version }, from)
      return found.ok ? found.value : found.refusal
    }
    assert.deepEqual(await between(2, 1), { kind: 'text', before: 'Ano.', after: 'Ne.' })
    assert.deepEqual(await between(3, 1), { kind: 'same' })
    assert.equal(await between(4, 1), 'not-found')
    assert.equal(await between(1, 4), 'not-found')
    const mixed = await worded('dopis', 'application/pdf', [Buffer.from('text'), await renderLetter(aLetter())])
    assert.deepEqual(await differenceOf(office, office.actors.registrar, { ...mixed, version: 2 }, 1), { ok: true, value: { kind: 'none', reason: 'other-format' } })
  })

  it('are compared for nobody who may not see the document', async () => {
    const at = await worded('tajne.txt', 'text/plain', ['Ano.', 'Ne.'].map((text) => Buffer.from(text)))
    assert.deepEqual(await differenceOf(office, office.actors.otherClerk, { ...at, version: 2 }, 1), { ok: false, refusal: 'not-found' })
  })
})
