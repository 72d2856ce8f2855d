/** Runs the work for everything that comes, so many at once. After a failure nothing more is begun; what has begun is waited for. */
export async function atOnce<Item>(many: number, source: AsyncIterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const items = source[Symbol.asyncIterator]()
  let failed = false
  // A generator answers calls in their order, one at a time.
  const ends = await Promise.allSettled(Array.from({ length: many }, async () => {
    try {
      for (let next = await items.next(); !failed && !next.done; next = await items.next()) await work(next.value)
    } catch (error) {
      failed = true
      throw error
    }
  }))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
