import { AbortedTransactionError, PostgresDialect, type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, type TransactionSettings } from 'kysely'
import pg from 'pg'
import type { Id } from '../../kernel/id.ts'
import { Connections } from './connections.ts'
import { failureOfCommit, isLost, isReadOnly } from './failures.ts'
import { currentTenant, tenantSetting } from './tenancy.ts'
import { forgetPlans, isStalePlan, planOf } from './plans.ts'

/**
 * PostgreSQL over `pool` (pipelined, with full durability): what is asked again and again is planned once, and a transaction lets go of its locks before it waits for the
 * disk. Nobody is told of it before it is there. Every transaction, and every statement by itself, is done in the name of the tenant of its
 * scope (`asTenant`), told to PostgreSQL for that transaction alone: a connection that goes back to the pool is nobody's.
 */
export class OfficeDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  readonly #waits: boolean
  readonly #tenantId: Id<'Tenant'> | undefined
  /** With `durability` relaxed, as in `DatabaseOptions`, a commit waits for no disk at all. */
  constructor(pool: pg.Pool, { durability = 'full', tenantId }: { readonly durability?: 'full' | 'relaxed' | undefined; readonly tenantId?: Id<'Tenant'> | undefined }) {
    super({ pool })
    this.#pool = pool
    this.#waits = durability === 'full'
    this.#tenantId = tenantId
  }

  override createDriver(): Driver {
    return new OfficeDriver(this.#pool, this.#waits, this.#tenantId)
  }
}

/**
 * Commits, and then waits until everything committed so far is on disk. The locks are let go in between, so deeds that take turns at one
 * row wait for each other's work but not for each other's disk, and one write to the disk serves all who wait for it.
 * The message says nothing: PostgreSQL waits for its disk, and for its synchronous standbys, after a transaction that wrote.
 */
const durableCommit = `commit; select pg_logical_emit_message(true, 'obeh', '')`

class OfficeDriver implements Driver {
  readonly #lines: Connections
  readonly #waits: boolean
  readonly #tenantId: Id<'Tenant'> | undefined
  constructor(pool: pg.Pool, waits: boolean, tenantId: Id<'Tenant'> | undefined) {
    this.#lines = new Connections(pool)
    this.#waits = waits
    this.#tenantId = tenantId
  }

  async init() {}

  async acquireConnection() {
    return new OfficeConnection(await this.#lines.take(), this.#lines, this.#waits, this.#tenantId)
  }

  async beginTransaction(connection: OfficeConnection, { accessMode, isolationLevel }: TransactionSettings) {
    const mode = `${isolationLevel ? ` isolation level ${isolationLevel}` : ''}${accessMode ? ` ${accessMode}` : ''}`
    connection.isReadOnly = accessMode === 'read only'
    connection.waits = this.#waits && !connection.isReadOnly
    await connection.begin(`begin${mode}${connection.waits ? '; set local synchronous_commit = off' : ''}`)
  }

  async commitTransaction(connection: OfficeConnection) {
    const [committed] = await connection.commit(connection.waits ? durableCommit : 'commit')
    // A transaction that had failed before its commit ends in a rollback, and PostgreSQL does not call that an error.
    if (committed?.command !== 'COMMIT') throw new AbortedTransactionError()
  }

  async rollbackTransaction(connection: OfficeConnection) {
    // What failed before is why it is rolled back, and is told. A connection on which even this fails is given up, and the server rolls back.
    await connection.rollback().catch(() => undefined)
  }

  async releaseConnection(connection: OfficeConnection) {
    connection.release()
  }

  async destroy() {
    await this.#lines.end()
  }
}

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** Whether a statement by itself changes nothing, so that it may be asked again. What only looks like a change is not asked again. */
const isReading = (text: string) => /^\s*(select|with)\b/i.test(text) && !/\b(insert|update|delete|merge|into|pg_\w*lock\w*|enqueue\w*)\b/i.test(text)

/** What a transaction of this office runs on. */
export class OfficeConnection implements DatabaseConnection {
  /** Whether the transaction that runs waits for the disk after its commit. */
  waits = false
  /** Whether the transaction that runs asked to be one that only reads. */
  isReadOnly = false
  /** Absent when it was lost and no other was to be had. */
  #client: pg.PoolClient | undefined
  readonly #lines: Connections
  readonly #pipelined: boolean
  readonly #tenantId: Id<'Tenant'> | undefined
  #inTransaction = false
  #broken = false
  /** Of the statements sent ahead, what went wrong first. */
  #failure: unknown
  constructor(client: pg.PoolClient, lines: Connections, pipelined: boolean, tenantId?: Id<'Tenant'>) {
    this.#client = client
    this.#lines = lines
    this.#pipelined = pipelined
    this.#tenantId = tenantId
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const asked = () => this.#inTransaction ? this.#whole(this.#ask(sql, [...parameters])) : this.#alone(sql, [...parameters])
    const { command, rowCount, rows } = await asked().catch(async (error: unknown) => {
      if (this.#inTransaction || !isLost(error) || !isReading(sql)) throw error
      await this.#renew()
      return asked()
    })
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

  get #line(): pg.PoolClient {
    if (!this.#client) throw new Error('Connection terminated and not replaced')
    return this.#client
  }

  /** Goes on with another connection in the place of one that was lost, which is let go first: there may be no more of them. */
  async #renew(): Promise<void> {
    this.#client?.release(true)
    this.#client = undefined
    this.#client = await this.#lines.take()
    this.#broken = false
  }

  async #ask(text: string, values: unknown[]): Promise<pg.QueryResult> {
    return this.#send(text, values).catch((error: unknown) => {
      // Within a transaction nothing more can be asked: `inTransaction` does it again from its beginning.
      if (!isStalePlan(error) || this.#inTransaction) throw error
      return this.#send(text, values)
    })
  }

