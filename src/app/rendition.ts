import type { Actor } from '../kernel/actor.ts'
import type { Day } from '../kernel/day.ts'
import type { Id } from '../kernel/id.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { keepSeal, perform, readRendition, renderDueDays, type RenditionDeps } from '../modules/audit/index.ts'
import { readPeople, readTenants, readUnits } from '../modules/identity/index.ts'
import { addContent, keepOwnRecord, readFile } from '../modules/records/index.ts'
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

export type SealRefusal = 'no-such-rendition' | 'not-this-rendition' | 'file-closed'

/**
 * The door for whoever can seal: adds to the rendition of a day its sealed and time-stamped form (XAdES-T, enveloping, VMV čá. 85/2024, 5.2.12).
 * The rendition itself stays as it is, and the sealed form must have it word for word inside. Whether the seal is valid is for its own verifier.
 */
export async function sealRendition(office: Deps, actor: Actor, day: Day, sealed: Buffer): Promise<Result<null, SealRefusal | 'key-reused'>> {
  const { tenantId } = actor
  const row = await readRendition(office.db, tenantId, day)
  if (!row) return refuse('no-such-rendition')
  if (!sealed.includes(rootOf(await office.files.read(tenantId, row.sha256)))) return refuse('not-this-rendition')
  const [sha256, size] = [await office.files.put(tenantId, sealed), sealed.byteLength]
  // One key for all sealings of a day: of several servers that seal it at once the first one's form is kept.
  return perform<null, SealRefusal>(office, actor, { name: 'seal-rendition', key: `seal-rendition ${day}`, input: { day } }, async (deed) => {
    if ((await readFile(deed.tx, tenantId, row.file_id))?.closedAt) return refuse('file-closed')
    await addContent(deed, row.document_id, { name: `protokol-${day}.xades.xml`, role: 'proof', sha256, size, mediaType: 'application/xml' })
    await keepSeal(deed, row, { sha256, size })
    return accept(null)
  })
}

/** What is sealed of a rendition: its root element, without the declaration before and the end of the line behind it. */
export const rootOf = (xml: Buffer): Buffer => xml.subarray(xml.indexOf('<TransakcniLogSystemu'), xml.lastIndexOf('>') + 1)

/** The unit that keeps the log's file: where the registry is, otherwise the first unit that has none above it. */
async function keeperOf(tx: AnyTransaction, tenantId: Id<'Tenant'>): Promise<Id<'Unit'>> {
  const registrars = (await readPeople(tx, tenantId)).filter(({ roles }) => roles.includes('registrar'))
  const units = await readUnits(tx, tenantId)
  const unitId = registrars.map((person) => person.unitId).toSorted()[0] ?? units.find(({ parentId }) => parentId === null)?.id
  if (!unitId) throw new Error('the office has no unit that could keep the log')
  return unitId
}

const inWords = (day: Day) => `${Number(day.slice(8))}. ${Number(day.slice(5, 7))}. ${day.slice(0, 4)}`
