import { hostname } from 'node:os'
import { automaton, type Actor } from '../kernel/actor.ts'
import { dayOf } from '../kernel/day.ts'
import type { Id } from '../kernel/id.ts'
import { canonicalJson } from '../kernel/json.ts'
import { accept } from '../kernel/result.ts'
import { perform, readHistory, type DeedDeps, type Note } from '../modules/audit/index.ts'
import { inEveryOffice } from '../modules/identity/index.ts'
import type { Config } from '../platform/config/index.ts'

/* What happens to the server itself, told in the log of every office it serves (decree 409/2025 § 22, standard 7.4.3). */

type Settings = Pick<Config, 'logLevel' | 'witnesses' | 'witnessAlarmHours' | 'logReadingMonths'>
export interface Started { readonly version: string; readonly run: Config['run']; readonly config: Settings }

/** The server has started, in this version; and where the settings of the log are not those of the start before, that they changed. */
export async function noteStart(deps: DeedDeps, { version, run, config }: Started): Promise<void> {
  const logging = settingsOf(config)
  await forEach(deps, async (tenantId) => {
    const [last] = await readHistory(deps.db, tenantId, { event: 'Spusteni', limit: 1 })
    const before = last?.particulars?.['logging']
    const changed = before !== undefined && canonicalJson(before) !== canonicalJson(logging)
    return [
      { event: 'Spusteni', object: server, payload: { version, run, logging, process: process.pid } },
      ...(changed ? [{ event: 'ZmenaNastaveniProtokolu', object: { type: 'Denik', id: 'protokol' }, payload: { ...logging, before } } as const] : []),
    ]
  })
}

/** The server stops of its own will. One that was killed says nothing: the next start follows another without a stop between. */
export const noteStop = (deps: DeedDeps): Promise<void> => forEach(deps, async () => [{ event: 'Zastaveni', object: server, payload: { process: process.pid } }])

/** What endangers the office or its log and needs somebody; the same thing once a day. */
export async function noteCritical(deps: DeedDeps, what: string, detail: string): Promise<void> {
  await forEach(deps, async () => [{ event: 'KritickaChyba', object: server, outcome: 'failed', payload: { what, detail: detail.slice(0, 1000) } }], `critical ${what} ${dayOf(deps.now())}`)
}

const server = { type: 'KonfiguraceSystemu', id: 'server' } as const

const settingsOf = ({ logLevel, witnesses, witnessAlarmHours, logReadingMonths }: Settings) => (
  { logLevel, logReadingMonths: logReadingMonths ?? null, witnessAlarmHours, witnesses: witnesses.map(({ key }) => key.name) })

/** From this machine: the originating device of what the server itself does. */
const self = (tenantId: Id<'Tenant'>): Actor => ({ ...automaton(tenantId, 'server'), origin: hostname() })

async function forEach(deps: DeedDeps, notes: (tenantId: Id<'Tenant'>) => Promise<readonly Note[]>, key?: string): Promise<void> {
  await inEveryOffice(deps.db, async (tenantId) => {
    const said = await notes(tenantId)
    await perform(deps, self(tenantId), { name: 'server', ...(key === undefined ? {} : { key }) }, async (deed) => {
      for (const note of said) deed.note(note)
      return accept(null)
    })
  })
}
