import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { loginKinds, prefixOf } from '../database/index.ts'
import { withDatabase } from './cluster.ts'
import { testCluster, testDatabase } from './index.ts'

interface Clone {
  readonly url: string
  readonly prepared: number
  readonly by: string
}

async function cloneApart(key: string, ...then: 'leave'[]): Promise<Clone> {
  const script = fileURLToPath(new URL('fixture-clone.ts', import.meta.url))
  return JSON.parse((await promisify(execFile)(process.execPath, [script, key, ...then])).stdout)
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string, ...values: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

const server = async () => (await testCluster()).url('postgres')
const nameOf = (url: string) => new URL(url).pathname.slice(1)
const names = async () => (await ask<{ name: string }>(await server(), 'select datname as name from pg_database')).map(({ name }) => name)

test('4 processes at once get a database each from one template, prepared once', async () => {
  const key = randomUUID()
  const clones = await Promise.all([1, 2, 3, 4].map(() => cloneApart(key)))
  assert.equal(clones.reduce((sum, { prepared }) => sum + prepared, 0), 1)
  assert.equal(new Set(clones.map(({ by }) => by)).size, 1)
  assert.equal(new Set(clones.map(({ url }) => url)).size, 4)
})

test('what one database does stays in it, and another key has another template', async () => {
  const key = randomUUID()
  const prepare = (url: string) => ask(url, 'create table kept (number int)').then(() => undefined)
  const [one, two] = [await testDatabase(prepare, key), await testDatabase(prepare, key)]
  await ask(one.url, 'insert into kept values (1)')
  assert.deepEqual(await ask(two.url, 'select * from kept'), [])
  const other = await testDatabase((url) => ask(url, 'create table other ()').then(() => undefined), randomUUID())
  const tables = await ask(other.url, `select to_regclass('kept') as kept, to_regclass('other')::text as other`)
  assert.deepEqual(tables, [{ kept: null, other: 'other' }])
  await Promise.all([one.drop(), two.drop(), other.drop()])
  const left = await names()
  for (const { url } of [one, two, other]) assert.ok(!left.includes(nameOf(url)))
})

test('a preparation that fails leaves no template behind', async () => {
  const key = randomUUID()
  await assert.rejects(testDatabase((url) => ask(url, 'select nonsense').then(() => undefined), key), { code: '42703' })
  const { url, drop } = await testDatabase((address) => ask(address, 'create table made ()').then(() => undefined), key)
  assert.deepEqual(await ask(url, 'select * from made'), [])
  await drop()
})

test('databases of dead processes go, those of living ones stay', async () => {
  const mine = await testDatabase(async () => undefined, 'empty')
  const left = nameOf((await cloneApart(randomUUID(), 'leave')).url)
  assert.ok((await names()).includes(left))
  await cloneApart(randomUUID())
  const now = await names()
  assert.deepEqual([now.includes(left), now.includes(nameOf(mine.url))], [false, true])
  await mine.drop()
})

test('6 processes that find the same dead one clear away its roles together', async () => {
  const left = nameOf((await cloneApart(randomUUID(), 'leave')).url)
  const roles = loginKinds.flatMap((kind) => Array.from({ length: 8 }, (_, number) => `${prefixOf(kind, left)}${number}`))
  await ask(await server(), roles.map((role) => `create role ${role}`).join(';'))
  await Promise.all(Array.from({ length: 6 }, () => cloneApart(randomUUID())))
  const still = await ask(await server(), `select rolname from pg_roles where rolname = any(string_to_array($1, ','))`, roles.join(','))
  assert.deepEqual(still, [])
})

test('a template unused for an hour goes when the next one is made', async () => {
  const key = randomUUID()
  const before = new Set(await names())
  await cloneApart(key)
  const template = (await names()).find((name) => name.startsWith('obeh_template_') && !before.has(name)) ?? ''
  await ask(await server(), `comment on database ${template} is '${Date.now() - 3_600_001}'`)
  await cloneApart(randomUUID())
  assert.ok(template !== '' && !(await names()).includes(template))
})

test('the address of another database keeps everything else', () => {
  assert.equal(withDatabase('postgres://u:p%40@h:1/old?sslmode=disable', 'new'), 'postgres://u:p%40@h:1/new?sslmode=disable')
  assert.equal(withDatabase('postgresql://u:p@localhost:5/x?host=%2Ftmp%2Fa', 'new'), 'postgresql://u:p@localhost:5/new?host=%2Ftmp%2Fa')
})
