/** What was not over when its time was. */
export const late = Symbol('late')

/** The value, or `late` when it does not come in time; the work itself goes on. */
export async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value | typeof late> {
  const { promise, resolve } = Promise.withResolvers<typeof late>()
  const timer = setTimeout(() => resolve(late), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
