import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPdf, reading, signatures } from '../../src/engines/pdf/index.ts'
import type { Asked, Opinion } from './opinion.ts'

export interface Judge {
  readonly name: string
  /** Why it cannot be asked; nothing when it can. */
  readonly missing: string | undefined
  /** Asked of our own files alone where it knows nothing of signatures. */
  readonly ownOnly: boolean
  ask(files: readonly Asked[]): ReadonlyMap<string, Opinion>
}

const has = (command: string) => spawnSync('which', [command]).status === 0
const unlessThere = (command: string) => has(command) ? undefined : `${command} is not installed`
const pdfOf = (files: readonly Asked[]) => files.filter(({ path }) => path.endsWith('.pdf'))
const each = (files: readonly Asked[], opinion: (file: Asked) => Opinion) => new Map(pdfOf(files).map((file) => [file.path, opinion(file)]))

/** Integrity by poppler; it says nothing of what was changed afterwards. */
const pdfsig: Judge = {
  name: 'pdfsig', missing: unlessThere('pdfsig'), ownOnly: false,
  ask: (files) => each(files, ({ path }) => {
    const { stdout } = spawnSync('pdfsig', ['-nocert', path], { timeout: 20_000, encoding: 'utf8' })
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
      return each(files.filter(({ anchor }) => anchor !== undefined), (file) => byOpenssl(file, folder))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function byOpenssl({ path, anchor = '', madeAt }: Asked, folder: string): Opinion {
  const bytes = readFileSync(path)
  const pdf = openPdf(bytes)
  const found = pdf.ok ? reading(() => signatures(pdf.value)) : pdf
  const signed = found.ok ? found.value.filter(({ subFilter }) => subFilter === 'ETSI.CAdES.detached') : []
  const results = signed.map(({ contents, byteRange }) => {
    const [, first = 0, second = 0, rest = 0] = byteRange?.value ?? []
    const [cms, data] = [join(folder, 'cms.der'), join(folder, 'data')]
    writeFileSync(cms, contents?.value ?? '')
    writeFileSync(data, Buffer.concat([bytes.subarray(0, first), bytes.subarray(second, second + rest)]))
    const trusted = ['-CAfile', anchor, '-purpose', 'any', '-attime', String(Math.floor((madeAt ?? new Date()).getTime() / 1000))]
    return spawnSync('openssl', ['cms', '-verify', '-cades', ...trusted, '-binary', '-inform', 'DER', '-in', cms, '-content', data, '-out', '/dev/null'], { timeout: 20_000 }).status === 0
  })
  return results.length === 0 ? undefined : results.every(Boolean) ? 'good' : 'bad'
}

/** The structure alone: a file whose text was changed is a sound file. */
const qpdf: Judge = {
  name: 'qpdf --check', missing: unlessThere('qpdf'), ownOnly: true,
  ask: (files) => each(files.filter(({ isBroken }) => isBroken !== true), ({ path }) => spawnSync('qpdf', ['--check', path], { timeout: 20_000 }).status === 0 ? 'good' : 'bad'),
}

const pythonOf = (root: string) => join(root, 'var', 'pyhanko', 'bin', 'python')

/** Installs pyHanko from PyPI beside the data. */
export function fetchPyhanko(root: string): void {
  const folder = join(root, 'var', 'pyhanko')
  if (existsSync(pythonOf(root)) || !has('python3')) return
  const made = spawnSync('sh', ['-c', `python3 -m venv '${folder}' && '${pythonOf(root)}' -m pip install -q pyhanko==0.38.0`], { timeout: 300_000 })
  if (made.status !== 0) rmSync(folder, { recursive: true, force: true })
}

/** The second opinion on changes: intact, valid, and nothing that its rules do not know. */
const pyhanko = (root: string): Judge => ({
  name: 'pyHanko', missing: existsSync(pythonOf(root)) ? undefined : 'not fetched yet, or python3 is not installed: npm run conformance -- --fetch', ownOnly: false,
  ask: (files) => {
    const input = pdfOf(files).map(({ path }) => path).join('\n')
    const lines = execFileSync(pythonOf(root), [join(root, 'tools', 'conformance', 'second_opinion.py')], { input, maxBuffer: 2 ** 28, encoding: 'utf8', timeout: 600_000 }).split('\n')
    return new Map(lines.filter((line) => line !== '').map((line) => {
      const { file, error, signatures: found = [] } = JSON.parse(line) as { file: string; error?: string; signatures?: { intact: boolean; valid: boolean; level: string | null; coverage: string }[] }
      const isGood = found.every(({ intact, valid, level, coverage }) => intact && valid && level !== 'OTHER' && coverage.startsWith('ENTIRE'))
      return [file, error ? 'bad' : found.length === 0 ? undefined : isGood ? 'good' : 'bad']
    }))
  },
})

export const judges = (root: string): Judge[] => [pdfsig, openssl, qpdf, pyhanko(root)]
