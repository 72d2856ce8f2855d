import { createPrivateKey } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import { accept } from '../../kernel/result.ts'
import type { Json } from '../../kernel/json.ts'
import { perform } from '../../modules/audit/index.ts'
import { inEveryOffice } from '../../modules/identity/index.ts'
import { replaceDurably } from '../../platform/disk/index.ts'
import type { Config } from '../../platform/config/index.ts'
import { connectForCopies } from '../../platform/copies/index.ts'
import { listMigrations, openDatabase } from '../../platform/database/index.ts'
import { openDatabaseServer } from '../database.ts'
import { allMigrations } from '../rooms.ts'
import { logKeyName, readSecrets } from './secrets.ts'

const LastBackup = z.object({ at: z.iso.datetime(), moment: z.iso.datetime(), name: z.string(), folder: z.string(), whole: z.boolean(), sealed: z.boolean() })
const LastDrill = z.object({
  at: z.iso.datetime(), backup: z.string(), moment: z.iso.datetime(), passed: z.boolean(),
  /** How long a restore takes, and how old what comes back would be. */
  rtoSeconds: z.number(), rpoSeconds: z.number(), differences: z.array(z.string()),
})
export type LastBackup = z.infer<typeof LastBackup>
export type LastDrill = z.infer<typeof LastDrill>

const kinds = { backup: LastBackup, drill: LastDrill }

/** How the last backup and the last drill of this office ended; undefined where there was none yet. */
export async function readLastCopies(dataDirectory: string): Promise<{ readonly backup: LastBackup | undefined; readonly drill: LastDrill | undefined }> {
  const read = (name: keyof typeof kinds) => readFile(fileOf(dataDirectory, name), 'utf8').catch(() => undefined)
  const [backup, drill] = await Promise.all([read('backup'), read('drill')])
  return { backup: backup === undefined ? undefined : LastBackup.parse(JSON.parse(backup)), drill: drill === undefined ? undefined : LastDrill.parse(JSON.parse(drill)) }
}

/** Keeps how a backup or a drill ended beside the data, in place of the one before. */
export async function keepLast<Kind extends keyof typeof kinds>(dataDirectory: string, kind: Kind, outcome: z.infer<(typeof kinds)[Kind]>): Promise<void> {
  await mkdir(join(dataDirectory, 'copies'), { recursive: true, mode: 0o700 })
  await replaceDurably(fileOf(dataDirectory, kind), `${JSON.stringify(outcome, null, 2)}\n`)
}

const fileOf = (dataDirectory: string, kind: string) => join(dataDirectory, 'copies', `last-${kind}.json`)

/**
 * Enters into the log of every tenant of this office that everything was copied out, or that a drill was held. Not where the program and
 * the form of the database differ, for then this program may not write there: says so and goes on. Returns whether it was entered.
 */
export async function logCopy(config: Config, rule: 'obeh backup' | 'obeh drill', payload: { readonly [key: string]: Json }, say: (line: string) => void): Promise<boolean> {
  const pem = (await readSecrets(config.secretsDirectory)).get(logKeyName)
  if (!pem) return false
  const server = await openDatabaseServer(config, say)
  try {
    if (!(await isOfThisForm(server.url))) {
      say('It is not entered into the log of deeds: the program and the form of the database are of different versions.')
      return false
    }
    const db = openDatabase(server.url, { role: 'obeh_app', name: rule, connections: 2 })
    try {
      const deps = { db, now: () => new Date(), logKey: createPrivateKey(pem) }
      await inEveryOffice(db, (tenantId) => perform(deps, automaton(tenantId, rule), { name: rule.replace(' ', '-') }, async (deed) => {
        deed.note({ event: 'Export', object: { type: 'KonfiguraceSystemu', id: rule }, payload })
        return accept(null)
      }))
      return true
    } finally {
      await db.destroy()
    }
  } finally {
    await server.stop()
  }
}

async function isOfThisForm(url: string): Promise<boolean> {
  const client = await connectForCopies(url, 'obeh backup')
  try {
    const { rows: [ledger] } = await client.query<{ yes: boolean }>(`select to_regclass('platform.migration') is not null as yes`)
    if (!ledger?.yes) return false
    const { rows } = await client.query<{ step: string }>(`select room || '/' || number || ' ' || sha256 as step from platform.migration`)
    const known = new Set((await listMigrations(allMigrations)).map(({ room, number, sha256 }) => `${room}/${number} ${sha256}`))
    return rows.length === known.size && rows.every(({ step }) => known.has(step))
  } finally {
    await client.end()
  }
}
