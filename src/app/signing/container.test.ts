import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openContainer, readAsic } from '../../engines/asic/index.ts'
import { writeZip } from '../../engines/zip/index.ts'
import { newId } from '../../kernel/id.ts'
import { verifyLog } from '../../modules/audit/index.ts'
import { fileName, previewContent } from '../../modules/records/index.ts'
import { askFinalCopy, confirm, madeSignatures, runCeremony } from '../../modules/signing/index.ts'
import { judgeOwn, validationsOf } from '../../modules/validation/index.ts'
import { linesOf, must, proof, rule } from '../../modules/signing/testing.ts'
import { officeThatSigns } from './testing-papers.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const docx = () => Buffer.from(writeZip([{ name: '[Content_Types].xml', bytes: Buffer.from(`<Types>${newId()}</Types>`) }, { name: 'word/document.xml', bytes: Buffer.from('<w:document>Žluťoučký</w:document>') }], new Date(0)))

describe('a file that is no PDF', () => {
  let papers: Awaited<ReturnType<typeof officeThatSigns>>
  before(async () => {
    papers = await officeThatSigns()
    await rule(papers.office, { need: 'signature+timestamp', mustOpen: 'sample', samplePercent: 1 })
  })
  after(() => papers.close())
  const data = (bytes: Uint8Array) => {
    const asic = readAsic(bytes)
    return asic.ok ? asic.value.data.map((name) => [name, Buffer.from(asic.value.container.files.get(name) ?? [])] as const) : assert.fail(asic.refusal)
  }

  it('is signed in a container that holds it byte for byte; whoever signs next signs beside, and the first signature stays valid', async () => {
    const { office, register, ask, sign, bytesOf, judged, main } = papers
    const { head, colleague, clerk } = office.actors
    const original = docx()
    const documentId = await register(original, 'příloha č. 1.docx', word)
    const wording = (await main(documentId)).version.sha256
    const [first, second] = await ask(documentId, [head, colleague])
    assert.ok(first && second)
    await sign(head, [first])
    const once = await bytesOf(documentId)
    assert.deepEqual(data(once), [['příloha č. 1.docx', original]])
    await sign(colleague, [second])
    const twice = await bytesOf(documentId)
    assert.deepEqual(data(twice), [['příloha č. 1.docx', original]])
    for (const [name, bytes] of openContainerOf(once)) assert.deepEqual(openContainerOf(twice).get(name), bytes, name)
    const report = judged(twice)
    assert.deepEqual([report.kind, report.verdict], ['asic-e', 'TOTAL_PASSED'])
    assert.deepEqual(report.signatures.map(({ indication, level, problems, files }) => [indication, level, problems, files?.includes('příloha č. 1.docx')]), [1, 2].map(() => ['TOTAL_PASSED', 'CAdES_BASELINE_T', [], true]))
    const { version, component, wording: now } = await main(documentId)
    assert.deepEqual([version.number, now, fileName(component, version)], [3, wording, 'příloha č. 1.docx.asice'])
    assert.deepEqual((await must(madeSignatures(office, clerk, documentId))).map(({ signer, isOfNewest, changesSince }) => [signer?.name, isOfNewest, changesSince]), [[head.name, true, 0], [colleague.name, true, 0]])
    await judgeOwn({ ...office, fetches: false, judge: (bytes) => Promise.resolve(judged(bytes)), judgeMany: (files) => Promise.resolve(files.map((bytes) => judged(bytes))) }, office.tenantId, [documentId])
    assert.deepEqual((await must(validationsOf(office, clerk, documentId))).map(({ version: of, report: { kind, verdict, signatures } }) => [of, kind, verdict, signatures.length]), [[3, 'asic-e', 'TOTAL_PASSED', 2]])
    assert.deepEqual(await askFinalCopy(papers.deps, clerk, documentId), { ok: false, refusal: 'no-final-container' })
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
  })

  it('is put in the same container however often, so that a run which died with the signature made asks the key for no other', async () => {
    const { office, deps, register, ask, freezeOf, judged, bytesOf } = papers
    const { head } = office.actors
    const documentId = await register(docx(), 'smlouva.docx', word)
    const { ceremonyId, root } = await freezeOf(head, await ask(documentId, [head]))
    await must(confirm(deps, head, ceremonyId, { root, proof: proof(office) }))
    const dying = { ...deps, files: { ...deps.files, putAll: () => Promise.reject(new Error('killed')) } }
    await assert.rejects(runCeremony(dying, office.tenantId, ceremonyId), /killed/)
    await runCeremony(deps, office.tenantId, ceremonyId)
    assert.equal(judged(await bytesOf(documentId)).verdict, 'TOTAL_PASSED')
    const { rows } = await sql<{ made: number }>`select count(*)::integer as made from signing.signature where ceremony_id = ${ceremonyId}`.execute(office.db)
    assert.deepEqual(rows, [{ made: 1 }])
  })

  it('is signed without being shown where the rule wants it shown, which the list says, and read as the file in it; a container with a file changed in it is not signed', async () => {
    const { office, deps, register, ask, freezeOf, sign, bytesOf, main } = papers
    const { head } = office.actors
    await rule(office, { need: 'signature', mustOpen: 'sample', samplePercent: 1, visible: true })
    const documentId = await register(Buffer.from(`prostý text ${newId()}`), 'mimetype', 'text/plain')
    const items = await ask(documentId, [head])
    const { ceremonyId } = await freezeOf(head, items)
    assert.deepEqual((await linesOf(deps, head, ceremonyId)).map(({ visible, unshown }) => [visible, unshown]), [[false, 'no-page']])
    await sign(head, items)
    const signed = await bytesOf(documentId)
    assert.deepEqual(data(signed).map(([name]) => name), ['_mimetype'])
    const { component, version, wording } = await main(documentId)
    const preview = await must(previewContent(deps, head, { documentId, componentId: component.id, version: version.number }))
    assert.deepEqual([preview.kind === 'text' && preview.text.startsWith('prostý text'), preview.within], [true, { name: 'mimetype', version: 1, sha256: wording }])
    assert.deepEqual(await deps.signer.inspect(signed), { pages: null, obstacle: null })
    const changed = writeZip([...openContainerOf(signed)].map(([name, bytes]) => ({ name, bytes: name === '_mimetype' ? Buffer.from('jiný text') : bytes, stored: name === 'mimetype' })), new Date(0))
    assert.deepEqual(await deps.signer.inspect(changed), { pages: null, obstacle: 'broken-signature' })
  })
})

function openContainerOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const opened = openContainer(bytes)
  return opened.ok ? opened.value.files : assert.fail(opened.refusal)
}
