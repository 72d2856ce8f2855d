import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '../../src/engines/pades/testing.ts'
import { rootOf } from './own.ts'
import { openPdf, reading, signatures } from '../../src/engines/pdf/index.ts'

/** What somebody else says of a file: right or wrong by its cryptography and structure; nothing when it does not say. */
export type Opinion = 'good' | 'bad' | undefined

export interface Judge {
  readonly name: string
  /** Why it cannot be asked; nothing when it can. */
  readonly missing: string | undefined
  /** Asked of our own files alone where it knows nothing of signatures. */
  readonly ownOnly: boolean
  ask(files: readonly string[]): ReadonlyMap<string, Opinion>
}

const has = (command: string) => spawnSync('which', [command]).status === 0
const unlessThere = (command: string) => has(command) ? undefined : `${command} is not installed`
const each = (files: readonly string[], opinion: (file: string) => Opinion) => new Map(files.map((file) => [file, opinion(file)]))

/** Integrity by poppler; it says nothing of what was changed afterwards. */
const pdfsig: Judge = {
  name: 'pdfsig', missing: unlessThere('pdfsig'), ownOnly: false,
  ask: (files) => each(files.filter((file) => file.endsWith('.pdf')), (file) => {
    const { stdout } = spawnSync('pdfsig', ['-nocert', file], { timeout: 20_000, encoding: 'utf8' })
    const said = [...stdout.matchAll(/Signature Validation: (.*)/g)].map(([, text = '']) => text).filter((text) => !text.includes('not yet been verified'))
    return said.length === 0 ? undefined : said.every((text) => text === 'Signature is Valid.') ? 'good' : 'bad'
  }),
}

/** Each CMS of a PDF over the bytes it signs, with the certificate it names (`-cades`). */
const openssl: Judge = {
  name: 'openssl cms -cades', missing: unlessThere('openssl'), ownOnly: true,
  ask: (files) => {
    const folder = mkdtempSync(join(tmpdir(), 'obeh-conformance-'))
    try {
      return each(files.filter((file) => file.endsWith('.pdf')), (file) => byOpenssl(file, folder))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function byOpenssl(file: string, folder: string): Opinion {
  const bytes = readFileSync(file)
  const pdf = openPdf(bytes)
  const found = pdf.ok ? reading(() => signatures(pdf.value)) : pdf
  const signed = found.ok ? found.value.filter(({ subFilter }) => subFilter === 'ETSI.CAdES.detached') : []
  const results = signed.map(({ contents, byteRange }) => {
    const [, first = 0, second = 0, rest = 0] = byteRange?.value ?? []
    const [cms, data] = [join(folder, 'cms.der'), join(folder, 'data')]
    writeFileSync(cms, contents?.value ?? '')
    writeFileSync(data, Buffer.concat([bytes.subarray(0, first), bytes.subarray(second, second + rest)]))
    const trusted = ['-CAfile', rootOf(file), '-purpose', 'any', '-attime', String(at.getTime() / 1000)]
    return spawnSync('openssl', ['cms', '-verify', '-cades', ...trusted, '-binary', '-inform', 'DER', '-in', cms, '-content', data, '-out', '/dev/null'], { timeout: 20_000 }).status === 0
  })
  return results.length === 0 ? undefined : results.every(Boolean) ? 'good' : 'bad'
}

const qpdf: Judge = {
  name: 'qpdf --check', missing: unlessThere('qpdf'), ownOnly: true,
  ask: (files) => each(files.filter((file) => file.endsWith('.pdf')), (file) => spawnSync('qpdf', ['--check', file], { timeout: 20_000 }).status === 0 ? 'good' : 'bad'),
}

/** The second opinion on changes: intact, valid, and nothing that its rules do not know. Installs itself from PyPI beside the data. */
function pyhanko(root: string): Judge {
  const python = join(root, 'var', 'pyhanko', 'bin', 'python')
  if (!existsSync(python) && has('python3')) {
    const made = spawnSync('sh', ['-c', `python3 -m venv '${join(root, 'var', 'pyhanko')}' && '${python}' -m pip install -q pyhanko==0.38.0`], { timeout: 300_000 })
    if (made.status !== 0) rmSync(join(root, 'var', 'pyhanko'), { recursive: true, force: true })
  }
  return {
    name: 'pyHanko', missing: existsSync(python) ? undefined : 'python3 or PyPI cannot be reached', ownOnly: false,
    ask: (files) => {
      const wanted = files.filter((file) => file.endsWith('.pdf'))
      const lines = execFileSync(python, [join(root, 'tools', 'conformance', 'second_opinion.py')], { input: wanted.join('\n'), maxBuffer: 2 ** 28, encoding: 'utf8', timeout: 600_000 }).split('\n')
      return new Map(lines.filter((line) => line !== '').map((line) => {
        const { file, error, signatures: found = [] } = JSON.parse(line) as { file: string; error?: string; signatures?: { intact: boolean; valid: boolean; level: string | null; coverage: string }[] }
        const isGood = found.every(({ intact, valid, level, coverage }) => intact && valid && level !== 'OTHER' && coverage.startsWith('ENTIRE'))
        return [file, error ? 'bad' : found.length === 0 ? undefined : isGood ? 'good' : 'bad']
      }))
    },
  }
}

const notThere = (name: string, missing: string): Judge => ({ name, missing, ownOnly: false, ask: () => new Map() })

export const judges = (root: string): Judge[] => [
  pdfsig, openssl, qpdf, pyhanko(root),
  notThere('EU DSS', 'it comes as a web service: build its demonstrations from Maven Central and compare by hand'),
  notThere('veraPDF', 'its command line is no artefact of Maven Central that runs by itself'),
]
