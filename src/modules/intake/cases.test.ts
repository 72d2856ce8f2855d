import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { receive, registerItem } from './index.ts'
import { testReception, type TestReception } from './testing.ts'

const cases = join(process.env['OBEH_SHARED'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url)), 'cases')
const files = existsSync(cases) ? ['mail', 'pdf'].flatMap((folder) => readdirSync(join(cases, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(eml|pdf)$/.test(name)).map((name) => join(cases, folder, name))) : []

describe('real and hostile mails and PDFs', { skip: files.length === 0 && `no cases in ${cases}` }, () => {
  let office: TestReception
  before(async () => void (office = await testReception()))
  after(() => office.close())

  const setAside: Record<string, string | null> = {}
  async function takeIn(path: string) {
    const bytes = readFileSync(path)
    const received = await receive(office, office.actors.registrar, { name: basename(path), bytes, channel: null })
    assert.ok(received.ok, path)
    const { id, state, quarantine, reading, sha256 } = received.value
    assert.ok((await office.files.read(office.tenantId, sha256)).equals(bytes), path)
    if (state === 'quarantined') return void (setAside[basename(path)] = quarantine)
    assert.equal(state, 'waiting', path)
    for (const part of reading?.parts ?? []) assert.equal((await office.files.read(office.tenantId, part.sha256)).length, part.size, path)
    const registered = await registerItem(office, office.actors.registrar, id, { subject: received.value.subject ?? '' })
    assert.ok(registered.ok, `${path} ${JSON.stringify(registered)}`)
  }

  it('are all taken in byte for byte, and wait or are set aside with a reason', async () => {
    await Promise.all(Array.from({ length: 4 }, async (_, hand) => {
      for (const path of files.filter((__, at) => at % 4 === hand)) await takeIn(path)
    }))
    assert.ok(files.length >= 25)
    assert.deepEqual(setAside, {})
  })
})
