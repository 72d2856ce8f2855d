import { Socket } from 'node:net'
import pg from 'pg'

/** Where the server listens: `host` is the directory of its unix socket. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

/** Understood by node-postgres and libpq alike. */
export function connectionUrl({ host, port, user, password }: Connection, database: string): string {
  const [name, secret, path] = [user, password, database].map(encodeURIComponent)
  return `postgresql://${name}:${secret}@localhost:${port}/${path}?host=${encodeURIComponent(host)}&sslmode=disable`
}

/** One connection to the server: its loss does not end our process, and it keeps it alive only while it is asked. */
export interface Session {
  ask<Row extends object>(sql: string): Promise<Row[]>
  end(): Promise<void>
}

export async function logIn(connection: Connection, application: string): Promise<Session> {
  const socket = new Socket()
  const client = new pg.Client({
    ...connection, database: 'postgres', ssl: false, application_name: application, connectionTimeoutMillis: 10_000, stream: () => socket,
  })
  client.on('error', () => undefined)
  await client.connect()
  socket.unref()
  const awake = async <Value>(work: () => Promise<Value>) => {
    socket.ref()
    try {
      return await work()
    } finally {
      socket.unref()
    }
  }
  return {
    ask: async <Row extends object>(sql: string) => (await awake(() => client.query<Row>(sql))).rows,
    end: () => awake(() => client.end()),
  }
}
