import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { DeliveredEvent } from '../../platform/events/index.ts'
import { deliver } from '../../platform/events/index.ts'
import { perform, type Deed } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { addContent, migrations as records, registerDocument } from '../records/index.ts'
import { circulationListeners, migrations as circulation } from './index.ts'

/** An office that can register documents and pass them round. */
export const officeWithCirculation = () => testOffice([records, circulation])

type Role = keyof TestOffice['actors']
interface Registered { readonly documentId: Id<'Document'>; readonly fileId: Id<'File'> }

/** A document received for the transport unit, whose file nobody has taken over yet; or one that joins another file. */
export async function received(office: TestOffice, about: { email?: string; join?: Id<'File'> } = {}): Promise<Registered> {
  const party = { name: 'Jana Nová', email: about.email ?? 'jana@nova.example' }
  return done(office, office.actors.registrar, async (deed) => {
    const { document, file } = await registerDocument(deed, {
      direction: 'incoming', subject: 'Oprava mostu v Lhotě', channel: 'EPodatelnaMail', party, receivedAt: deed.at,
      file: about.join ? { join: about.join } : { openFor: office.units.DOP.id }, contents: [],
    })
    return { documentId: document.id, fileId: file.id }
  })
}

/** A document of the transport unit's own with a wording that somebody may approve; in a file of its own, or joining another. */
export async function written(
  office: TestOffice, by: Role = 'clerk', join?: Id<'File'>,
): Promise<Registered & { readonly content: string }> {
  const sha256 = await office.files.put(office.tenantId, Buffer.from(`first wording ${newId()}`))
  const main = { name: 'dopis.pdf', role: 'main', sha256, size: 1, mediaType: 'application/pdf' } as const
  return done(office, office.actors[by], async (deed) => {
    const { document, file } = await registerDocument(deed, {
      direction: 'outgoing', subject: 'Odpověď', channel: null, party: null, receivedAt: null,
      file: join ? { join } : { openFor: office.units.DOP.id }, contents: [main],
    })
    return { documentId: document.id, fileId: file.id, content: sha256 }
  })
}

/** Another wording of a document from `written`; returns its hash. */
export async function rewrite(office: TestOffice, documentId: Id<'Document'>, by: Role = 'clerk', text: string = newId()) {
  const sha256 = await office.files.put(office.tenantId, Buffer.from(text))
  const main = { name: 'dopis.pdf', role: 'main', sha256, size: 1, mediaType: 'application/pdf' } as const
  await done(office, office.actors[by], (deed) => addContent(deed, documentId, main))
  return sha256
}

/** Does a deed that must succeed. */
export async function done<Value>(office: TestOffice, actor: Actor, work: (deed: Deed) => Promise<Value>): Promise<Value> {
  const result = await perform(office, actor, { name: 'arrange' }, async (deed) => accept(await work(deed)))
  if (!result.ok) throw new Error(result.refusal)
  return result.value
}

/** Every event of this name told about this subject, oldest first. */
export async function told(office: TestOffice, name: string, subject: string): Promise<DeliveredEvent[]> {
  const { rows } = await sql<DeliveredEvent & { tenant_id: Id<'Tenant'> }>`
    select * from platform.outbox where name = ${name} and subject = ${subject} order by seq`.execute(office.db)
  return rows.map((row) => ({ ...row, tenantId: row.tenant_id }))
}

/** Lets the room hear everything of this name told about this subject, twice: events come at least once. */
export async function hears(office: TestOffice, name: string, subject: string): Promise<void> {
  const listeners = circulationListeners(office)
  for (const event of await told(office, name, subject)) for (const _ of ['first', 'again']) await deliver(event, listeners)
}

/** The events of the log about a document, oldest first. */
export async function logged(office: TestOffice, documentId: string): Promise<string[]> {
  const { rows } = await sql<{ event: string }>`
    select event from audit.entry where subject_id = ${documentId} order by index`.execute(office.db)
  return rows.map(({ event }) => event)
}
