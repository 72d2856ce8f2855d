import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Command, type Deed, type KeyRefusal } from '../audit/index.ts'
import { approvalOf, isSignatureAwaited } from '../circulation/index.ts'
import {
  currentMain, findVisibleParty, isWithdrawn, lockHandled, readComponents, readDocument, readParty, type Document, type FileRefusal, type RecordsDeps,
} from '../records/index.ts'
import { publishDelivery } from '../publication/index.ts'
import { addresseeKey, hasFailed, isLive, type Consignment, type DispatchChannel } from './model.ts'
import { fileNameOf } from './mail.ts'
import { sendTask } from './model-rule.ts'
import { isLetter, isSetAside, type Key } from './service-answer.ts'
import { depart, type Carried } from './service-outcome.ts'
import { keepWatch } from './service-watch.ts'
import { insertConsignments, readConsignments, saveConsignment } from './store.ts'

export type DispatchRefusal =
  | FileRefusal | 'not-an-answer' | 'not-approved' | 'withdrawn' | 'signature-awaited' | 'already-dispatched' | 'addressee-unknown' | 'address-missing' | 'no-matter'

/** Whom a document goes to and how. Without a party and a name it is the party of the document; what is not said is the register's. */
export interface Recipient {
  readonly channel: DispatchChannel
  readonly partyId?: Id<'Party'> | undefined
  readonly name?: string | undefined
  readonly email?: string | undefined
  /** Lines of a postal address. */
  readonly address?: readonly string[] | undefined
}

export interface Sending {
  readonly to: readonly Recipient[]
  /** Settle what it answers as soon as it leaves. */
  readonly settles?: boolean | undefined
}

interface HandedOver { readonly dispatchIds: readonly Id<'Dispatch'>[] }

/**
 * Hands an answer whose letter, as it is now, has been approved over for dispatch: to all these addressees, or to none. A mail leaves
 * when its job gets to it; what goes by hand or by post waits in the dispatch room.
 */
export function dispatchAnswer(
  deps: RecordsDeps, actor: Actor, answerId: Id<'Document'>, { to, settles = false }: Sending, command: Key = {},
): Promise<Result<HandedOver, DispatchRefusal | KeyRefusal>> {
  const input = { answerId, settles, to: to.map(({ channel, partyId = null, name = null, email = null, address = [] }) => (
    { channel, partyId, name, email, address: [...address] })) }
  const asked: Command = { name: 'dispatch-answer', input, ...command }
  return perform(deps, actor, asked, async (deed): Promise<Result<HandedOver, DispatchRefusal>> => {
    const { tx, actor: { tenantId, personId } } = deed
    const found = await lockHandled(deed, answerId)
    if (!found.ok) return found
    const { document } = found.value
    if (personId === null) throw new Error('the office sends nothing by itself')
    const components = await readComponents(tx, tenantId, [answerId])
    if (!isLetter(document, components)) return refuse('not-an-answer')
    if (isSetAside(document)) return refuse('already-dispatched')
    const main = currentMain(components)
    const content = main?.version.sha256
    const approval = main ? await approvalOf(tx, tenantId, answerId, main.wording) : null
    if (isWithdrawn(main)) return refuse('withdrawn')
    if (!content || !approval) return refuse('not-approved')
    // What left without its signature would be signed in the office alone.
    if (await isSignatureAwaited(deed, document)) return refuse('signature-awaited')
    const made: Consignment[] = []
    for (const [place, recipient] of to.entries()) {
      const addressed = await addressOf(deed, document, recipient)
      if (!addressed.ok) return addressed
      made.push({
        ...addressed.value, id: inOrder(deed.at, place), documentId: answerId, content, askedBy: personId, askedAt: deed.at, state: 'nevypraveno',
        sentAt: null, deliveredAt: null, response: null, tries: 0, postingNumber: null, settles, resolvedAt: null,
      })
    }
    const earlier = await readConsignments(tx, tenantId, answerId)
    const keys = [...earlier.filter(isLive), ...made].map(keyOf)
    if (made.length === 0 || new Set(keys).size < keys.length) return refuse('already-dispatched')
    await insertConsignments(tx, tenantId, made)
    await resolveFailed(deed, earlier, made)
    for (const consignment of made) sayHandedOver(deed, consignment, approval.by)
    for (const { id, channel } of made) if (channel === 'EPodatelnaMail') await keepWatch(tx, tenantId, id)
    for (const consignment of made.filter(({ channel }) => channel === 'EPodatelnaWeb')) {
      const published = await publish(deps, deed, found.value, consignment)
      if (!published.ok) return published
    }
    return accept({ dispatchIds: made.map(({ id }) => id) })
  })
}

