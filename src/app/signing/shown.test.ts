import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openPdf, signatureFields, stream } from '../../engines/pdf/index.ts'
import { sql } from 'kysely'
import { buildPdf } from '../../engines/pdf/testing.ts'
import { confirm, runCeremony } from '../../modules/signing/index.ts'
import { linesOf, must, proof, rule } from '../../modules/signing/testing.ts'
import { aLetter } from '../../platform/pdf/a-letter.ts'
import { pdfInk, renderLetter } from '../../platform/pdf/index.ts'
import { newId } from '../../kernel/id.ts'
import { officeThatSigns } from './testing-papers.ts'

type Box = readonly number[]
const overlap = ([a = 0, b = 0, c = 0, d = 0]: Box, [e = 0, f = 0, g = 0, h = 0]: Box) => a < g && e < c && b < h && f < d

/** Where the signatures of a file are shown, oldest first. */
function blocks(bytes: Uint8Array): number[][] {
  const pdf = openPdf(bytes)
  assert.ok(pdf.ok)
  return signatureFields(pdf.value.latest).map(({ dictionary }) => (pdf.value.latest.array(dictionary, 'Rect') ?? []).map(Number))
}
const inkOf = async (bytes: Uint8Array): Promise<readonly Box[]> => {
  const ink = await pdfInk(bytes)
  return ink.ok ? ink.value.boxes : assert.fail(ink.refusal)
}

describe('a signature that the rule wants on the page', () => {
  let papers: Awaited<ReturnType<typeof officeThatSigns>>
  before(async () => {
    papers = await officeThatSigns()
    await rule(papers.office, { need: 'signature+timestamp', mustOpen: 'sample', samplePercent: 1, visible: true })
  })
  after(() => papers.close())
  const letter = async (body = 'Vážená paní,') => Buffer.from(await renderLetter(aLetter({ subject: `Rozhodnutí ${newId()}`, body })))

  it('stands where it covers nothing, says who, when and why, and the next signer stands beside; no validator sees a forbidden change', async () => {
    const { office, register, ask, sign, bytesOf, judged, deps } = papers
    const { head, colleague } = office.actors
    const original = await letter()
    const documentId = await register(original, 'rozhodnuti.pdf', 'application/pdf')
    const [first, second] = await ask(documentId, [head, colleague])
    assert.ok(first && second)
    const list = await sign(head, [first], 'Schvaluji žluťoučké znění')
    const once = await bytesOf(documentId)
    await sign(colleague, [second])
    const twice = await bytesOf(documentId)
    const [one = [], other = []] = blocks(twice)
    assert.deepEqual(blocks(once), [one])
    assert.ok(!overlap(one, other))
    const before = await inkOf(original)
    assert.ok(before.every((box) => !overlap(box, one) && !overlap(box, other)))
    const ink = await inkOf(twice)
    assert.ok([one, other].every((block) => ink.some((box) => overlap(box, block))))
    assert.deepEqual((await linesOf(deps, head, list)).map(({ visible, unshown, state }) => [visible, unshown, state]), [[true, null, 'stored']])
    const report = judged(twice)
    assert.deepEqual(report.signatures.map(({ indication, level, changesAfter, problems }) => [indication, level, changesAfter, problems]), [
      ['TOTAL_PASSED', 'PAdES_BASELINE_T', 'FORM_FILLING', []], ['TOTAL_PASSED', 'PAdES_BASELINE_T', 'NONE', []],
    ])
  })

  it('is prepared alike however often, so that a run which died with the signature made asks the key for no other', async () => {
    const { office, deps, register, ask, freezeOf, bytesOf } = papers
    const { head } = office.actors
    const documentId = await register(await letter(), 'rozhodnuti.pdf', 'application/pdf')
    const { ceremonyId, root } = await freezeOf(head, await ask(documentId, [head]))
    await must(confirm(deps, head, ceremonyId, { root, proof: proof(office) }))
    const dying = { ...deps, files: { ...deps.files, putAll: () => Promise.reject(new Error('killed')) } }
    await assert.rejects(runCeremony(dying, office.tenantId, ceremonyId), /killed/)
    await runCeremony(deps, office.tenantId, ceremonyId)
    assert.equal(blocks(await bytesOf(documentId)).length, 1)
    const { rows } = await sql<{ made: number }>`select count(*)::integer as made from signing.signature where ceremony_id = ${ceremonyId}`.execute(office.db)
    assert.deepEqual(rows, [{ made: 1 }])
  })

  it('is made without being shown where there is no room or nothing may be added, which the list says before it is confirmed', async () => {
    const { office, deps, register, ask, freezeOf, sign, bytesOf } = papers
    const { head, colleague } = office.actors
    const full = buildPdf({ extra: (first) => ({ objects: [stream({}, Buffer.from('0.9 g 0 0 595 842 re f'))], page: { Contents: [{ kind: 'reference', number: first, generation: 0 }] } }) })
    const crowded = await register(full, 'plna.pdf', 'application/pdf')
    const turned = await register(buildPdf({ extra: () => ({ page: { Rotate: 90 } }) }), 'otocena.pdf', 'application/pdf')
    const certified = await register(buildPdf({ pages: ['Smlouva'] }), 'smlouva.pdf', 'application/pdf')
    const [unseen, next] = await ask(certified, [colleague, head])
    assert.ok(unseen && next)
    await rule(office, { need: 'signature', mustOpen: 'sample', samplePercent: 1, visible: false })
    await sign(colleague, [unseen])
    await rule(office, { need: 'signature', mustOpen: 'sample', samplePercent: 1, visible: true })
    const items = [...await ask(crowded, [head]), ...await ask(turned, [head]), next]
    const { ceremonyId, root } = await freezeOf(head, items)
    const told = async () => (await linesOf(deps, head, ceremonyId)).map(({ visible, unshown, state }) => [visible, unshown, state])
    assert.deepEqual(await told(), [[false, 'no-free-place', 'prepared'], [false, 'place-unknown', 'prepared'], [false, 'signed-unshown', 'prepared']])
    await must(confirm(deps, head, ceremonyId, { root, proof: proof(office) }))
    await runCeremony(deps, office.tenantId, ceremonyId)
    assert.deepEqual((await told()).map(([, , state]) => state), ['stored', 'stored', 'stored'])
    assert.deepEqual(blocks(await bytesOf(crowded)), [[0, 0, 0, 0]])
  })
})
