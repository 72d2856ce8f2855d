import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { DocumentReport, VerdictLanguage } from '../../engines/verdict/index.ts'
import { readTrustBytes } from '../../platform/trust/index.ts'
import { expectForeignFile, judgeForeignFile, unreadable, type VerdictInput } from '../../platform/verdicts/index.ts'
import { WrongUsage, type Outcome } from './outcome.ts'
import { dataDirectory, readCertificates } from './trust.ts'

/** obeh verify FILE… Needs no office and no network: what could not be found out makes a verdict indeterminate, never good. */
export async function verifyCommand(args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: { json: { type: 'boolean' }, trust: { type: 'string', multiple: true }, at: { type: 'string' }, content: { type: 'string' }, language: { type: 'string' } },
  })
  expectForeignFile()
  const { files, trusted } = await sorted(positionals, values.trust ?? [])
  if (files.length === 0) throw new WrongUsage('Name at least one file.')
  const { language = 'cs' } = values
  if (language !== 'cs' && language !== 'en') throw new WrongUsage('--language is cs or en.')
  const given: Omit<VerdictInput, 'bytes'> = {
    anchors: (await Promise.all(trusted.map(readCertificates))).flat(), lists: await readTrustBytes(dataDirectory()), at: timeOf(values.at),
    content: values.content === undefined ? undefined : await readGiven(values.content), certificates: [], crls: [], ocsps: [],
  }
  const reports = await inTurns(files, atOnce, async (file, index) => ({ file, ...await judge(file, given, index >= files.length - atOnce) }))
  return { ok: reports.every(({ verdict }) => verdict === 'TOTAL_PASSED'), json: reports, lines: values.json ? [] : await linesOf(reports, language) }
}

/** `--trust a.pem b.pem` is meant as it is written, though only the first belongs to the option: a certificate is nothing to verify. */
async function sorted(positionals: readonly string[], trust: readonly string[]) {
  const areTrusted = await Promise.all(positionals.map(async (path) => trust.length > 0 && await isCertificate(path)))
  return { files: positionals.filter((_, index) => !areTrusted[index]), trusted: [...trust, ...positionals.filter((_, index) => areTrusted[index])] }
}

async function isCertificate(path: string): Promise<boolean> {
  if (!/\.(pem|crt|cer|der)$/i.test(path)) return false
  try {
    return new X509Certificate(await readFile(path)).raw.length > 0
  } catch {
    return false
  }
}

function timeOf(text: string | undefined): Date {
  const at = text === undefined ? new Date() : new Date(text)
  if (Number.isNaN(at.getTime())) throw new WrongUsage('--at is a time such as 2026-11-28T10:00:00Z.')
  return at
}

async function readGiven(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch {
    throw new WrongUsage(`${path} cannot be read.`)
  }
}

const largest = 256 * 1024 * 1024

async function judge(file: string, given: Omit<VerdictInput, 'bytes'>, isLast: boolean): Promise<DocumentReport> {
  try {
    const { size } = await stat(file)
    if (size > largest) return unreadable({ code: 'unreadable-file', about: 'too-large' })
    return await judgeForeignFile({ ...given, bytes: await readFile(file), content: given.content ?? await contentBeside(file) }, { isLast })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return unreadable({ code: 'unreadable-file', about: String(error.code) })
    throw error
  }
}

/** `letter.txt.p7s` is the signature of `letter.txt`, when that lies beside it. */
async function contentBeside(file: string): Promise<Buffer | undefined> {
  const signed = file.replace(/\.p7[sm]$/i, '')
  if (signed === file) return undefined
  const { isFile, size } = await stat(signed).then((found) => ({ isFile: found.isFile(), size: found.size }), () => ({ isFile: false, size: 0 }))
  return isFile && size <= largest ? readFile(signed) : undefined
}

/** So many at once as there are processors: of a folder of files only those are in memory. */
const atOnce = availableParallelism()

async function inTurns<Item, Value>(items: readonly Item[], most: number, work: (item: Item, index: number) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = []
  const rest = items.entries()
  const takeTurns = async () => { for (const [index, item] of rest) values[index] = await work(item, index) }
  await Promise.all(Array.from({ length: most }, takeTurns))
  return values
}

/** Loaded when somebody wants to read: programs ask for JSON and should not wait for words. */
async function linesOf(reports: readonly (DocumentReport & { readonly file: string })[], language: VerdictLanguage): Promise<string[]> {
  const { reportLines } = await import('./verify-lines.ts')
  return reports.flatMap((report) => reportLines(report, language))
}
