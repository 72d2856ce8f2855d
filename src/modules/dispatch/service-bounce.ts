import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { readMail } from '../../platform/mail/index.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { getTenant } from '../identity/index.ts'
import { lockDocument, type RecordsDeps } from '../records/index.ts'
import { bounce, deliver, type Consignment, type ConsignmentRefusal } from './model.ts'
import { consignmentOf, readBounce, type Bounce } from './model-bounce.ts'
import { rule } from './model-rule.ts'
import { arrive, fail, keepProof } from './service-outcome.ts'
import { readConsignment, saveConsignment } from './store.ts'

export type BounceRefusal = 'not-a-report' | 'unknown-mail'

export interface Reported { readonly documentId: Id<'Document'>; readonly kind: Bounce['kind'] }

/**
 * Takes a mail that came to the reception for a report of a mail system (delivery status notification), when it is one about a mail of
 * ours: what bounced becomes undelivered, with a notice to whoever sent it and the report as proof; what arrived becomes delivered.
 * Only the id of our own mail counts, which nobody but its receivers knows, so that nobody else can make a letter look undelivered.
 * The same report may come again.
 */
export async function recordBounce(deps: RecordsDeps, tenantId: Id<'Tenant'>, bytes: Uint8Array): Promise<Result<Reported, BounceRefusal | KeyRefusal>> {
  const reading = mayReport(bytes) ? await readMail(bytes) : null
  const report = reading?.ok ? readBounce(reading.value) : null
  if (!report) return refuse('not-a-report')
  const { email } = await getTenant(deps.db, tenantId)
  const id = consignmentOf(report.messageId, email.split('@').at(-1) ?? '')
  const consignment = id ? await readConsignment(deps.db, tenantId, id) : undefined
  if (!consignment) return refuse('unknown-mail')
  if (report.kind === 'delayed') return accept({ documentId: consignment.documentId, kind: report.kind })
  const proof = { sha256: await deps.files.put(tenantId, bytes), size: bytes.byteLength }
  return perform(deps, automaton(tenantId, rule), { name: 'record-bounce' }, async (deed): Promise<Result<Reported, 'unknown-mail'>> => {
    const carried = await lockDocument(deed, consignment.documentId)
    if (!carried.ok) return refuse('unknown-mail')
    const next = decide(await readConsignment(deed.tx, tenantId, consignment.id) ?? consignment, report, deed.at)
    if (next.ok) {
      await saveConsignment(deed.tx, tenantId, next.value)
      if (report.kind === 'delivered') arrive(deed, carried.value, next.value)
      else await fail(deed, carried.value, next.value)
      await keepProof(deed, carried.value, next.value, { name: 'zprava-o-doruceni', extension: 'eml', mediaType: 'message/rfc822', ...proof })
    }
    return accept({ documentId: consignment.documentId, kind: report.kind })
  })
}

/** Spares the parsers every mail that cannot be a report. */
const mayReport = (bytes: Uint8Array) => /delivery-status/i.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))

/** What has ended already stays as it is: reports come late and twice. */
function decide(consignment: Consignment, { kind, status, diagnostic }: Bounce, at: Date): Result<Consignment, ConsignmentRefusal> {
  const words = [status, diagnostic].filter(Boolean).join(' ')
  return kind === 'delivered' ? deliver(consignment, at, words) : bounce(consignment, words)
}
