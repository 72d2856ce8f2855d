// @ts-check
// node tools/check/house.mjs: the rules of form that no linter knows. Prints `rule path: what is wrong`, or a line of numbers.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { leftOut } from '../lock/left-out.mjs'
import { root } from '../setup/root.mjs'

const longest = 400
const folders = ['src', 'web', 'portal', 'e2e', 'bench', 'tools']
const vagueFolders = new Set(['helpers', 'utils', 'util', 'common', 'shared', 'lib', 'misc'])
const vagueFile = /(^|-)(utils?|helpers?|managers?|misc)(\.test)?\.\w+$/

const files = folders.flatMap((folder) => filesOf(folder))
const code = files.filter((path) => /\.(ts|tsx|mjs|cjs|js)$/.test(path))
const lengths = new Map(code.map((path) => [path, readFileSync(join(root, path), 'utf8').split('\n').length - 1]))
const problems = [...tooLong(), ...vagueNames(), ...roomShape(), ...carriageReturns(), ...migrationNumbers(), ...testsNobodyRuns(),
  ...lockLeftOut()]

const sorted = [...lengths.values()].sort((a, b) => a - b)
console.log(problems.length > 0 ? problems.join('\n')
  : `${code.length} files, median ${sorted[Math.floor(sorted.length / 2)] ?? 0} lines, longest ${sorted.at(-1) ?? 0}`)
process.exitCode = problems.length > 0 ? 1 : 0

function tooLong() {
  return [...lengths].filter(([, lines]) => lines > longest)
    .map(([path, lines]) => `file-length ${path}: ${lines} lines, at most ${longest}`)
}

/** A name that fits anything says nothing, and everything ends up there. */
function vagueNames() {
  return files
    .filter((path) => dirname(path).split('/').some((part) => vagueFolders.has(part)) || vagueFile.test(basename(path)))
    .map((path) => `vague-name ${path}: name it after what it does`)
}

function roomShape() {
  const rooms = existsSync(join(root, 'src/modules')) ? readdirSync(join(root, 'src/modules')) : []
  return rooms.flatMap((room) => ['README.md', 'index.ts']
    .filter((name) => !existsSync(join(root, 'src/modules', room, name)))
    .map((name) => `room-shape src/modules/${room}: has no ${name}`))
}

function carriageReturns() {
  return files.filter((path) => /\.(ts|tsx|mjs|cjs|js|css|sql|md|json|html)$/.test(path))
    .filter((path) => readFileSync(join(root, path)).includes('\r\n'))
    .map((path) => `carriage-return ${path}: lines end with LF`)
}

/** Migrations of a folder run in the order of their numbers, each exactly once, so 0001, 0002, … without a gap or a double. */
function migrationNumbers() {
  const migrations = files.filter((path) => path.startsWith('src/') && path.endsWith('.sql'))
  return [...Map.groupBy(migrations, dirname)].flatMap(([folder, paths]) =>
    paths.map((path) => basename(path)).sort()
      .filter((name, at) => !new RegExp(`^${String(at + 1).padStart(4, '0')}_[a-z0-9_-]+\\.sql$`).test(name))
      .map((name) => `migration-number ${folder}/${name}: numbers go 0001_, 0002_, … without a gap`))
}

/** npm test runs *.test.ts and *.test.mjs; anything else that looks like a test is one nobody runs. */
function testsNobodyRuns() {
  return files.filter((path) => /\.(test|spec)\.\w+$/.test(path) && !/\.test\.(ts|mjs)$/.test(path))
    .map((path) => `test-nobody-runs ${path}: name it *.test.ts`)
}

/** npm ci refuses a lock file in which an optional package of another platform has no entry. */
function lockLeftOut() {
  const path = join(root, 'package-lock.json')
  if (!existsSync(path)) return []
  return leftOut(JSON.parse(readFileSync(path, 'utf8')).packages)
    .map(({ at }) => `lock-left-out package-lock.json: ${at}; run node tools/lock.mjs`)
}

/** @param {string} folder @returns {string[]} */
function filesOf(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(path)
    return [path]
  })
}
