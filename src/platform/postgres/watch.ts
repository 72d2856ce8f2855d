import { startPostgres, type Postgres, type PostgresOptions } from './start.ts'

const [lookMs, pauseMs] = [500, 5_000]

/** The same, and starts the server again whenever it has died. Several processes may watch one server: one of them starts it. */
export async function watchPostgres(options: PostgresOptions): Promise<Postgres> {
  let server = await startPostgres(options)
  const say = options.log ?? (() => undefined)
  let isStopping = false
  let looking = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const next = (ms: number) => {
    if (!isStopping) timer = setTimeout(() => { looking = look() }, ms).unref()
  }
  async function look(): Promise<void> {
    const found = await server.lives() ? 'alive' : await again()
    next(found === 'lost' ? pauseMs : lookMs)
  }
  async function again(): Promise<'back' | 'lost'> {
    say('PostgreSQL has died; starting it again')
    try {
      const born = await startPostgres(options)
      if (born.connection.host !== server.connection.host) say(`PostgreSQL is now at ${born.connection.host}: restart the office, which looks for it at ${server.connection.host}`)
      server = born
      return 'back'
    } catch (error) {
      say(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`)
      return 'lost'
    }
  }
  next(lookMs)
  return {
    ...server,
    lives: () => server.lives(),
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await looking
      await server.stop()
    },
  }
}
