import assert from 'node:assert/strict'
import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readAsic } from '../../engines/asic/index.ts'
import { readSignedData, readTimestampRequest, timestampResponse, valuesOf } from '../../engines/cms/index.ts'
import { at, holder, signed, timestampBy } from '../../engines/pades/testing.ts'
import { reference, signatureFields, signatures, stream } from '../../engines/pdf/index.ts'
import { buildPdf, layouts, numbersOf, opened, taken } from '../../engines/pdf/testing.ts'
import { judgeFile, readEvidence } from '../../engines/verdict/index.ts'
import { pdfInk } from '../pdf/index.ts'
import { placedBlock, signFiles, type Means, type Signed } from './index.ts'

const who = holder()
const usual: Means = { chain: who.chain, key: who.key, timestampUrls: [], timestampsPerMinute: 1000 }

describe('bulk signing', () => {
  let folder = ''
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'obeh-bulk-')) })
  after(() => rm(folder, { recursive: true }))

  let turn = 0
  async function sign(files: Readonly<Record<string, Uint8Array>>, means = usual, threads = 2) {
    const [from, to] = [join(folder, `in${++turn}`), join(folder, `out${turn}`)]
    await Promise.all([from, to].map((path) => mkdir(path)))
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(from, name), bytes)
    const tasks = Object.keys(files).map((name) => ({ from: join(from, name), to: join(to, name), wish: { signedAt: at, reason: 'Schvaluji' } }))
    const outcomes: Signed[] = []
    for await (const outcome of signFiles(tasks, means, threads)) outcomes.push(outcome)
    return { to, outcomes, told: outcomes.map(({ task, outcome }) => [basename(task.from), outcome.ok ? outcome.value.level : outcome.refusal]) }
  }

  it('signs what it can, says why it could not sign the rest, in the order asked, and leaves nothing half done', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}.pdf`, buildPdf({ layout: layouts[index % 4] ?? 'table', pages: [`n ${index}`] })]))
    const files = { ...many, 'broken.pdf': Buffer.from('%PDF-1.7 and nothing more'), 'final.pdf': signed(buildPdf(), who, { final: true }), 'last.pdf': buildPdf() }
    const { told, to } = await sign(files)
    assert.deepEqual(told, Object.keys(files).map((name) => [name, name === 'broken.pdf' ? 'no-startxref' : name === 'final.pdf' ? 'no-changes-permitted' : 'PAdES_BASELINE_B']))
    assert.deepEqual((await readdir(to)).length, 51)
    for (const [name, original] of Object.entries(many)) {
      const bytes = await readFile(join(to, name))
      assert.ok(bytes.subarray(0, original.length).equals(original))
      assert.deepEqual(signatures(opened(bytes)).map(({ reason }) => reason), ['Schvaluji'])
    }
  })

  it('puts what is no PDF into a container with its signature, as it is', async () => {
    const [text, odd] = [Buffer.from('Zápis z jednání'), Buffer.from([0xff, 0, 0x25])]
    const { told, to, outcomes } = await sign({ 'zápis č. 1.txt': text, 'scan.tif': odd })
    assert.deepEqual(told, [['zápis č. 1.txt', 'CAdES_BASELINE_B'], ['scan.tif', 'CAdES_BASELINE_B']])
    assert.deepEqual((await readdir(to)).toSorted(), ['scan.tif.asice', 'zápis č. 1.txt.asice'])
    assert.deepEqual(outcomes.map(({ outcome }) => outcome.ok && basename(outcome.value.to)), ['zápis č. 1.txt.asice', 'scan.tif.asice'])
    const container = taken(readAsic(await readFile(join(to, 'zápis č. 1.txt.asice'))))
    assert.deepEqual(Buffer.from(container.container.files.get('zápis č. 1.txt') ?? []), text)
    const report = judgeFile(await readFile(join(to, 'scan.tif.asice')), readEvidence({ anchors: [who.authority.root.certificate.der], at }))
    assert.deepEqual(report.signatures.map(({ level, intact, cryptographicallyValid, files }) => [level, intact, cryptographicallyValid, files]), [['CAdES_BASELINE_B', true, true, ['scan.tif']]])
  })

  it('shows the signature on the last page where nothing is, and refuses where there is no such place', async () => {
    const [from, to] = [join(folder, 'shown.pdf'), join(folder, 'shown-signed.pdf')]
    await writeFile(from, buildPdf({ pages: ['First', 'Last'] }))
    const outcomes: Signed[] = []
    for await (const outcome of signFiles([{ from, to, wish: { signedAt: at }, shown: ['Jana Nováková', 'Schvaluji'] }], usual, 1)) outcomes.push(outcome)
    assert.ok(outcomes[0]?.outcome.ok)
    const pdf = opened(await readFile(to))
    assert.deepEqual(signatureFields(pdf.latest)[0]?.dictionary.entries.get('P'), pdf.latest.pages[1]?.reference)
    const [before, after] = [taken(await pdfInk(await readFile(from))), taken(await pdfInk(await readFile(to)))]
    const added = after.boxes.filter((box) => !before.boxes.some((known) => known.join() === box.join()))
    assert.ok(added.length > 3 && added.every(([left, bottom, right, top]) => left >= 300 && bottom >= 30 && right <= 565 && top <= 90), JSON.stringify(added))
    assert.deepEqual(after.boxes.length, before.boxes.length + added.length)
    const page = await signOnFull()
    assert.deepEqual(page, 'no-free-place')
  })

  async function signOnFull(): Promise<string> {
    const full = buildPdf({ extra: () => ({ objects: [stream({}, Buffer.from('0 0 600 850 re f'))], page: { Contents: reference(numbersOf.page(1)) } }) })
    const placed = await placedBlock(full, ['Jana'])
    return placed.ok ? 'placed' : placed.refusal
  }

  it('overwrites nothing, also when two files would get the same name at once', async () => {
    const { to } = await sign({ 'a.pdf': buildPdf() })
    const kept = await readFile(join(to, 'a.pdf'))
    const tasks = ['a.pdf', 'b.pdf', 'b.pdf', 'b.pdf', 'b.pdf'].map((name) => ({ from: join(folder, `in${turn}`, 'a.pdf'), to: join(to, name), wish: { signedAt: new Date(0) } }))
    const outcomes: string[] = []
    for await (const { outcome } of signFiles(tasks, usual, 2)) outcomes.push(outcome.ok ? 'signed' : outcome.refusal)
    assert.deepEqual(outcomes.toSorted(), ['output-exists', 'output-exists', 'output-exists', 'output-exists', 'signed'])
    assert.ok(kept.equals(await readFile(join(to, 'a.pdf'))))
    assert.deepEqual((await readdir(to)).toSorted(), ['a.pdf', 'b.pdf'])
  })

  it('a file that is not there, and a folder that is not there, are told of each file', async () => {
    await sign({ 'a.pdf': buildPdf() })
    const from = join(folder, `in${turn}`, 'a.pdf')
    const tasks = [{ from: `${from}x`, to: join(folder, `out${turn}`, 'x.pdf') }, { from, to: join(folder, 'nowhere', 'x.pdf') }].map((task) => ({ ...task, wish: { signedAt: at } }))
    const outcomes: string[] = []
    for await (const { outcome } of signFiles(tasks, usual, 1)) outcomes.push(outcome.ok ? 'signed' : outcome.refusal)
    assert.deepEqual(outcomes, ['file-unreadable', 'output-unwritable'])
  })

  it('with an authority of time stamps each file has one over its signature; without its answer nothing is written', async () => {
    let isAway = false
    const server = createServer((request, response) => {
      request.toArray().then((pieces: Buffer[]) => {
        const asked = taken(readTimestampRequest(Buffer.concat(pieces)))
        response.writeHead(isAway ? 503 : 200, isAway ? { 'retry-after': '3600' } : {}).end(isAway ? '' : timestampResponse(timestampBy(who, asked.imprint, asked.nonce)))
      }, () => response.destroy())
    })
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
    try {
      const address = server.address()
      const means = { ...usual, timestampUrls: [`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`] }
      const { told, to } = await sign({ 'a.pdf': buildPdf(), 'b.pdf': buildPdf() }, means)
      assert.deepEqual(told, [['a.pdf', 'PAdES_BASELINE_T'], ['b.pdf', 'PAdES_BASELINE_T']])
      const [signer] = taken(readSignedData(signatures(opened(await readFile(join(to, 'b.pdf'))))[0]?.contents?.value ?? Buffer.alloc(0))).signers
      assert.equal(signer && valuesOf(signer.unsigned, '1.2.840.113549.1.9.16.2.14').length, 1)
      isAway = true
      const without = await sign({ 'a.pdf': buildPdf() }, means)
      assert.deepEqual([without.told, await readdir(without.to)], [[['a.pdf', 'no-timestamp']], []])
    } finally {
      server.close()
    }
  })
})
