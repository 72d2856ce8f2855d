import type { AnyTransaction, Database } from '../../platform/database/index.ts'

type Work<Value> = (tx: AnyTransaction) => Promise<Value>
interface Begun { execute<Value>(work: Work<Value>): Promise<Value> }

/**
 * The same database, in which every transaction does all its work and answers as ever, and then is rolled back: so that each of thousands
 * of requests finds the office as it was before.
 */
export function undone(db: Database): Database {
  return new Proxy(db, { get: (target, name) => (name === 'transaction' ? () => rolledBack(target.transaction()) : bound(target, name)) })
}

/** What one sets before beginning gives the same kind of thing again. */
function rolledBack<Builder extends Begun>(begun: Builder): Builder {
  return new Proxy(begun, {
    get: (target, name) => {
      if (name === 'execute') return <Value>(work: Work<Value>) => executeUndone(target, work)
      const found: unknown = bound(target, name)
      return typeof found === 'function' ? (...given: unknown[]) => rolledBack(found(...given) as Builder) : found
    },
  })
}

class Undone<Value> extends Error {
  readonly value: Value
  constructor(value: Value) {
    super('undone')
    this.value = value
  }
}

async function executeUndone<Value>(begun: Begun, work: Work<Value>): Promise<Value> {
  try {
    return await begun.execute(async (tx) => { throw new Undone(await work(tx)) })
  } catch (error) {
    if (error instanceof Undone) return error.value as Value
    throw error
  }
}

function bound<Target extends object>(target: Target, name: string | symbol): unknown {
  const found: unknown = Reflect.get(target, name, target)
  return typeof found === 'function' ? found.bind(target) : found
}
