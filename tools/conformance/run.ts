import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { readCorpus, type CorpusCase } from '../../src/engines/verdict/corpus.testing.ts'
import type { DocumentReport } from '../../src/engines/verdict/index.ts'
import { root } from '../setup/root.mjs'
import { changedThatPass } from './changed.ts'
import { compareCorpus, compareOwn, compareTrusted } from './compare-dss.ts'
import { askDss } from './dss.ts'
import { fetchJudge, missingJava, type JavaJudge } from './java.ts'
import { fetchPyhanko, judges, type Judge } from './judges.ts'
import { opinionOf, ourReport, type Asked } from './opinion.ts'
import { writeOwnFiles } from './own.ts'
import { signedArchival } from './own-archival.ts'
import { withOwnRoots } from './own-roots.ts'
import { askVerapdf as askArchival } from './verapdf.ts'

/** Asks independent judges about our own signed files and about the corpus, and prints how often they and we agree. Never a part of npm test. */
const shared = join(process.env['OBEH_SHARED'] ?? join(root, '..', 'shared'), 'cases', 'signatures')
const folder = mkdtempSync(join(tmpdir(), 'obeh-own-'))
const { values: { fetch: fetches, keep: keeps, trusting, changed }, positionals: only } = parseArgs({
  allowPositionals: true, options: { fetch: { type: 'boolean' }, keep: { type: 'boolean' }, trusting: { type: 'boolean' }, changed: { type: 'string', default: '0' } },
})
const say = (line: string) => { process.stdout.write(`${line}\n`) }
const nameOf = (path: string) => relative(path.startsWith(folder) ? folder : shared, path)

function fetchAll(): void {
  fetchPyhanko(root)
  for (const name of ['dss', 'verapdf'] as const) {
    const failed = fetchJudge(name)
    say(failed === undefined ? `${name}: fetched` : `${name}: ${failed}`)
  }
}

interface Files {
  readonly own: readonly Asked[]
  readonly corpus: readonly (CorpusCase & Asked)[]
  readonly reports: ReadonlyMap<string, DocumentReport>
}

function compare({ name, ask }: Judge, what: string, files: readonly Asked[], reports: Files['reports']): void {
  const own = (path: string) => { const report = reports.get(path); return report && opinionOf(report) }
  const both = [...ask(files)].filter(([file, opinion]) => opinion !== undefined && own(file) !== undefined)
  const differing = both.filter(([file, opinion]) => own(file) !== opinion)
  say(`  ${what}: agrees on ${both.length - differing.length} of ${both.length}`)
  for (const [file, opinion] of differing) say(`    ${nameOf(file)}: we say ${own(file) ?? 'nothing'}, ${name} says ${opinion ?? 'nothing'}`)
}

function askSimpleJudges({ own, corpus, reports }: Files): void {
  for (const judge of judges(root).filter(isWanted)) {
    say(`${judge.name}${judge.missing ? `: skipped, ${judge.missing}` : ''}`)
    if (judge.missing) continue
    compare(judge, 'our own', own, reports)
    if (!judge.ownOnly && corpus.length > 0) compare(judge, 'the corpus', corpus, reports)
  }
}

const isWanted = ({ name }: { readonly name: string }) => only.length === 0 || only.some((word) => name.toLowerCase().includes(word.toLowerCase()))

/** Whether a judge in Java was named and can be asked; says so. */
function isThere(name: string, judge: JavaJudge): boolean {
  if (!isWanted({ name })) return false
  const missing = missingJava(judge)
  say(`${name}${missing ? `: skipped, ${missing}` : ''}`)
  return missing === undefined
}

function askDssAboutAll({ own, corpus, reports }: Files): void {
  if (!isThere('EU DSS', 'dss')) return
  const answers = askDss([...own, ...corpus])
  for (const line of compareOwn(own, reports, answers, nameOf)) say(`  ${line}`)
  for (const line of compareCorpus(corpus, reports, answers)) say(`  ${line}`)
  if (trusting) askDssAboutTrusted(corpus)
  if (Number(changed) > 0) askDssAboutChanged(own)
}

function askDssAboutTrusted(corpus: readonly Asked[]): void {
  const files = withOwnRoots(corpus, folder)
  for (const line of compareTrusted(files, new Map(files.map((file) => [file.path, ourReport(file)])), askDss(files), nameOf)) say(`  ${line}`)
}

function askDssAboutChanged(own: readonly Asked[]): void {
  const { tried, passing } = changedThatPass(own, join(folder, 'changed'), Number(changed))
  const answers = [...askDss(passing)].map(([path, { signatures, error }]) => ({ path, signatures, error }))
  const failed = answers.filter(({ signatures }) => signatures.some(({ indication }) => indication === 'TOTAL_FAILED'))
  const unread = answers.filter(({ signatures, error }) => error !== undefined || signatures.length === 0)
  say(`  ${tried} files with a small change: ${passing.length} pass here; EU DSS fails ${failed.length} of those and cannot read ${unread.length}`)
  for (const { path, signatures, error } of [...failed, ...unread]) say(`    ${nameOf(path)}: ${error ?? signatures.map(({ subIndication, messages }) => `${subIndication ?? 'passed'} ${messages}`).join('; ')}`)
}

async function askVerapdf({ own, corpus }: Files): Promise<void> {
  if (!isThere('veraPDF', 'verapdf')) return
  const letters = own.map(({ path }) => path).filter((path) => /letter|sheet/.test(nameOf(path)))
  const answers = [...askArchival(letters)]
  const broken = answers.filter(([, { isOne }]) => !isOne)
  say(`  our own: ${answers.length - broken.length} of ${answers.length} are the PDF/A that they say they are`)
  for (const [path, { kind, broken: rules }] of broken) say(`    ${nameOf(path)}: is not PDF/A-${kind}: ${rules}`)
  const others = await signedArchival(corpus.map(({ path }) => path).filter((path) => path.endsWith('.pdf')), folder)
  const said = askArchival(others.flatMap(({ original, path }) => [original, path]))
  const sound = others.filter(({ original }) => said.get(original)?.isOne === true)
  const spoilt = sound.filter(({ path }) => said.get(path)?.isOne !== true)
  say(`  of others, signed and archived by us: ${sound.length - spoilt.length} of ${sound.length} still are the PDF/A that they were`)
  for (const { original, path } of spoilt) say(`    ${nameOf(original)}: ${said.get(path)?.broken ?? 'no answer'}`)
}

try {
  if (fetches) fetchAll()
  const own = await writeOwnFiles(folder)
  const corpus = existsSync(shared) ? readCorpus(readFileSync(join(shared, 'index.tsv'), 'utf8')).map((one) => ({ ...one, path: join(shared, one.file) })).filter(({ path }) => !/\.(xml|tsv|file)$/.test(path)) : []
  const reports = new Map([...own, ...corpus].map((file) => [file.path, ourReport(file)]))
  const files = { own, corpus, reports }
  say(`${own.length} files of our own; ${corpus.length} files of the corpus`)
  askSimpleJudges(files)
  askDssAboutAll(files)
  await askVerapdf(files)
} finally {
  if (!keeps) rmSync(folder, { recursive: true, force: true })
  else say(`the files are kept in ${folder}`)
}
