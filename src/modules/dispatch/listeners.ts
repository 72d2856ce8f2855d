import { z } from 'zod'
import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { DeliveredEvent, Listener } from '../../platform/events/index.ts'
import { renderSheet } from '../../platform/pdf/index.ts'
import { perform } from '../audit/index.ts'
import { getTenant } from '../identity/index.ts'
import { lockDocument, readComponents, readDocument, type RecordsDeps } from '../records/index.ts'
import { deliver } from './model.ts'
import { rule } from './model-rule.ts'
import { recordBounce } from './service-bounce.ts'
import { arrive, keepProof } from './service-outcome.ts'
import { downloadSheet } from './sheet.ts'
import { readConsignment, saveConsignment } from './store.ts'

const Downloaded = z.object({ deliveryId: z.uuid().transform((id) => id as Id<'Dispatch'>), at: z.iso.datetime().transform((at) => new Date(at)) })

/** What the room hears. Each ear may be told the same thing again and does it once. */
export function dispatchListeners(deps: RecordsDeps): Listener[] {
  return [
    { name: 'dispatch.downloaded', hears: 'publication.downloaded', handle: (event) => keepDownload(deps, event) },
    { name: 'dispatch.bounced', hears: 'intake.registered', handle: (event) => lookForReport(deps, event) },
  ]
}

const Registered = z.object({ documentId: z.uuid().transform((id) => id as Id<'Document'>) })

/** A mail that reception registered may be a report about one of ours; a letter is left alone. */
async function lookForReport(deps: RecordsDeps, { tenantId, body }: DeliveredEvent): Promise<void> {
  const { documentId } = Registered.parse(body)
  const originals = (await readComponents(deps.db, tenantId, [documentId])).filter(({ role }) => role === 'original')
  const mail = originals.map(({ versions }) => versions[0]).find((version) => version?.mediaType === 'message/rfc822')
  if (mail) await recordBounce(deps, tenantId, await deps.files.read(tenantId, mail.sha256))
}

/** What was delivered into a citizen's matter has reached them when they first took it. */
async function keepDownload(deps: RecordsDeps, { id: eventId, tenantId, body }: DeliveredEvent): Promise<void> {
  const { deliveryId, at } = Downloaded.parse(body)
  const consignment = await readConsignment(deps.db, tenantId, deliveryId)
  const document = consignment && await readDocument(deps.db, tenantId, consignment.documentId)
  if (!consignment || !document || consignment.state !== 'vypraveno') return
  const bytes = await renderSheet(downloadSheet({ consignment, document, authority: await getTenant(deps.db, tenantId), at }))
  const sha256 = await deps.files.put(tenantId, bytes)
  const command = { name: 'dispatch.downloaded', key: `dispatch.downloaded:${eventId}` }
  const done = await perform(deps, automaton(tenantId, rule), command, async (deed): Promise<Result<null, 'not-found'>> => {
    const carried = await lockDocument(deed, document.id)
    if (!carried.ok) return carried
    const arrived = deliver(await readConsignment(deed.tx, tenantId, deliveryId) ?? consignment, at)
    if (!arrived.ok) return accept(null)
    await saveConsignment(deed.tx, tenantId, arrived.value)
    arrive(deed, carried.value, arrived.value)
    await keepProof(deed, carried.value, arrived.value, { name: 'zaznam-o-stazeni', extension: 'pdf', mediaType: 'application/pdf', sha256, size: bytes.byteLength })
    return accept(null)
  })
  if (!done.ok) throw new Error(`the download of dispatch ${deliveryId} was refused: ${done.refusal}`)
}
