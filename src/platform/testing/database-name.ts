/** Who made a test database and when: enough to tell, from its name alone, that its maker is gone. */
export interface Maker {
  /** Six hexadecimal digits that tell one machine (or container) sharing a server from another. */
  readonly host: string
  readonly pid: number
  /** Clock ticks from boot to the start of the process: a later process with the same number has another. */
  readonly startedAt: number
  /** Milliseconds of the epoch. */
  readonly madeAt: number
}

export const testPrefix = 'obeh_test_'

export function databaseName({ host, pid, startedAt, madeAt }: Maker, number: number): string {
  return `${testPrefix}${host}_${pid}_${startedAt}_${madeAt}_${number}`
}

export function parseDatabaseName(name: string): Maker | undefined {
  const [, host = '', pid = '', startedAt = '', madeAt = ''] = /^obeh_test_([0-9a-f]{6})_(\d+)_(\d+)_(\d+)_\d+$/.exec(name) ?? []
  return host === '' ? undefined : { host, pid: Number(pid), startedAt: Number(startedAt), madeAt: Number(madeAt) }
}

const dayMs = 86_400_000

/**
 * Whether nobody can need the database any more. `livingSince` is the start of the process that has the maker's number now, `undefined`
 * without one; it says nothing about other machines, whose databases are only given up after a day.
 */
export function isAbandoned(maker: Maker, here: string, now: number, livingSince: number | undefined): boolean {
  return maker.host === here ? livingSince !== maker.startedAt : now - maker.madeAt > dayMs
}
