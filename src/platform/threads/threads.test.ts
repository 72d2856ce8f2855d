import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openThreads } from './index.ts'

const threads = openThreads<number, number>(new URL('./fixtures/halve.ts', import.meta.url), 2)
after(() => threads.close())

test('every question has its own answer, however many are asked at once', async () => {
  const numbers = Array.from({ length: 40 }, (_, index) => 2 * (index + 1))
  assert.deepEqual(await Promise.all(numbers.map((number) => threads.ask(number))), numbers.map((number) => number / 2))
})

test('what is thrown is thrown to the asker, and the thread goes on', async () => {
  const [bad, good] = await Promise.allSettled([threads.ask(3), threads.ask(8)])
  assert.deepEqual([bad.status, good.status === 'fulfilled' && good.value], ['rejected', 4])
  assert.match(String(bad.status === 'rejected' && bad.reason), /3 is odd/)
})

test('a thread that dies fails what it had, and another takes its place', async () => {
  const lost = await Promise.allSettled([threads.ask(0), threads.ask(0)])
  assert.deepEqual(lost.map(({ status }) => status), ['rejected', 'rejected'])
  assert.deepEqual(await Promise.all([threads.ask(10), threads.ask(12)]), [5, 6])
})
