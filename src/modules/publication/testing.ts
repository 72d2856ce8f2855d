import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { openDatabase, type Database } from '../../platform/database/index.ts'
import { deliver, type DeliveredEvent, type DomainEvent } from '../../platform/events/index.ts'
import type { OutgoingMail } from '../../platform/mail/index.ts'
import { perform } from '../audit/index.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as records, registerDocument, seedClasses, type Registered } from '../records/index.ts'
import { migrations as publication, publicationListeners, publicationTasks, publishOffices, type PublicationDeps } from './index.ts'

export const secrets = { subject: 'Tajná žádost o výjimku', partyName: 'Božena Utajená', file: 'tajemství.pdf' }

export interface TestPublication extends TestOffice, PublicationDeps {
  readonly portalDb: Database
  /** What has been sent, newest last. */
  readonly mails: OutgoingMail[]
  /** What the mail server will say to the next mails. */
  mailOutcome: 'sent' | 'refused' | 'failed'
  /** Registers a document from a party with secrets; nobody has heard of it yet. */
  register(email?: string | null): Promise<Registered>
  /** What has been told of anything that has to do with these documents, oldest first. */
  told(...documentIds: Id<'Document'>[]): Promise<DeliveredEvent[]>
  hear(events: readonly DeliveredEvent[]): Promise<void>
  /** Runs the job that makes the proof and sends the receipt. */
  confirm(documentId: Id<'Document'>): Promise<void>
}

export async function testPublication(): Promise<TestPublication> {
  const office = await testOffice([records, publication])
  const portalDb = openDatabase(office.url, { name: 'obeh test portal', role: 'obeh_portal', connections: 4, tenantId: office.tenantId })
  const mails: OutgoingMail[] = []
  const close = office.close
  const made: TestPublication = Object.assign(office, {
    portalDb, mails, mailOutcome: 'sent' as const, portalKey: Buffer.alloc(32, 3), publicUrl: 'https://kuzk.example',
    mailer: {
      async send(mail: OutgoingMail) {
        if (made.mailOutcome !== 'sent') return { outcome: made.mailOutcome, response: '550 no', temporary: made.mailOutcome === 'failed' }
        mails.push(mail)
        return { outcome: 'sent' as const, response: '250 ok', raw: Buffer.alloc(0) }
      },
    },
    register: (email: string | null = 'bozena@utajena.example') => register(made, email),
    async told(...documentIds: Id<'Document'>[]) {
      const { rows } = await sql<{ id: Id<'Event'>; name: DomainEvent['name']; subject: string; at: Date; body: DomainEvent['body'] }>`
        select id, name, subject, at, body from platform.outbox where subject = any(${documentIds}) order by seq`.execute(office.db)
      return rows.map((row) => ({ ...row, tenantId: office.tenantId }))
    },
    async hear(events: readonly DeliveredEvent[]) {
      const listeners = publicationListeners(made)
      for (const event of events) await deliver(event, listeners)
    },
    async confirm(documentId: Id<'Document'>) {
      await publicationTasks(made)['publication.receipt']?.({ tenantId: office.tenantId, documentId })
    },
    async close() {
      await portalDb.destroy()
      await close()
    },
  })
  await perform(made, made.actors.registrar, { name: 'seed-classes' }, async (deed) => {
    await seedClasses(deed, [{ code: '1', name: 'Doprava', disposalMark: 'S', retentionYears: 5, timeLimitDays: 30, defaultUnitId: made.units.DOP.id }])
    return accept(null)
  })
  await publishOffices(made)
  return made
}

async function register(office: TestPublication, email: string | null): Promise<Registered> {
  office.clock = new Date(office.clock.getTime() + 1_000)
  const bytes = Buffer.from(`original ${office.clock.toISOString()}`)
  const sha256 = await office.files.put(office.tenantId, bytes)
  const done = await perform(office, office.actors.registrar, { name: 'register' }, async (deed) => accept(await registerDocument(deed, {
    direction: 'incoming', subject: secrets.subject, channel: 'EPodatelnaMail', party: { name: secrets.partyName, email }, receivedAt: deed.at,
    file: { openFor: office.units.DOP.id }, contents: [{ name: secrets.file, role: 'original', sha256: sha256Of(bytes), size: bytes.length, mediaType: 'application/pdf' }],
  })))
  if (!done.ok || sha256 !== sha256Of(bytes)) throw new Error('the document was not registered')
  return done.value
}
