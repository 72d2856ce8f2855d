import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { installationSecret } from '../../platform/config/index.ts'
import { migrate } from '../../platform/database/index.ts'
import { prepareJobs } from '../../platform/events/index.ts'
import { allMigrations } from '../rooms.ts'
import { makeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'
import { asOwner, earlierSteps, newPlace, type Place } from './testing-office.ts'

const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })

describe('a backup made by another version of the product', () => {
  const places: Place[] = []
  after(async () => { for (const each of places) await each.remove() })
  async function newOne() {
    const place = await newPlace('empty')
    places.push(place)
    return place
  }

  /** An office as it was when rooms were fewer and their tables had fewer columns, with one row that a later step changes. */
  async function olderOffice() {
    const place = await newOne()
    const url = place.config.databaseUrl ?? ''
    const steps = await earlierSteps(({ room, number }) => ['database', 'events', 'audit'].includes(room) || (room === 'identity' && number <= 1))
    await migrate(url, allMigrations, steps)
    await prepareJobs(url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`insert into identity.tenant (id, name, abbreviation, ico, address, email, created_at) values ('01a20c5a-b180-707e-a218-0c08ad5c1454', 'Úřad', 'KUZK', '00000001', '{x}', 'a@b.cz', now())`)
    await client.end()
    return { place, steps }
  }

  it('is made as it is, restored in its own form, and brought up to date afterwards', async () => {
    const { place, steps } = await olderOffice()
    await installationSecret(place.config, 'log-key.pem', newKey)
    const made = await makeBackup({ config: place.config, folder: place.beside('backup'), say: () => {} })
    assert.deepEqual([made.whole, made.manifest.migrations.length], [true, steps.length], 'a backup changes nothing in the database')
    const target = await newOne()
    const report = await restoreBackup({ config: target.config, from: place.beside('backup'), say: () => {} })
    assert.ok(report.newer.includes('identity/2') && report.newer.includes('records/1'), report.newer.join())
    const { rows } = await asOwner(target, 'select tenant_id from identity.roster')
    assert.equal(rows.length, 1, 'the newer step found the row and did its work on it')
  })

  it('is refused when it is newer than this program, before anything is written', async () => {
    const { place } = await olderOffice()
    const client = new pg.Client({ connectionString: place.config.databaseUrl })
    await client.connect()
    await client.query(`insert into platform.migration (room, number, sha256) values ('records', 9999, repeat('a', 64))`)
    await client.end()
    await installationSecret(place.config, 'log-key.pem', newKey)
    await makeBackup({ config: place.config, folder: place.beside('backup'), say: () => {} })
    await assert.rejects(restoreBackup({ config: (await newOne()).config, from: place.beside('backup'), say: () => {} }), /records\/9999.*Restore it with that version or a newer one/)
  })
})
