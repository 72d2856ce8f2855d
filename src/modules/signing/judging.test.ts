import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { confirm, runCeremony } from './index.ts'
import { asked, frozen, must, officeWithSigning, opened, proof } from './testing.ts'

test('what a ceremony signed is to be judged by one job for each chunk, behind all other work, and what it did not sign by none', async () => {
  const office = await officeWithSigning()
  try {
    const { head } = office.actors
    const documents = await asked(office, 5)
    const itemIds = documents.map(({ itemId }) => itemId)
    await opened(office, itemIds)
    const { ceremonyId, root } = await frozen(office, itemIds)
    await must(confirm(office, head, ceremonyId, { root, proof: proof(office) }))
    await runCeremony(office, office.tenantId, ceremonyId, { chunk: 3 })
    await runCeremony(office, office.tenantId, ceremonyId, { chunk: 3 })
    const { rows } = await sql<{ priority: number; documentIds: string[] }>`select j.priority, j.payload -> 'documentIds' as "documentIds"
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'validation.judge-own' order by j.id`.execute(office.superuser)
    assert.deepEqual(rows.map(({ priority, documentIds }) => [priority, documentIds.length]), [[50, 3], [50, 2]])
    assert.deepEqual(rows.flatMap(({ documentIds }) => documentIds).toSorted(), documents.map(({ documentId }) => documentId).toSorted())
  } finally {
    await office.close()
  }
})
