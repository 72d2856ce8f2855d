// @ts-check
// node tools/check/asvs.mjs [FILE]: docs/asvs.csv says of every requirement of OWASP ASVS 5.0 at levels 1 and 2 by what it is met, and this
// says whether what it names exists. Prints `rule line: what is wrong`, or a line of numbers.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/root.mjs'

/** OWASP ASVS 5.0.0: how many requirements have each level. */
const wanted = new Map([['1', 70], ['2', 183]])
const columns = ['id', 'level', 'section', 'standing', 'evidence', 'note']
/** `test`: evidence is `path › test name`, several parted by a line of their own. `document`: `path` or `path#heading`.
 * `not-applicable`: the note says why. `open`: not met yet; the note says what is missing. */
const standings = new Set(['test', 'document', 'not-applicable', 'open'])

const path = process.argv[2] ?? 'docs/asvs.csv'
const [head = [], ...rows] = existsSync(join(root, path)) ? parseCsv(readFileSync(join(root, path), 'utf8')) : []
const problems = head.join() === columns.join() ? [...rows.flatMap((row, i) => problemsOf(row, i + 2)), ...incomplete()]
  : [`asvs-columns ${path}: the first line must be ${columns.join()}`]

const count = (/** @type {string} */ standing) => rows.filter((row) => row[3] === standing).length
console.log(problems.length > 0 ? problems.join('\n')
  : `${rows.length} requirements: ${count('test')} by test, ${count('document')} by document, ${count('not-applicable')} not applicable, ${count('open')} open`)
process.exitCode = problems.length > 0 ? 1 : 0

/** @param {string[]} row @param {number} line @returns {string[]} */
function problemsOf(row, line) {
  const [id = '', , , standing = '', evidence = '', note = ''] = row
  const wrong = (/** @type {string} */ rule, /** @type {string} */ what) => `${rule} ${path}:${line} ${id}: ${what}`
  if (row.length !== columns.length) return [wrong('asvs-columns', `has ${row.length} columns`)]
  if (!standings.has(standing)) return [wrong('asvs-standing', `"${standing}" is none of ${[...standings].join(', ')}`)]
  if (standing === 'not-applicable' || standing === 'open') return note ? [] : [wrong('asvs-reason', 'says no reason')]
  if (!evidence) return [wrong('asvs-evidence', 'names nothing')]
  return evidence.split('\n').filter((named) => !exists(named)).map((named) => wrong('asvs-evidence', `there is no ${named}`))
}

/** @param {string} named */
function exists(named) {
  const [file = '', ...names] = named.split(' › ')
  if (names.length > 0) return existsSync(join(root, file)) && names.every((name) => testNames(file).has(name))
  const [document = '', heading] = named.split('#')
  return existsSync(join(root, document)) && (heading === undefined || headings(document).has(heading))
}

/** @param {string} file */
function testNames(file) {
  const calls = readFileSync(join(root, file), 'utf8').matchAll(/\b(?:it|test|describe|suite)(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)
  return new Set([...calls].map(([, , name = '']) => name.replace(/\\(.)/g, '$1')))
}

/** Headings as they stand in the address of a page: lower case, spaces as hyphens, other marks left out.
 * @param {string} document */
function headings(document) {
  const lines = readFileSync(join(root, document), 'utf8').matchAll(/^#+ (.+)$/gm)
  return new Set([...lines].map(([, text = '']) => text.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-')))
}

function incomplete() {
  const ids = rows.map(([id = '']) => id)
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `asvs-complete ${path}: ${id} stands there twice`)
  const short = [...wanted].map(([level, number]) => ({ level, number, have: rows.filter((row) => row[1] === level).length }))
    .filter(({ number, have }) => have !== number).map(({ level, number, have }) => `asvs-complete ${path}: level ${level} has ${have} requirements of ${number}`)
  return [...twice, ...short]
}

/** RFC 4180: fields in quotes may hold commas, line breaks and doubled quotes.
 * @param {string} text @returns {string[][]} */
function parseCsv(text) {
  /** @type {string[][]} */
  const lines = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') lines.push([])
  }
  return lines.filter((line) => line.length > 1)
}
