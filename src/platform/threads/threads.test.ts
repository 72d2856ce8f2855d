import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openThreads, TookTooLong } from './index.ts'

const threads = openThreads<number, number>(new URL('./fixtures/halve.ts', import.meta.url), 2)
after(() => threads.close())

test('every question has its own answer, however many are asked at once', async () => {
  const numbers = Array.from({ length: 40 }, (_, index) => 2 * (index + 1))
  assert.deepEqual(await Promise.all(numbers.map((number) => threads.ask(number))), numbers.map((number) => number / 2))
})

test('what is thrown is thrown to the asker with its code, and the thread goes on', async () => {
  const [bad, good] = await Promise.allSettled([threads.ask(3), threads.ask(8)])
  assert.deepEqual([bad.status, good.status === 'fulfilled' && good.value], ['rejected', 4])
  assert.match(String(bad.status === 'rejected' && bad.reason), /3 is odd/)
  assert.equal(bad.status === 'rejected' && (bad.reason as { code?: string }).code, 'ODD')
})

test('a thread that dies fails what it had, and another takes its place', async () => {
  const lost = await Promise.allSettled([threads.ask(0), threads.ask(0)])
  assert.deepEqual(lost.map(({ status }) => status), ['rejected', 'rejected'])
  assert.deepEqual(await Promise.all([threads.ask(10), threads.ask(12)]), [5, 6])
})

test('a question that cannot be sent fails by itself, and no other gets its answer', async () => {
  const unsendable = (() => 2) as unknown as number
  const answers = await Promise.allSettled([threads.ask(20), threads.ask(unsendable), threads.ask(24), threads.ask(28)])
  assert.deepEqual(answers.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).name)), [10, 'DataCloneError', 12, 14])
})

test('a thread that takes too long is ended and its question fails; what waited behind it is answered by another', async () => {
  const impatient = openThreads<number, number>(new URL('./fixtures/halve.ts', import.meta.url), 1, { limitMs: 600 })
  const answers = await Promise.allSettled([impatient.ask(-1), impatient.ask(6), impatient.ask(8)])
  assert.ok(answers[0]?.status === 'rejected' && answers[0].reason instanceof TookTooLong)
  assert.deepEqual(answers.slice(1).map((one) => one.status === 'fulfilled' && one.value), [3, 4])
  await impatient.close()
})

test('another thread is started only when those there have enough to do, where loading the module costs more than the wait', async () => {
  const frugal = openThreads<string, number>(new URL('./fixtures/which.ts', import.meta.url), 2, { busyAt: 3 })
  const threadsOf = async (count: number) => new Set(await Promise.all(Array.from({ length: count }, () => frugal.ask('which')))).size
  assert.deepEqual([await threadsOf(3), await threadsOf(4)], [1, 2])
  await frugal.close()
})
