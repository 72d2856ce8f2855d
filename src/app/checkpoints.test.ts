import assert from 'node:assert/strict'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { accept } from '../kernel/result.ts'
import { logHeads, perform } from '../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { migrations as circulation } from '../modules/circulation/index.ts'
import { migrations } from '../modules/records/index.ts'
import { migrations as signing } from '../modules/signing/index.ts'
import { keepCheckpoints } from './checkpoints.ts'
import { verifyOffice } from './verify.ts'

describe('the checkpoint kept beside the database', () => {
  let office: TestOffice
  beforeEach(async () => { office = await testOffice([migrations, circulation, signing]) })
  afterEach(() => office.close())

  const config = () => ({ dataDirectory: office.fileDirectory }) as Parameters<typeof verifyOffice>[0]['config']
  const path = () => join(office.fileDirectory, 'checkpoints', `${office.tenantId}.note`)
  const kept = () => readFile(path(), 'utf8')
  const newest = async () => (await logHeads(office.db))[0]?.note
  const findings = async () => (await verifyOffice({ ...office, config: config() })).flatMap((report) => report.findings.map(({ what }) => what))
  const log = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
        deed.note({ event: 'Zobrazeni', object: { type: 'Dokument', id: `d${i}` } })
        return accept(null)
      })
    }
  }
  /** Keeps and returns what was said against it. */
  const keep = async () => {
    const said: string[] = []
    await keepCheckpoints({ ...office, config: config() }, (problem) => said.push(problem))
    return said
  }
  /** Sets the log back to its head of that moment, entries and all, as a database superuser could. */
  const rollBack = async (size: number) => {
    await sql`update audit.head h set size = o.size, frontier = o.frontier, note = o.note from older o`.execute(office.superuser)
    await sql`delete from audit.entry where index >= ${size}`.execute(office.superuser)
    await sql`delete from audit.node where (index + 1) * (2 ^ level) > ${size}`.execute(office.superuser)
  }
  const remember = async () => {
    await sql`create table older as table audit.head`.execute(office.superuser)
    return (await logHeads(office.db))[0]?.size ?? 0
  }

  it('follows a log that only grew, through small and kept subtrees', async () => {
    for (const times of [0, 1, 6, 260, 1]) {
      await log(times)
      assert.deepEqual(await keep(), [])
      assert.equal(await kept(), await newest())
    }
    assert.deepEqual(await findings(), [])
  })

  it('stays when the log was set back, so that verification finds it', async () => {
    const size = await remember()
    await log(5)
    await keep()
    const evidence = await kept()
    await rollBack(size)
    assert.match((await keep()).join(), /rolled-back/)
    assert.equal(await kept(), evidence)
    assert.deepEqual(await findings(), ['rolled-back'])
  })

  it('stays when the log was set back and has since outgrown it', async () => {
    const size = await remember()
    await log(5)
    await keep()
    const evidence = await kept()
    await rollBack(size)
    await log(9)
    assert.match((await keep()).join(), /not-an-extension/)
    assert.equal(await kept(), evidence)
    assert.deepEqual(await findings(), ['rolled-back'])
  })

  it('stays when the head is gone', async () => {
    await keep()
    const evidence = await kept()
    await sql`delete from audit.head`.execute(office.superuser)
    assert.match((await keep()).join(), /no-log/)
    assert.equal(await kept(), evidence)
    assert.deepEqual(await findings(), ['head-missing'])
  })

  it('is not replaced once it was changed or taken away', async () => {
    await keep()
    const evidence = await kept()
    await writeFile(path(), evidence.replace('kuzk', 'kuzl'))
    assert.match((await keep()).join(), /kept-not-trusted/)
    assert.deepEqual(await findings(), ['checkpoint-changed'])
    await rm(path())
    assert.match((await keep()).join(), /missing/)
    await assert.rejects(kept(), { code: 'ENOENT' })
    assert.deepEqual(await findings(), ['checkpoint-missing'])
  })

  it('is not taken for absent when it cannot be read', async () => {
    await mkdir(path(), { recursive: true })
    await assert.rejects(keep(), { code: 'EISDIR' })
    await assert.rejects(findings(), { code: 'EISDIR' })
  })

  it('names a tenant of whom nothing else is left', async () => {
    await keep()
    for (const table of ['audit.head', 'audit.entry', 'audit.node', 'identity.session', 'identity.person', 'identity.unit', 'identity.tenant']) {
      await sql`delete from ${sql.table(table)}`.execute(office.superuser)
    }
    assert.deepEqual(await findings(), ['head-missing', 'rolled-back'])
  })
})
