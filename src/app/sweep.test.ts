import assert from 'node:assert/strict'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { accept } from '../kernel/result.ts'
import { perform } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { migrations, registerDocument } from '../modules/records/index.ts'
import { contentStore, MissingContent } from '../platform/files/index.ts'
import { sweepContents } from './sweep.ts'

describe('sweeping contents nothing refers to', () => {
  let office: TestOffice
  const hour = 3_600_000
  before(async () => void (office = await testOffice([migrations])))
  after(() => office.close())

  const put = async (text: string, ageMs: number) => {
    const sha256 = await office.files.put(office.tenantId, Buffer.from(text))
    const then = new Date(Date.now() - ageMs)
    await utimes(join(office.fileDirectory, office.tenantId, sha256.slice(0, 2), sha256.slice(2, 4), sha256), then, then)
    return sha256
  }
  const sweep = (remove: boolean) => sweepContents({ ...office, contents: contentStore(office.fileDirectory), databaseUrl: office.url }, { graceMs: 24 * hour, remove })
  const register = (sha256: Awaited<ReturnType<typeof put>>) => perform(office, office.actors.registrar, { name: 'test' }, async (deed) => accept(await registerDocument(deed, {
    direction: 'incoming', subject: 'Věc', channel: 'Posta', party: null, receivedAt: office.clock, file: { openFor: office.units.DOP.id },
    contents: [{ name: 'a.txt', role: 'original', sha256, size: 1, mediaType: 'text/plain' }],
  })))

  it('removes only what is old and stands nowhere: in no row, no log, no job, no bytes', async () => {
    const [kept, logged, queued, inBytes, young, lost] = [await put('zapsané', 48 * hour), await put('v protokolu', 48 * hour), await put('v úloze', 48 * hour), await put('v bajtech', 48 * hour), await put('mladé', hour), await put('opuštěné', 48 * hour)]
    assert.ok((await register(kept)).ok)
    await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => {
      deed.note({ event: 'Prijem', object: { type: 'Podani', id: 'x' }, payload: { sha256: logged } })
      deed.ask('some.task', { content: queued.toUpperCase() })
      return accept(null)
    })
    await sql`create table public.someroom (tenant_id uuid, seen bytea)`.execute(office.superuser)
    await sql`insert into public.someroom values (null, ${Buffer.concat([Buffer.from([1, 2, 3]), Buffer.from(inBytes, 'hex')])})`.execute(office.superuser)
    const foretold = await sweep(false)
    assert.deepEqual([foretold.unreferenced.map(({ sha256 }) => sha256), foretold.young, foretold.deleted], [[lost], 1, 0])
    assert.equal((await sweep(true)).deleted, 1)
    await assert.rejects(office.files.read(office.tenantId, lost), MissingContent)
    for (const sha256 of [kept, logged, queued, inBytes, young]) await office.files.read(office.tenantId, sha256)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry where event = 'Zniceni'`.execute(office.superuser)
    assert.deepEqual([(await sweep(true)).deleted, rows[0]?.n], [0, 1])
  })

  it('loses nothing that is uploaded and registered at the same moment', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `souběžné ${i}`)
    for (const text of texts) await put(text, 48 * hour)
    const uploads = texts.map(async (text) => {
      const sha256 = await office.files.put(office.tenantId, Buffer.from(text))
      assert.ok((await register(sha256)).ok)
      return sha256
    })
    const [hashes] = await Promise.all([Promise.all(uploads), sweep(true), sweep(true)])
    for (const sha256 of hashes) await office.files.read(office.tenantId, sha256)
    assert.ok((await readdir(office.fileDirectory)).length > 0)
  })
})
