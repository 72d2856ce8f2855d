import type { Day } from '../kernel/day.ts'
import type { Id } from '../kernel/id.ts'
import { renderDueDays, type RenditionDeps } from '../modules/audit/index.ts'
import { readPeople, readTenants, readUnits } from '../modules/identity/index.ts'
import { keepOwnRecord } from '../modules/records/index.ts'
import { asTenant, type AnyTransaction } from '../platform/database/index.ts'
import type { Office } from './office.ts'

type Deps = Pick<Office, 'db' | 'now' | 'logKey' | 'files'>

/** What the daily rendition of the log needs: the office, and the file of the year in which each day is kept. */
export function renditionDeps(office: Deps): RenditionDeps {
  return {
    db: office.db, now: office.now, logKey: office.logKey, files: office.files,
    async keep(deed, day, [xml, note], fileId) {
      return keepOwnRecord(deed, {
        subject: `Transakční protokol za ${inWords(day)}`, fileId, settledNote: 'Uloženo samočinně na konci dne.',
        contents: [{ ...xml, role: 'original' }, { ...note, role: 'proof' }],
        opens: { subject: `Transakční protokol ${day.slice(0, 4)}`, unitId: await keeperOf(deed.tx, deed.actor.tenantId), classNamed: 'transakční protokol' },
      })
    },
  }
}

/**
 * Renders what is due in every office. What fails in one is reported and tried again next time; it does not keep the others.
 * Returns how many days were rendered.
 */
export async function renderLogs(office: Deps, report: (problem: string) => void, signal?: AbortSignal): Promise<number> {
  let days = 0
  for (const { tenant } of await readTenants(office.db)) {
    if (signal?.aborted) break
    days += await asTenant(tenant.id, () => renderDueDays(renditionDeps(office), tenant.id, signal)).then((done) => done.length, (error: unknown) => {
      report(`The log of ${tenant.id} was not rendered: ${error instanceof Error ? error.message : String(error)}`)
      return 0
    })
  }
  return days
}

/** The unit that keeps the log's file: where the registry is, otherwise the first unit that has none above it. */
async function keeperOf(tx: AnyTransaction, tenantId: Id<'Tenant'>): Promise<Id<'Unit'>> {
  const registrars = (await readPeople(tx, tenantId)).filter(({ roles }) => roles.includes('registrar'))
  const units = await readUnits(tx, tenantId)
  const unitId = registrars.map((person) => person.unitId).toSorted()[0] ?? units.find(({ parentId }) => parentId === null)?.id
  if (!unitId) throw new Error('the office has no unit that could keep the log')
  return unitId
}

const inWords = (day: Day) => `${Number(day.slice(8))}. ${Number(day.slice(5, 7))}. ${day.slice(0, 4)}`
