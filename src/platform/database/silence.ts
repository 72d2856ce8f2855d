import type { Socket } from 'node:net'
import pg from 'pg'
import { isLost } from './failures.ts'

/** For how long a line may say nothing to what was asked on it before somebody looks after it. Shorter than what is done again may take. */
export const silenceMs = 5_000
/** How long a server may take to let somebody in, and to answer a question that costs nothing. */
const answerMs = 4_000

/** A client that does not wait for ever to be let in by a machine that is not there. */
export class ImpatientClient extends pg.Client {
  constructor(options: pg.ClientConfig = {}) {
    super({ ...options, connectionTimeoutMillis: answerMs })
  }
}

/** What `pg` keeps of a line and does not declare. */
interface Line { readonly connection: { readonly stream: Socket }; readonly readyForQuery: boolean; readonly processID: number | null }

/**
 * A machine that lost its power hangs up on nobody: TCP would wait a quarter of an hour for its answer, and with it everybody behind this
 * line. After some silence the server is asked by another line whether it is still at what was asked; when it is not, or cannot be
 * reached, this line is cut, and what was under way is told that its connection was lost. What only takes long is left alone.
 */
export function watchSilence(client: pg.PoolClient, url: string, ms: number): void {
  const line = client as unknown as Line
  const { stream } = line.connection
  let isLooking = false
  const look = async () => {
    const heard = stream.bytesRead
    const isDead = !(await isAtWork(url, line.processID)) && stream.bytesRead === heard && !line.readyForQuery
    if (isDead) stream.destroy(Object.assign(new Error('Nothing came back from the database'), { code: 'ETIMEDOUT' }))
    else stream.setTimeout(ms)
  }
  stream.setTimeout(ms)
  stream.on('timeout', () => {
    if (line.readyForQuery || isLooking) return
    isLooking = true
    void look().finally(() => { isLooking = false })
  })
}

/** Whether the server still does what it was asked by this process of its. Behind a pooler its number says nothing, and it is believed. */
async function isAtWork(url: string, pid: number | null): Promise<boolean> {
  const asker = new ImpatientClient({ connectionString: url, application_name: 'obeh look', query_timeout: answerMs })
  asker.on('error', () => {})
  try {
    await asker.connect()
    const { rows: [found] } = await asker.query<{ own: number; state: string | null; there: boolean }>(
      'select pg_backend_pid() as own, a.state, a.pid is not null as there from (select) one left join pg_stat_activity a on a.pid = $1', [pid])
    const isPooled = found?.own !== (asker as unknown as Line).processID
    return isPooled || (found.there && !found.state?.startsWith('idle'))
  } catch (error) {
    return !isLost(error) && !(error instanceof Error && error.message === 'Query read timeout')
  } finally {
    void asker.end().catch(() => {})
  }
}