  async #send(text: string, values: unknown[]): Promise<pg.QueryResult> {
    const name = planOf(text, values.length)
    try {
      return await this.#line.query({ ...(name === undefined ? {} : { name }), text, values })
    } catch (error) {
      if (isLost(error)) this.#broken = true
      if (isReadOnly(error) && !this.isReadOnly) {
        this.#broken = true
        this.#lines.distrust(this.#line)
      }
      if (isStalePlan(error)) forgetPlans()
      throw error
    }
  }

  #tenant(): Id<'Tenant'> | undefined {
    return currentTenant() ?? this.#tenantId
  }

  /** A statement by itself. In somebody's name it gets a transaction of its own: three messages sent together, one round trip. */
  async #alone(text: string, values: unknown[], again = true): Promise<pg.QueryResult> {
    const tenantId = this.#tenant()
    if (tenantId === undefined) return this.#whole(this.#ask(text, values))
    const begun = this.#command(`begin; ${tenantSetting(tenantId)}`)
    if (!this.#pipelined) await begun
    const asked = this.#send(text, values)
    if (!this.#pipelined) await asked.catch(() => {})
    const [first, answer, last] = await Promise.allSettled([begun, asked, this.#command('commit')])
    if (answer.status === 'rejected' && again && isStalePlan(answer.reason)) return this.#alone(text, values, false)
    for (const sent of [first, answer, last]) if (sent.status === 'rejected') throw traced(sent.reason)
    return (answer as PromiseFulfilledResult<pg.QueryResult>).value
  }

  async begin(text: string): Promise<void> {
    this.#inTransaction = true
    this.#failure = undefined
    const tenantId = this.#tenant()
    const sent = this.#command(tenantId === undefined ? text : `${text}; ${tenantSetting(tenantId)}`)
    await (this.#pipelined ? this.#ahead(sent) : sent)
  }

  async commit(text: string): Promise<pg.QueryResult[]> {
    try {
      return await this.#whole(this.#command(text).catch((error: unknown) => {
        // What was answered with an error before has undone the transaction, whatever became of the commit.
        throw this.#failure !== undefined && !isLost(this.#failure) ? error : failureOfCommit(this.#takeFailure() ?? error)
      }))
    } finally {
      this.#inTransaction = false
    }
  }

  async rollback(): Promise<void> {
    try {
      await this.#command('rollback')
    } finally {
      this.#inTransaction = false
      this.#failure = undefined
    }
  }

  /** Runs commands without parameters in one round trip. A connection on which one fails is not used again. */
  async #command(text: string): Promise<pg.QueryResult[]> {
    try {
      const result: pg.QueryResult | pg.QueryResult[] = await this.#line.query(text)
      return Array.isArray(result) ? result : [result]
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  /** Runs a `copy … from stdin` with these bytes in the text format; not on a pipelined connection. */
  async copy(text: string, bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#line.query(new CopyIn(text, bytes, (error) => (error ? reject(error) : resolve())))).catch((error: unknown) => { throw traced(error) })
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Read pages by key: a stream would hold its connection for as long as its reader likes')
  }

  release() {
    this.#client?.release(this.#broken)
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
