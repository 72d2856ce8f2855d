import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { Database } from '../../platform/database/index.ts'
import type { ContentStore } from '../../platform/files/index.ts'
import type { Listener } from '../../platform/events/index.ts'
import { codeHash, codeOf, numberKey, sameHash } from './model-code.ts'
import type { SubmittedForm } from './model-form.ts'
import { insertSubmission, findSubmissions, settleSubmission, type Submission } from './store-submission.ts'

/** What the pages of the form need of the office; the rest of the portal reads only what is public. */
export interface SubmitDeps {
  readonly db: Database
  readonly files: Pick<ContentStore, 'putStream'>
  readonly portalKey: Uint8Array
  /** The reception's way of taking a form in, once under a key. */
  readonly receiveForm: (tenantId: Id<'Tenant'>, form: SubmittedForm, key: string) => Promise<Result<{ readonly id: Id<'Item'>; readonly receivedAt: Date }, 'key-reused'>>
}

export interface Submitted { readonly number: string; readonly code: string; readonly receivedAt: Date }

/** Hands a form in. The same key again gives the same number and code, so that a page sent twice is one submission. */
export async function submit(deps: SubmitDeps, tenantId: Id<'Tenant'>, form: SubmittedForm, key: string): Promise<Result<Submitted, 'key-reused'>> {
  const received = await deps.receiveForm(tenantId, form, key)
  if (!received.ok) return received
  const { id, receivedAt } = received.value
  const [number, code] = [numberOf(id), codeOf(deps.portalKey, tenantId, asMatter(id))]
  await insertSubmission(deps.db, tenantId, {
    id, number, numberKey: numberKey(number), codeHash: codeHash(tenantId, asMatter(id), code), receivedAt, matterId: null, refused: false,
  })
  return accept({ number, code, receivedAt })
}

/** Shows what became of a submission to whoever has its number and code. */
export async function lookUpSubmission(portalDb: Database, tenantId: Id<'Tenant'>, number: string, code: string): Promise<Submission | null> {
  const found = await findSubmissions(portalDb, tenantId, numberKey(number))
  return found.find(({ id, codeHash: stored }) => sameHash(stored, codeHash(tenantId, asMatter(id), code))) ?? null
}

/** The code that opens a matter, for whoever has shown that it is theirs by the code of what it came of. */
export const matterCode = ({ portalKey }: SubmitDeps, tenantId: Id<'Tenant'>, id: Id<'Document'>) => codeOf(portalKey, tenantId, id)

/** Codes are made of whatever id a matter has; a submission has its own before it is one. */
const asMatter = (id: Id<'Item'>) => id as string as Id<'Document'>

/** Eight signs that follow from the id and tell nothing of it, e.g. `W-4F7K-92QX`. */
function numberOf(id: Id<'Item'>): string {
  const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const drawn = Array.from(createHash('sha256').update(`submission ${id}`).digest().subarray(0, 8), (byte) => signs.charAt(byte & 31)).join('')
  return `W-${drawn.slice(0, 4)}-${drawn.slice(4)}`
}

const Registered = z.object({ itemId: z.uuid().transform((id) => id as Id<'Item'>), documentId: z.uuid().transform((id) => id as Id<'Document'>) })
const Refused = z.object({ itemId: z.uuid().transform((id) => id as Id<'Item'>) })

/** Hears from the reception what became of what was handed in here. */
export function submissionListeners({ db }: Pick<SubmitDeps, 'db'>): Listener[] {
  return [{
    name: 'publication.intake.registered', hears: 'intake.registered',
    async handle({ tenantId, body }) {
      const { itemId, documentId } = Registered.parse(body)
      await settleSubmission(db, tenantId, itemId, { matterId: documentId })
    },
  }, {
    name: 'publication.intake.refused', hears: 'intake.refused',
    handle: async ({ tenantId, body }) => settleSubmission(db, tenantId, Refused.parse(body).itemId, 'refused'),
  }]
}

/** A text only we could have written, to be carried by the reader's own page: nothing of an unfinished form is kept here but its files. */
export function seal(secret: Uint8Array, value: object): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${text}.${macOf(secret, text)}`
}

/** What was sealed, or null. */
export function unseal(secret: Uint8Array, sealed: string): unknown {
  const [text = '', mac = ''] = sealed.split('.')
  const expected = Buffer.from(macOf(secret, text))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(text, 'base64url').toString())
}

const macOf = (secret: Uint8Array, text: string) => createHmac('sha256', secret).update(`portal form/${text}`).digest('base64url')
