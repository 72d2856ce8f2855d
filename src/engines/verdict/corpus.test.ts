import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { areSignaturesGood, isTechnicallyGood, readCorpus, type CorpusCase } from './corpus.testing.ts'
import { judgeFile, readEvidence, type DocumentReport } from './index.ts'

const folder = join(process.env['OBEH_SHARED'] ?? join(import.meta.dirname, '../../../../shared'), 'cases/signatures')

interface Judged extends CorpusCase {
  readonly report: DocumentReport
  readonly seconds: number
}

/** What a detached signature signs is not in the corpus. */
const isWithoutContent = ({ signatures }: DocumentReport) => signatures.some(({ subIndication }) => subIndication === 'SIGNED_DATA_NOT_FOUND')

describe('the verdicts on a corpus of real, tampered and malformed files', { skip: !existsSync(folder) && 'no ../shared' }, () => {
  let judged: readonly Judged[] = []
  before(() => {
    const evidence = readEvidence({ at: new Date('2026-11-28T12:00:00Z') })
    judged = readCorpus(readFileSync(join(folder, 'index.tsv'), 'utf8')).map((one) => {
      const started = performance.now()
      const report = judgeFile(new Uint8Array(readFileSync(join(folder, one.file))), evidence)
      return { ...one, report, seconds: (performance.now() - started) / 1000 }
    })
  })

  const share = (context: { diagnostic(text: string): void }, what: string, of: readonly Judged[], agrees: (one: Judged) => boolean) => {
    const not = of.filter((one) => !agrees(one))
    context.diagnostic(`${what}: ${of.length - not.length} of ${of.length}`)
    for (const { file, said, report } of not) context.diagnostic(`  ${file} | ${said.slice(0, 90)} | ${report.verdict} ${report.signatures.map(({ subIndication, level, changesAfter }) => `${subIndication ?? 'passed'} ${level} ${changesAfter}`).join('; ')}`)
    return of.length === 0 ? 1 : (of.length - not.length) / of.length
  }

  it('come for every file, each within three seconds', () => {
    assert.ok(judged.length > 400)
    assert.deepEqual(judged.filter(({ seconds }) => seconds > 3).map(({ file }) => file), [])
  })

  it('call nothing good that was tampered with, is malformed or signs something else', () => {
    assert.deepEqual(judged.filter(({ expected, report }) => expected === 'bad' && isTechnicallyGood(report)).map(({ file }) => file), [])
  })

  it('pass nothing without an anchor of trust', () => {
    assert.deepEqual(judged.filter(({ report }) => report.verdict === 'TOTAL_PASSED').map(({ file }) => file), [])
  })

  it('agree with the origin on the cryptography of at least 98 of 100', (context) => {
    assert.ok(share(context, 'cryptography', judged.filter(({ expected, report }) => expected !== undefined && !isWithoutContent(report)), ({ expected, report }) => (expected === 'good') === areSignaturesGood(report)) >= 0.98)
  })

  it('agree with the origin on the class of change of at least 95 of 100', (context) => {
    const worst = ({ report }: Judged) => report.signatures[0]?.changesAfter ?? 'NONE'
    assert.ok(share(context, 'class of change', judged.filter(({ changes, report }) => changes.length > 0 && report.signatures.length > 0), (one) => one.changes.includes(worst(one))) >= 0.95)
  })

  it('name the level the origin names for at least 70 of 100, which also lists those of files made from them', (context) => {
    const told = judged.filter(({ levels, report }) => levels.length > 0 && report.signatures.length > 0)
    assert.ok(share(context, 'level', told, ({ levels, report }) => report.signatures.some(({ level }) => levels.includes(level))) >= 0.7)
  })
})
