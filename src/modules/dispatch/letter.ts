import { dayOf } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Letter } from '../../platform/pdf/index.ts'
import { findPerson, getTenant, readPeople, readUnits } from '../identity/index.ts'
import { readDocument, readFile, readParty, type Document } from '../records/index.ts'
import type { AnswerText } from './model.ts'

/**
 * The letter that an answer becomes. Everything on it but the words comes from the records, so the same answer gives the same letter.
 * It is signed for by the head of the unit that holds the file, or by its author when the unit has none.
 */
export async function letterOf(
  db: Database, tenantId: Id<'Tenant'>, document: Document, { subject, body }: AnswerText, at: Date, attachments: readonly string[] = [],
): Promise<Letter> {
  const [tenant, units, people, file, answered, author, party] = await Promise.all([
    getTenant(db, tenantId), readUnits(db, tenantId), readPeople(db, tenantId), readFile(db, tenantId, document.fileId),
    document.answersId ? readDocument(db, tenantId, document.answersId) : undefined,
    document.createdBy ? findPerson(db, tenantId, document.createdBy) : undefined,
    document.partyId ? readParty(db, tenantId, document.partyId) : undefined,
  ])
  if (!file || !author) throw new Error(`Answer ${document.id} has no ${file ? 'author' : 'file'}`)
  const head = people.find(({ unitId, roles }) => unitId === file.holderUnitId && roles.includes('head'))
  const signatory = head ?? author
  return {
    language: 'cs',
    authority: {
      name: tenant.name, address: tenant.address, email: tenant.email, ico: tenant.ico,
      ...(tenant.dataBox ? { dataBox: tenant.dataBox } : {}),
    },
    unit: units.find(({ id }) => id === file.holderUnitId)?.name ?? '',
    referenceNumber: document.referenceNumber, fileReference: file.fileReference, uniqueId: document.uniqueId,
    ...(answered?.senderReference ? { yourReference: answered.senderReference } : {}),
    date: dayOf(at),
    handledBy: { name: author.name, post: author.post, email: author.email },
    addressee: { name: party?.name ?? '', address: party?.address ?? [] },
    subject, body,
    signatory: { name: signatory.name, post: signatory.post }, ...attachments.length > 0 ? { attachments } : {},
  }
}
