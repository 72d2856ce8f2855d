import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { JobFailure, type Task } from '../../platform/events/index.ts'
import { perform, proveEntry, readHistory, type Note } from '../audit/index.ts'
import { getTenant } from '../identity/index.ts'
import { readDocument, readParty } from '../records/index.ts'
import { codeOf } from './model-code.ts'
import { downloadTask } from './service-delivery.ts'
import { keepProof, markReceipt, readMatter, type Matter } from './store.ts'
import { receiptTask, rule, type PublicationDeps } from './service.ts'
import { proofName, receiptText } from './texts-receipt.ts'

const Payload = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), documentId: z.uuid().transform((id) => id as Id<'Document'>) })

/** The work of the room that is done behind the counter. */
export function publicationTasks(deps: PublicationDeps): Record<string, Task> {
  return {
    'publication.downloaded': downloadTask(deps),
    [receiptTask]: async (payload) => {
      const { tenantId, documentId } = Payload.parse(payload)
      const matter = await readMatter(deps.db, tenantId, documentId)
      if (!matter) throw new Error(`There is no matter ${documentId} to be confirmed`)
      const proof = matter.proof ?? await makeProof(deps, tenantId, documentId)
      if (matter.receiptAt === null) await sendReceipt(deps, tenantId, matter, proof)
    },
  }
}

/** Proves the receipt's entry against the newest checkpoint and puts the proof where the public side reads it. */
async function makeProof({ db }: PublicationDeps, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<string> {
  const [entry] = await readHistory(db, tenantId, { objectId: documentId, event: 'Prijem', limit: 1 })
  const proof = entry && await proveEntry(db, tenantId, entry.index)
  if (!proof?.ok) throw new Error(`The receipt of ${documentId} is not in the log`)
  await keepProof(db, tenantId, documentId, proof.value)
  return proof.value
}

/**
 * Confirms the delivery to the sender with its time and characteristics (decree 259/2012 § 4(8)). Sent again after a failure it has
 * the same Message-ID, so it is shown once. A sender without an address gets none.
 */
async function sendReceipt(deps: PublicationDeps, tenantId: Id<'Tenant'>, matter: Matter, proof: string): Promise<void> {
  const document = await readDocument(deps.db, tenantId, matter.id)
  const party = document?.partyId ? await readParty(deps.db, tenantId, document.partyId) : undefined
  if (!party?.email) return
  const office = await getTenant(deps.db, tenantId)
  const code = codeOf(deps.portalKey, tenantId, matter.id)
  const link = `${deps.publicUrl}/portal?cislo=${encodeURIComponent(matter.number)}`
  const { subject, text } = receiptText[matter.language]({
    number: matter.number, receivedAt: matter.receivedAt, dueOn: matter.dueOn, code, link, officeName: office.name, officeEmail: office.email,
  })
  const sent = await deps.mailer.send({
    to: party.email, subject, text, messageId: `<potvrzeni-${matter.id}@${new URL(deps.publicUrl).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-replied' },
    attachments: [{ name: proofName(matter.number), contentType: 'text/plain', bytes: Buffer.from(proof) }],
  })
  if (sent.outcome !== 'sent' && sent.temporary) throw new JobFailure(`The receipt of ${matter.id} was not taken: ${codeOfReply(sent.response)}`)
  const note: Note = {
    event: sent.outcome === 'sent' ? 'Vypraveno' : 'NeuspesneVypraveni', object: { type: 'Zasilka', id: `potvrzeni/${matter.id}` }, subjectId: matter.id,
    outcome: sent.outcome === 'sent' ? 'done' : 'failed', payload: { what: rule, email: party.email, response: sent.response.slice(0, 500) },
  }
  await perform(deps, automaton(tenantId, rule), { name: 'send-receipt' }, async (deed) => {
    await markReceipt(deed.tx, tenantId, matter.id, deed.at)
    deed.note(note)
    return accept(null)
  })
}

/** The number a mail server answers with; its words may hold addresses. */
const codeOfReply = (response: string) => /^[245]\d\d\b/.exec(response)?.[0] ?? 'no answer'
