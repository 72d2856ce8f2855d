import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { inTransaction, openPool, type Database } from '../database/index.ts'
import { enqueue, publish, startWorker, type DeliveredEvent, type DomainEvent, type Listener } from './index.ts'
import { testQueue, type TestQueue } from '../testing/queue.ts'

describe('events and jobs', () => {
  let queue: TestQueue
  let db: Database
  before(async () => {
    queue = await testQueue({ tenantId })
    ;({ db } = queue)
  })
  after(() => queue.close())

  const tenantId = newId<'Tenant'>()
  const event = (subject: string, n: number): DomainEvent => ({ tenantId, name: 'test.happened', subject, at: new Date(), body: { n } })

  /** Runs a worker until `enough` says so. */
  async function work(listeners: readonly Listener[], enough: Promise<unknown>, tasks = {}) {
    const pool = openPool(queue.url, { name: 'test worker' })
    const worker = await startWorker({ pool, db, listeners, tasks, report: () => {} })
    await enough
    await worker.stop()
    await pool.end()
  }

  function collector(count: number, hears: DomainEvent['name'] = 'test.happened') {
    const heard: DeliveredEvent[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const listener: Listener = { name: 'collector', hears, handle: async (it) => { if (heard.push(it) === count) resolve() } }
    return { heard, listener, done: promise }
  }

  it('are delivered after the commit, in order within a subject', async () => {
    const { heard, listener, done } = collector(60)
    for (let n = 0; n < 20; n += 2) await inTransaction(db, (tx) => publish(tx, [n, n + 1].flatMap((each) => ['a', 'b', 'c'].map((subject) => event(subject, each)))))
    await work([listener], done)
    for (const subject of ['a', 'b', 'c']) {
      assert.deepEqual(heard.filter((it) => it.subject === subject).map((it) => it.body['n']), Array.from({ length: 20 }, (_, n) => n))
    }
  })

  it('are not delivered when the transaction rolls back', async () => {
    await assert.rejects(inTransaction(db, async (tx) => {
      await publish(tx, [event('rolled-back', 1)])
      throw new Error('power cut')
    }))
    await inTransaction(db, (tx) => publish(tx, [event('kept', 1)]))
    const { heard, listener, done } = collector(1)
    await work([listener], done)
    assert.deepEqual(heard.map((it) => it.subject), ['kept'])
  })

  it('reach the other listeners when one fails, and come again to the one that failed', async () => {
    await inTransaction(db, (tx) => publish(tx, [{ ...event('stubborn', 1), name: 'test.stubborn' }]))
    const { heard, listener, done } = collector(1, 'test.stubborn')
    const tries: string[] = []
    const { promise: twice, resolve } = Promise.withResolvers<void>()
    const failing: Listener = { name: 'failing', hears: 'test.stubborn', async handle(it) {
      tries.push(it.id)
      if (tries.length === 1) throw new Error('not yet')
      resolve()
    } }
    await work([failing, listener], Promise.all([done, twice]))
    assert.deepEqual([tries.length, new Set(tries).size, heard[0]?.subject], [2, 1, 'stubborn'])
  })

  it('do work that was asked for in a transaction, once', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    await inTransaction(db, (tx) => enqueue(tx, 'test.task', { what: 'úkol' }))
    await work([], promise, { 'test.task': async (payload: unknown) => resolve(payload) })
    assert.deepEqual(await promise, { what: 'úkol' })
  })
})
