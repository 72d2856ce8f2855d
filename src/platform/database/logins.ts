import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import pg from 'pg'
import { sqlState } from './failures.ts'

/** Addresses of one database for the three things that work in it. None of their roles owns anything or can become another. */
export interface Logins {
  /** Does the office's work: the rows of one tenant at a time. */
  readonly app: string
  /** Reads what is public. */
  readonly portal: string
  /** Takes jobs from the queue. */
  readonly worker: string
}

export type LoginKind = keyof Logins
export const loginKinds = ['app', 'portal', 'worker'] as const satisfies readonly LoginKind[]

/**
 * The roles of this installation's server in this database, made or mended by its owner (`CREATEROLE`). Roles belong to the whole
 * PostgreSQL server, where other offices and other installations of this one may be: the names tell the database and the installation,
 * so none of them ever changes the password of another's. `secret` is the installation's own.
 */
export async function prepareLogins(ownerUrl: string, secret: Buffer): Promise<Logins> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'obeh migrate' })
  await owner.connect()
  try {
    await owner.query(`select pg_advisory_lock(hashtext('obeh.migrate'))`)
    const { rows: [here] } = await owner.query<{ name: string; version: number }>(`select current_database() as name, current_setting('server_version_num')::int as version`)
    if (!here) throw new Error('the database has no name')
    const made = new Map<LoginKind, string>()
    for (const kind of loginKinds) {
      const name = `${prefixOf(kind, here.name)}${createHmac('sha256', secret).update('installation').digest('hex').slice(0, 8)}`
      const password = createHmac('sha256', secret).update(name).digest('base64url')
      const url = withLogin(ownerUrl, name, password)
      if (!(await opens(url))) await makeRole(owner, { kind, name, password, database: here.name, version: here.version })
      made.set(kind, url)
    }
    return { app: made.get('app') ?? '', portal: made.get('portal') ?? '', worker: made.get('worker') ?? '' }
  } finally {
    await owner.end()
  }
}

/** What the names of the roles made for a database begin with, whatever the installation. */
export const prefixOf = (kind: LoginKind, database: string): string => `obeh_${kind}_${createHash('sha256').update(database).digest('hex').slice(0, 8)}_`

interface Role { readonly kind: LoginKind; readonly name: string; readonly password: string; readonly database: string; readonly version: number }

async function makeRole(owner: pg.Client, { kind, name, password, database, version }: Role): Promise<void> {
  const verifier = owner.escapeLiteral(scramVerifier(password, name))
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name])
  await owner.query(`${rowCount ? 'alter' : 'create'} role ${name} login inherit password ${verifier}`)
  // Its rights are those of the common role; it need not, and so cannot, become it.
  await owner.query(`grant obeh_${kind} to ${name}${version >= 160_000 ? ' with inherit true, set false' : ''}`)
  const { rows: [may] } = await owner.query<{ connect: boolean }>(`select has_database_privilege($1, current_database(), 'connect') as connect`, [name])
  if (!may?.connect) await owner.query(`grant connect on database ${owner.escapeIdentifier(database)} to ${name}`)
}

async function opens(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'obeh start' })
  try {
    await client.connect()
    return true
  } catch (error) {
    // No such role, or another password than ours.
    if (['28P01', '28000'].includes(sqlState(error) ?? '')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** The same database reached by somebody else. */
export function withLogin(url: string, name: string, password: string): string {
  const address = new URL(url)
  address.username = name
  address.password = password
  return address.href
}

/** What PostgreSQL keeps of a password (RFC 5802, RFC 7677): sent in its place, so that no log of statements can have it. */
function scramVerifier(password: string, name: string): string {
  const salt = createHash('sha256').update(`obeh ${name} ${password}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
