import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isEmptyDatabase, readTenants } from '../modules/identity/index.ts'
import { readConfig, type Config } from '../platform/config/index.ts'
import { testDatabase, type TestDatabase } from '../platform/testing/index.ts'
import { openOffice } from './office.ts'
import { PortTaken } from './port.ts'
import { serve } from './serve.ts'

describe('starting the office', () => {
  let database: TestDatabase
  let directory = ''
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    directory = await mkdtemp(join(tmpdir(), 'obeh-serve-'))
  })
  after(async () => {
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  })
  const config = (more: Record<string, string> = {}): Config => readConfig({ OBEH_DATA: directory, DATABASE_URL: database.url, MAIL_URL: `dir:${join(directory, 'mail')}`, PORT: '0', LOG_LEVEL: 'silent', ...more })
  const offices = async () => {
    const office = await openOffice(config())
    const found = [await isEmptyDatabase(office.db), (await readTenants(office.db)).length]
    await office.close()
    return found
  }

  it('says plainly that the port is taken, before it does anything else', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const said: string[] = []
    await assert.rejects(serve(config({ PORT: String(port) }), (line) => said.push(line)), (error) => error instanceof PortTaken && error.message.includes(String(port)))
    other.close()
    assert.deepEqual(said, [])
  })

  it('begins the demo office anew when its filling was cut off, and never founds two', async () => {
    const cut = new AbortController()
    await assert.rejects(serve(config(), (line) => { if (line.startsWith('Filling')) setTimeout(() => cut.abort(), 1500) }, cut.signal))
    assert.ok(existsSync(join(directory, 'demo-unfinished')))
    const running = await Promise.all([serve(config(), () => {}), serve(config(), () => {})])
    for (const { port } of running) assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200)
    await Promise.all(running.map((each) => each.stop()))
    assert.deepEqual([await offices(), existsSync(join(directory, 'demo-unfinished'))], [[false, 1], false])
  })
})
