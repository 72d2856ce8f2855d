import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { readInbox } from '../circulation/index.ts'
import { readDispatches, sendDispatch } from './index.ts'
import { silentMs } from './model.ts'
import { watchDispatch } from './service-watch.ts'
import { handedOver, officeWithPost, type OfficeWithPost } from './testing.ts'

describe('the watch over a mail that has not left', () => {
  let office: OfficeWithPost
  before(async () => void (office = await officeWithPost()))
  after(() => office.close())

  const state = async (answerId: Id<'Document'>) => {
    const shown = await readDispatches(office, office.actors.clerk, answerId)
    return shown.ok ? shown.value[0]?.consignment.state : shown.refusal
  }
  const jobs = async (dispatchId: string) => {
    const { rows } = await sql<{ task: string }>`
      select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.payload::text like ${`%${dispatchId}%`} order by 1`.execute(office.superuser)
    return rows.map(({ task }) => task)
  }
  /** As a kill of the process that ran its last attempt leaves it: the queue never tries it again, and nobody was told. */
  const loseJob = (dispatchId: string) => sql`
    delete from graphile_worker._private_jobs where payload::text like ${`%${dispatchId}%`}
      and task_id = (select id from graphile_worker._private_tasks where identifier = 'dispatch.send')`.execute(office.superuser)
  const later = (ms: number) => { office.clock = new Date(office.clock.getTime() + ms) }
  const watch = (dispatchId: Id<'Dispatch'>) => watchDispatch(office, office.tenantId, dispatchId)

  it('begins with the hand-over, in the same deed', async () => {
    const { dispatchId } = await handedOver(office)
    assert.deepEqual(await jobs(dispatchId), ['dispatch.send', 'dispatch.watch'])
  })

  it('asks for another try when nobody has tried for longer than the queue ever waits, and not before', async () => {
    const { answerId, dispatchId } = await handedOver(office)
    await loseJob(dispatchId)
    await watch(dispatchId)
    assert.deepEqual(await jobs(dispatchId), ['dispatch.watch'])
    later(silentMs)
    await watch(dispatchId)
    assert.deepEqual(await jobs(dispatchId), ['dispatch.send', 'dispatch.watch'])
    await sendDispatch(office, office.tenantId, dispatchId)
    assert.equal(await state(answerId), 'vypraveno')
    await watch(dispatchId)
    assert.equal(await state(answerId), 'vypraveno')
  })

  it('gives up with a notice what has waited longer than all tries take, so that nothing waits for ever', async () => {
    const { answerId, dispatchId } = await handedOver(office)
    await loseJob(dispatchId)
    later(6 * 86_400_000)
    await Promise.all(Array.from({ length: 4 }, () => watch(dispatchId)))
    assert.equal(await state(answerId), 'nedoruceno-zpracovano')
    const { items } = await readInbox(office, office.actors.clerk, 'mine', { limit: 20 })
    assert.equal(items.filter(({ item }) => item.documentId === answerId && item.kind === 'note').length, 1)
  })
})