/** Ids made in one millisecond come in any order; these keep the one in which the addressees were given. */
const inOrder = (at: Date, place: number) => newId<'Dispatch'>(new Date(at.getTime() + place))

/** Into the matter of what it answers, which its sender alone can open: there it has left at once. */
async function publish(deps: RecordsDeps, deed: Deed, carried: Carried, consignment: Consignment): Promise<Result<null, 'no-matter'>> {
  const { document: { id: documentId, answersId, referenceNumber: number } } = carried
  const answered = answersId ? await readDocument(deed.tx, deed.actor.tenantId, answersId) : undefined
  // What is passed on to another authority goes by another way: here it would reach the citizen.
  if (!answersId || !answered?.partyId || consignment.partyId !== answered.partyId) return refuse('no-matter')
  const bytes = await deps.files.read(deed.actor.tenantId, consignment.content)
  const published = await publishDelivery(deed, { id: consignment.id, matterId: answersId, documentId, number, fileName: fileNameOf(number) }, bytes)
  if (!published.ok) return refuse('no-matter')
  const sent: Consignment = { ...consignment, state: 'vypraveno', sentAt: deed.at }
  await saveConsignment(deed.tx, deed.actor.tenantId, sent)
  await depart(deed, carried, sent)
  return accept(null)
}

const keyOf = (consignment: Consignment) => `${consignment.channel} ${addresseeKey(consignment)}`

type Addressed = Pick<Consignment, 'channel' | 'partyId' | 'recipient' | 'email' | 'address'>

async function addressOf(
  { tx, actor }: Deed, document: Document, { channel, partyId, name, email, address }: Recipient,
): Promise<Result<Addressed, 'addressee-unknown' | 'address-missing'>> {
  const wanted = partyId ?? (name ? null : document.partyId)
  const party = !wanted ? undefined : wanted === document.partyId ? await readParty(tx, actor.tenantId, wanted) : await findVisibleParty(tx, actor, wanted)
  const recipient = name?.trim() || party?.name
  if ((partyId && !party) || !recipient) return refuse('addressee-unknown')
  const found = { partyId: party?.id ?? null, recipient, channel, email: null, address: [...address ?? party?.address ?? []] }
  const mailbox = email ?? party?.email ?? null
  if (channel === 'EPodatelnaMail') return mailbox ? accept({ ...found, email: mailbox }) : refuse('address-missing')
  if (channel === 'Posta' && found.address.length === 0) return refuse('address-missing')
  return accept(found)
}

/** Whoever sends it again has dealt with what failed. */
async function resolveFailed(deed: Deed, earlier: readonly Consignment[], made: readonly Consignment[]): Promise<void> {
  const known = new Set(made.map(addresseeKey))
  for (const failed of earlier.filter((one) => hasFailed(one) && !one.resolvedAt)) {
    const isReplaced = known.has(addresseeKey(failed)) || earlier.length === 1
    if (isReplaced) await saveConsignment(deed.tx, deed.actor.tenantId, { ...failed, resolvedAt: deed.at })
  }
}

function sayHandedOver(deed: Deed, { id, documentId, channel, recipient, email, address, content, settles }: Consignment, approvedBy: Id<'Person'>) {
  const payload = { channel, recipient, email, address: [...address], content, approvedBy, settles }
  deed.note({ event: 'PredaniVypravne', object: { type: 'Zasilka', id }, subjectId: documentId, payload })
  if (channel === 'EPodatelnaMail') deed.ask(sendTask, { tenantId: deed.actor.tenantId, dispatchId: id }, `${sendTask}:${id}`)
}
