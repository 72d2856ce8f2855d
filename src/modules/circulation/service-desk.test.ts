import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { TestOffice } from '../identity/testing.ts'
import { cancelDocument, handOverFiles, lockFiles, moveDocument, readFile } from '../records/index.ts'
import { assign, handOverDesk } from './index.ts'
import { done, hears, officeWithCirculation, received, told, written } from './testing.ts'

describe('files that change hands with others', () => {
  let office: TestOffice
  before(async () => void (office = await officeWithCirculation()))
  after(() => office.close())

  it('leave with a desk also when everything in them was moved elsewhere, and that is in the log', async () => {
    const { clerk, colleague, registrar } = office.actors
    const [emptied, other] = [await received(office), await received(office)]
    for (const { documentId } of [emptied, other]) assert.ok((await assign(office, registrar, documentId, { to: { kind: 'person', id: clerk.personId! }, instruction: null })).ok)
    assert.ok((await moveDocument(office, registrar, emptied.documentId, { fileId: other.fileId, reason: 'patří tam' })).ok)
    await hears(office, 'records.moved', emptied.documentId)
    const handed = await done(office, registrar, (deed) => handOverDesk(deed, clerk.personId!, { kind: 'person', id: colleague.personId! }, 'odchod'))
    assert.deepEqual(handed, { ok: true, value: { files: 2, items: 0 } })
    for (const { fileId } of [emptied, other]) assert.equal((await readFile(office.db, office.tenantId, fileId))?.holderPersonId, colleague.personId)
    const { rows } = await sql<{ payload: string }>`select payload from audit.entry where object_id = ${emptied.fileId} and event = 'ZmenaZpracovatele' order by index desc limit 1`.execute(office.db)
    assert.match(rows[0]?.payload ?? '', /odchod/)
  })

  it('say nothing of a cancelled document', async () => {
    const { clerk, registrar } = office.actors
    const gone = await written(office)
    const left = await written(office, 'clerk', gone.fileId)
    assert.ok((await cancelDocument(office, clerk, gone.documentId, 'omyl')).ok)
    await done(office, registrar, async (deed) => handOverFiles(deed, await lockFiles(deed, [gone.fileId]), { unitId: office.units.ZIV.id, personId: null }, null))
    assert.deepEqual([await told(office, 'records.handed-over', gone.documentId), (await told(office, 'records.handed-over', left.documentId)).length], [[], 1])
  })
})
