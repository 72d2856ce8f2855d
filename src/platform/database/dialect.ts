import { AbortedTransactionError, PostgresDialect, type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, type TransactionSettings } from 'kysely'
import pg from 'pg'
import { forgetPlans, isStalePlan, planOf } from './plans.ts'

/**
 * PostgreSQL over `pool` (pipelined, with full durability): what is asked again and again is planned once, and a transaction lets go of its locks before it waits for the
 * disk. Nobody is told of it before it is there.
 */
export class OfficeDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  readonly #waits: boolean
  /** With `durability` relaxed, as in `DatabaseOptions`, a commit waits for no disk at all. */
  constructor(pool: pg.Pool, durability: 'full' | 'relaxed') {
    super({ pool })
    this.#pool = pool
    this.#waits = durability === 'full'
  }

  override createDriver(): Driver {
    return new OfficeDriver(this.#pool, this.#waits)
  }
}

/**
 * Commits, and then waits until everything committed so far is on disk. The locks are let go in between, so deeds that take turns at one
 * row wait for each other's work but not for each other's disk, and one write to the disk serves all who wait for it.
 * The message says nothing: PostgreSQL waits for its disk, and for its synchronous standbys, after a transaction that wrote.
 */
const durableCommit = `commit; select pg_logical_emit_message(true, 'obeh', '')`

class OfficeDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #waits: boolean
  readonly #connections = new WeakMap<pg.PoolClient, OfficeConnection>()
  constructor(pool: pg.Pool, waits: boolean) {
    this.#pool = pool
    this.#waits = waits
  }

  async init() {}

  async acquireConnection() {
    const client = await this.#pool.connect()
    const connection = this.#connections.get(client) ?? new OfficeConnection(client, this.#waits)
    this.#connections.set(client, connection)
    return connection
  }

  async beginTransaction(connection: OfficeConnection, { accessMode, isolationLevel }: TransactionSettings) {
    const mode = `${isolationLevel ? ` isolation level ${isolationLevel}` : ''}${accessMode ? ` ${accessMode}` : ''}`
    connection.waits = this.#waits && accessMode !== 'read only'
    await connection.begin(`begin${mode}${connection.waits ? '; set local synchronous_commit = off' : ''}`)
  }

  async commitTransaction(connection: OfficeConnection) {
    const [committed] = await connection.end(connection.waits ? durableCommit : 'commit')
    // A transaction that had failed before its commit ends in a rollback, and PostgreSQL does not call that an error.
    if (committed?.command !== 'COMMIT') throw new AbortedTransactionError()
  }

  async rollbackTransaction(connection: OfficeConnection) {
    await connection.end('rollback').catch((error: unknown) => {
      // What failed before is why it is rolled back, and has been told.
      if (connection.isBroken) throw error
    })
  }

  async releaseConnection(connection: OfficeConnection) {
    connection.release()
  }

  async destroy() {
    await this.#pool.end()
  }
}

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** What a transaction of this office runs on. */
export class OfficeConnection implements DatabaseConnection {
  /** Whether the transaction that runs waits for the disk after its commit. */
  waits = false
  readonly #client: pg.PoolClient
  readonly #pipelined: boolean
  #inTransaction = false
  #broken = false
  /** Of the statements sent ahead, what went wrong first. */
  #failure: unknown
  constructor(client: pg.PoolClient, pipelined: boolean) {
    this.#client = client
    this.#pipelined = pipelined
  }

  get isBroken() {
    return this.#broken
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { command, rowCount, rows } = await this.#whole(this.#ask(sql, [...parameters]))
    return { rows, ...(changes.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
  }

  /** Sends a statement of a transaction without waiting for its answer; if it fails, so does the next one that is waited for. */
  async sendAhead({ sql, parameters }: CompiledQuery): Promise<void> {
    const sent = this.#ask(sql, [...parameters])
    await (this.#pipelined ? this.#ahead(sent) : this.#whole(sent))
  }

  #ahead(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => { this.#failure ??= error })
  }

  /** The answer, unless something sent ahead of it has failed: that is then the reason. */
  async #whole<Value>(sent: Promise<Value>): Promise<Value> {
    const answer = await sent.catch((error: unknown) => { throw traced(this.#takeFailure() ?? error) })
    const failure = this.#takeFailure()
    if (failure !== undefined) throw traced(failure)
    return answer
  }

  #takeFailure(): unknown {
    const failure = this.#failure
    this.#failure = undefined
    return failure
  }

  async #ask(text: string, values: unknown[]): Promise<pg.QueryResult> {
    const name = planOf(text, values.length)
    if (name === undefined) return this.#client.query(text, values)
    try {
      return await this.#client.query({ name, text, values })
    } catch (error) {
      if (!isStalePlan(error)) throw error
      forgetPlans()
      // Within a transaction nothing more can be asked: `inTransaction` does it again from its beginning.
      if (this.#inTransaction) throw error
      return this.#client.query(text, values)
    }
  }

  async begin(text: string): Promise<void> {
    this.#inTransaction = true
    this.#failure = undefined
    const sent = this.#command(text)
    await (this.#pipelined ? this.#ahead(sent) : sent)
  }

  /** Commits or rolls back. */
  async end(text: string): Promise<pg.QueryResult[]> {
    try {
      return await this.#whole(this.#command(text))
    } finally {
      this.#inTransaction = false
    }
  }

  /** Runs commands without parameters in one round trip. A connection on which one fails is not used again. */
  async #command(text: string): Promise<pg.QueryResult[]> {
    try {
      const result: pg.QueryResult | pg.QueryResult[] = await this.#client.query(text)
      return Array.isArray(result) ? result : [result]
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  /** Runs a `copy … from stdin` with these bytes in the text format; not on a pipelined connection. */
  async copy(text: string, bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#client.query(new CopyIn(text, bytes, (error) => (error ? reject(error) : resolve())))).catch((error: unknown) => { throw traced(error) })
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Read pages by key: a stream would hold its connection for as long as its reader likes')
  }

  release() {
    this.#client.release(this.#broken)
  }
}

interface CopyLine { query(text: string): void; sendCopyFromChunk(bytes: Buffer): void; endCopyFrom(): void }

/** COPY as `pg` lets one write it: it answers the server's readiness with all bytes at once. */
class CopyIn implements pg.Submittable {
  readonly #text: string
  readonly #bytes: Buffer
  #end: (error?: Error) => void
  constructor(text: string, bytes: Buffer, end: (error?: Error) => void) {
    this.#text = text
    this.#bytes = bytes
    this.#end = end
  }

  submit(line: pg.Connection) {
    (line as unknown as CopyLine).query(this.#text)
  }

  handleCopyInResponse(line: CopyLine) {
    line.sendCopyFromChunk(this.#bytes)
    line.endCopyFrom()
  }

  handleError(error: Error) {
    this.#end(error)
    this.#end = () => {}
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.#end()
  }
}

/** Adds who asked: the stack of a database error alone ends in the socket. */
function traced(error: unknown): unknown {
  if (error instanceof Error) error.stack = `${error.stack ?? error.message}\n${(new Error().stack ?? '').split('\n').slice(2).join('\n')}`
  return error
}
