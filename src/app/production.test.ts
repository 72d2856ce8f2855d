import assert from 'node:assert/strict'
import { execFile, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { isEmptyDatabase, logIn } from '../modules/identity/index.ts'
import { readConfig } from '../platform/config/index.ts'
import { openOffice } from './office.ts'
import { serve } from './serve.ts'

const bin = ['/usr/lib/postgresql/15/bin', '/usr/lib/postgresql/16/bin', '/usr/lib/postgresql/17/bin'].find((folder) => existsSync(join(folder, 'initdb')))
const identity = (user: string) => Number(spawnSync('id', ['-u', user]).stdout.toString())
const asRoot = process.getuid?.() === 0

describe('a production office on an external PostgreSQL', { skip: bin ? false : 'no PostgreSQL server is installed beside the embedded one' }, () => {
  const server = bin ?? ''
  let directory = ''
  let stop = async () => {}
  let environment: Record<string, string> = {}

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'obeh-external-'))
    const uid = asRoot ? identity('postgres') : process.getuid?.() ?? 0
    await chown(directory, uid, asRoot ? identity('postgres') : process.getgid?.() ?? 0)
    const as = asRoot ? { uid } : {}
    const data = join(directory, 'data')
    const made = spawnSync(join(server, 'initdb'), ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust'], { ...as, cwd: directory })
    assert.equal(made.status, 0, made.stderr.toString())
    const child = spawn(join(server, 'postgres'), ['-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${directory}`], { ...as, cwd: directory, stdio: 'ignore' })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    stop = async () => {
      child.kill('SIGINT')
      await gone
    }
    const admin = await untilItAnswers({ host: directory, user: 'postgres', database: 'postgres' })
    // Just the rights the administrator's guide asks for: not a superuser.
    await admin.query('create role office login createrole')
    await admin.query('create database office owner office')
    await admin.end()
    environment = {
      NODE_ENV: 'production', OBEH_DATA: join(directory, 'obeh'), OBEH_URL: 'https://obeh.kraj.example', MAIL_URL: `dir:${join(directory, 'mail')}`, MAIL_FROM: 'podatelna@kraj.example',
      DATABASE_URL: `postgres://office@localhost/office?host=${encodeURIComponent(directory)}`, PORT: '0', LOG_LEVEL: 'silent',
    }
  })
  after(async () => {
    await stop()
    await rm(directory, { recursive: true, force: true })
  })

  const obeh = (...args: string[]) => new Promise<{ code: number; stdout: string }>((resolve) => {
    const main = fileURLToPath(new URL('cli/main.ts', import.meta.url))
    execFile(process.execPath, [main, ...args], { env: { ...process.env, ...environment } }, (error, stdout) => resolve({ code: error ? Number(error.code) : 0, stdout }))
  })

  it('starts empty: no demo people, and the page that would name them is not there', async () => {
    const said: string[] = []
    const running = await serve(readConfig(environment), (line) => said.push(line))
    try {
      assert.ok(said.some((line) => line.includes('obeh office found')), said.join('\n'))
      assert.equal((await fetch(`http://127.0.0.1:${running.port}/api/demo/people`)).status, 404)
      assert.equal((await fetch(`http://127.0.0.1:${running.port}/readyz`)).status, 200)
    } finally {
      await running.stop()
    }
    const office = await openOffice(readConfig(environment))
    assert.ok(await isEmptyDatabase(office.db))
    await office.close()
  })

  it('is founded from a file, once, and its people sign in with the passwords that were printed', async () => {
    const file = join(directory, 'office.json')
    const founding = {
      name: 'Krajský úřad', abbreviation: 'KUXX', ico: '12345678', address: ['Ulice 1'], email: 'podatelna@kraj.example', logOrigin: 'kraj.example/log',
      units: [{ code: 'OD', name: 'Odbor dopravy', parent: 'KR' }, { code: 'KR', name: 'Kancelář ředitele' }],
      people: [{ name: 'Jana Nováková', familyName: 'Nováková', unit: 'KR', post: 'podatelna', email: 'Jana.Novakova@kraj.example', roles: ['registrar'] }],
    }
    await writeFile(file, JSON.stringify({ ...founding, people: [{ ...founding.people[0], unit: 'XX' }] }))
    assert.deepEqual([(await obeh('office', 'found', file)).code, (await obeh('office', 'found', file)).stdout.includes('there is no unit XX')], [1, true])
    await writeFile(file, JSON.stringify(founding))
    const made = await obeh('office', 'found', file, '--json')
    assert.equal(made.code, 0, made.stdout)
    const [person] = (JSON.parse(made.stdout) as { people: { email: string; password: string }[] }).people
    assert.equal((await obeh('office', 'found', file)).code, 1, 'a second office is refused')
    const office = await openOffice(readConfig(environment))
    const signedIn = await logIn(office, { email: 'jana.novakova@kraj.example', password: person?.password ?? '', origin: 'test', userAgent: 'test', host: null })
    await office.close()
    assert.ok(signedIn.ok)
    assert.equal((await obeh('log', 'verify')).code, 0)
  })
})

async function untilItAnswers(config: pg.ClientConfig): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(config)
    try {
      await client.connect()
      return client
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
