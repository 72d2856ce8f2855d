import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { readCorpus } from '../../src/engines/verdict/corpus.testing.ts'
import { judgeFile, readEvidence } from '../../src/engines/verdict/index.ts'
import { judges, type Judge, type Opinion } from './judges.ts'
import { writeOwnFiles } from './own.ts'

/** Asks independent judges about our own signed files and about the corpus, and prints how often they and we agree. Never a part of npm test. */
const root = join(import.meta.dirname, '..', '..')
const shared = join(process.env['OBEH_SHARED'] ?? join(root, '..', 'shared'), 'cases', 'signatures')
const folder = mkdtempSync(join(tmpdir(), 'obeh-own-'))
const evidence = readEvidence({ at: new Date() })
const say = (line: string) => { process.stdout.write(`${line}\n`) }

/** Ours without trust: by the keys of the certificates, over these bytes, nothing disallowed since. */
function ours(file: string): Opinion {
  const { signatures } = judgeFile(new Uint8Array(readFileSync(file)), evidence)
  if (signatures.length === 0) return undefined
  return signatures.every(({ intact, cryptographicallyValid, indication }) => intact && cryptographicallyValid && indication !== 'TOTAL_FAILED') ? 'good' : 'bad'
}

function compare(judge: Judge, what: string, files: readonly string[], own: ReadonlyMap<string, Opinion>): void {
  const theirs = judge.ask(files)
  const both = [...theirs].filter(([file, opinion]) => opinion !== undefined && own.get(file) !== undefined)
  const differing = both.filter(([file, opinion]) => own.get(file) !== opinion)
  say(`  ${what}: agrees on ${both.length - differing.length} of ${both.length}`)
  for (const [file, opinion] of differing) say(`    ${relative(file.startsWith(folder) ? folder : shared, file) || basename(file)}: we say ${own.get(file) ?? 'nothing'}, ${judge.name} says ${opinion ?? 'nothing'}`)
}

try {
  const own = writeOwnFiles(folder)
  const corpus = existsSync(shared) ? readCorpus(readFileSync(join(shared, 'index.tsv'), 'utf8')).map(({ file }) => join(shared, file)).filter((file) => file.endsWith('.pdf')) : []
  const verdicts = new Map([...own, ...corpus].map((file) => [file, ours(file)]))
  say(`${own.length} files of our own, of which we call ${own.filter((file) => verdicts.get(file) === 'good').length} good; ${corpus.length} PDF files of the corpus`)
  for (const judge of judges(root)) {
    say(`${judge.name}${judge.missing ? `: skipped, ${judge.missing}` : ''}`)
    if (judge.missing) continue
    compare(judge, 'our own', own, verdicts)
    if (!judge.ownOnly && corpus.length > 0) compare(judge, 'the corpus', corpus, verdicts)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
