import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import type { DeliveredEvent, Listener } from '../../platform/events/index.ts'
import type { Mailer } from '../../platform/mail/index.ts'
import { asTenant } from '../../platform/database/index.ts'
import { logHeads, perform } from '../audit/index.ts'
import { readTenants, readUnits } from '../identity/index.ts'
import { readComponents, readDocument, readFile, type Document, type RecordsDeps } from '../records/index.ts'
import { hear, heardEvents, type HeardEvent } from './events.ts'
import { disclose, type Happening, type PublicStep, type Scope } from './model.ts'
import { codeHash, codeOf, numberKey } from './model-code.ts'
import { submissionListeners } from './service-submit.ts'
import { insertMatter, insertStep, readScope, saveOffice, withdrawMatter } from './store.ts'

export interface PublicationDeps extends RecordsDeps {
  readonly mailer: Pick<Mailer, 'send'>
  /** Secret of the installation from which the codes of matters are derived. */
  readonly portalKey: Uint8Array
  /** The address by which people reach the office, without a slash at the end. */
  readonly publicUrl: string
}

/** By this rule the office acts here; so it stands in the log. */
export const rule = 'potvrzení o přijetí'
export const receiptTask = 'publication.receipt'

/** Puts into the public schema which offices there are. To be called at every start, and after an office has been founded. */
export async function publishOffices({ db }: Pick<PublicationDeps, 'db'>): Promise<void> {
  const heads = new Map((await logHeads(db)).map(({ tenantId, origin }) => [tenantId, origin]))
  for (const { tenant, host } of await readTenants(db)) {
    const logOrigin = heads.get(tenant.id)
    const office = { ...tenant, address: tenant.address.join(', '), tenantId: tenant.id }
    if (logOrigin !== undefined) await asTenant(tenant.id, () => saveOffice(db, { ...office, logOrigin }, host))
  }
}

/** The ears of the room: what others tell is turned into what the public may see. */
export function publicationListeners(deps: PublicationDeps): Listener[] {
  return [...heardEvents.map((hears): Listener => ({ name: `publication.${hears}`, hears, handle: (event) => project(deps, hears, event) })), withdrawal(deps), ...submissionListeners(deps)]
}

const Cancelled = z.object({ documentId: z.uuid().transform((id) => id as Id<'Document'>) })

/** A document registered by mistake is nobody's matter. */
const withdrawal = ({ db }: PublicationDeps): Listener => ({
  name: 'publication.records.cancelled', hears: 'records.cancelled', handle: (event) => withdrawMatter(db, event.tenantId, Cancelled.parse(event.body).documentId),
})

async function project(deps: PublicationDeps, name: HeardEvent, event: DeliveredEvent): Promise<void> {
  const { documentIds, happenings } = hear(name, event)
  for (const documentId of documentIds) await projectOne(deps, name, event.tenantId, documentId, happenings)
}

async function projectOne(
  deps: PublicationDeps, name: HeardEvent, tenantId: Id<'Tenant'>, documentId: Id<'Document'>, happenings: readonly Happening[],
): Promise<void> {
  const { db } = deps
  const received = await receivedDocument(deps, tenantId, documentId)
  if (!received) return
  // An answer that was set aside settles nothing.
  if ((name === 'records.settled' || name === 'records.reopened') && received.id !== documentId) return
  const [scope, units] = [await readScope(db, tenantId), await readUnits(db, tenantId)]
  const directory = new Map(units.flatMap(({ id, name: unitName }) => [[id, unitName], [unitName, unitName]]))
  const steps = happenings.map((happening) => disclose(happening, scope, directory)).filter((step) => step !== null)
  if (name === 'records.registered' && received.id === documentId) return openMatter(deps, tenantId, received, scope, steps)
  if (name === 'records.registered') return // An answer is a step of the matter it answers when it is sent, not when it is written.
  for (const step of steps) await insertStep(db, tenantId, received.id, step)
}

/** The received document whose matter this is: the document itself, or the one it answers. */
async function receivedDocument({ db }: PublicationDeps, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<Document | undefined> {
  const document = await readDocument(db, tenantId, documentId)
  if (!document || document.direction === 'incoming') return document
  const answered = document.answersId ? await readDocument(db, tenantId, document.answersId) : undefined
  return answered?.direction === 'incoming' ? answered : undefined
}

/**
 * Opens the matter and writes into the log what its proof will show. That entry is the receipt's own, because the entry of the
 * registration also says who did it and what it is about, and so must not lie where the public side can read.
 */
async function openMatter(deps: PublicationDeps, tenantId: Id<'Tenant'>, document: Document, scope: Scope, steps: readonly PublicStep[]): Promise<void> {
  const [file, components] = [await readFile(deps.db, tenantId, document.fileId), await readComponents(deps.db, tenantId, [document.id])]
  const receivedAt = document.receivedAt ?? document.createdAt
  await perform(deps, automaton(tenantId, rule), { name: 'open-matter' }, async (deed) => {
    const isNew = await insertMatter(deed.tx, tenantId, {
      id: document.id, number: document.referenceNumber, numberKey: numberKey(document.referenceNumber), language: 'cs', receivedAt,
      codeHash: codeHash(tenantId, document.id, codeOf(deps.portalKey, tenantId, document.id)), openedOn: dayOf(receivedAt),
      dueOn: scope.dueDate ? file?.dueOn ?? null : null, subject: scope.subject ? document.subject : null, proof: null, receiptAt: null,
    })
    for (const step of steps) await insertStep(deed.tx, tenantId, document.id, step)
    if (!isNew) return accept(null)
    deed.note({
      event: 'Prijem', object: { type: 'Dokument', id: document.id }, payload: {
        referenceNumber: document.referenceNumber, receivedAt: receivedAt.toISOString(),
        components: components.flatMap(({ versions }) => versions.slice(0, 1).map(({ sha256, size }) => ({ sha256, size }))),
      },
    })
    deed.ask(receiptTask, { tenantId, documentId: document.id })
    return accept(null)
  })
}
