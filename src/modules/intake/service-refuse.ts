import { z } from 'zod'
import { automaton, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { JobFailure, type Task } from '../../platform/events/index.ts'
import { perform, type KeyRefusal, type Note } from '../audit/index.ts'
import { getTenant } from '../identity/index.ts'
import { senderOf, turnAway, type Item, type SettleRefusal } from './model.ts'
import { unread } from './reading.ts'
import type { IntakeDeps, Key } from './deps.ts'
import { lockItem, readItem, updateItem } from './store.ts'
import { refusalText } from './texts-refusal.ts'

export type RefuseRefusal = SettleRefusal | 'not-found' | 'reason-missing'

const tellingTask = 'intake.tell-refusal'

export interface NewRefusal {
  readonly reason: string
  /** Whether the sender is to be told, where their address is known. */
  readonly tell?: boolean
}

/** Turns an item away. Its bytes stay: what was refused can be shown. */
export function refuseItem(deps: IntakeDeps, actor: Actor, id: Id<'Item'>, given: NewRefusal, command: Key = {}): Promise<Result<null, RefuseRefusal | KeyRefusal>> {
  const { tell = true } = given
  return perform(deps, actor, { name: 'refuse-item', input: { id, reason: given.reason, tell }, ...command }, async (deed): Promise<Result<null, RefuseRefusal>> => {
    const reason = given.reason.trim()
    if (reason === '') return refuse('reason-missing')
    const item = await lockItem(deed.tx, actor.tenantId, id)
    if (!item) return refuse('not-found')
    const refused = turnAway(item, reason, deed.at, unread(item.name))
    if (!refused.ok) return refused
    await updateItem(deed.tx, actor.tenantId, refused.value)
    deed.note({ event: 'Odmitnuti', object: { type: 'Podani', id }, payload: { reason } })
    deed.tell('intake.refused', id, { itemId: id, reason })
    if (tell && deps.mailer && addressOf(refused.value) !== null) deed.ask(tellingTask, { tenantId: actor.tenantId, itemId: id })
    return accept(null)
  })
}

/** A person's address; what answers by itself would only answer to our answer. */
export function addressOf(item: Item): string | null {
  const email = senderOf(item)?.email.trim() ?? ''
  return /^[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/.test(email) && !/^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b/i.test(email) ? email : null
}

const Payload = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), itemId: z.uuid().transform((id) => id as Id<'Item'>) })

/** Tells senders why their submissions were refused. */
export function refusalTasks(deps: IntakeDeps): Record<string, Task> {
  return {
    [tellingTask]: async (payload) => {
      const { tenantId, itemId } = Payload.parse(payload)
      const item = await readItem(deps.db, tenantId, itemId)
      if (item?.state === 'refused' && item.toldAt === null) await tell(deps, tenantId, item)
    },
  }
}

/** Sent again after a failure it has the same Message-ID, so it is shown once. */
async function tell(deps: IntakeDeps, tenantId: Id<'Tenant'>, item: Item): Promise<void> {
  const email = addressOf(item)
  if (!deps.mailer || email === null) return
  const office = await getTenant(deps.db, tenantId)
  const { subject, text } = refusalText({
    subject: item.reading?.subject ?? item.name, receivedAt: item.receivedAt, reason: item.refusedReason ?? '', officeName: office.name, officeEmail: office.email,
  })
  const sent = await deps.mailer.send({
    to: email, subject, text, messageId: `<odmitnuti-${item.id}@${new URL(deps.publicUrl ?? 'http://obeh.invalid').hostname}>`, headers: { 'Auto-Submitted': 'auto-replied' },
    ...item.reading?.messageId && /^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(item.reading.messageId) ? { inReplyTo: item.reading.messageId } : {},
  })
  if (sent.outcome !== 'sent' && sent.temporary) throw new JobFailure(`The refusal of ${item.id} was not taken: ${/^[245]\d\d\b/.exec(sent.response)?.[0] ?? 'no answer'}`)
  const note: Note = {
    event: sent.outcome === 'sent' ? 'Vypraveno' : 'NeuspesneVypraveni', object: { type: 'Zasilka', id: `odmitnuti/${item.id}` }, subjectId: item.id,
    outcome: sent.outcome === 'sent' ? 'done' : 'failed', payload: { what: 'odmítnutí podání', email, response: sent.response.slice(0, 500) },
  }
  await perform(deps, automaton(tenantId, 'odmítnutí podání'), { name: 'tell-refusal' }, async (deed) => {
    const locked = await lockItem(deed.tx, tenantId, item.id)
    if (locked) await updateItem(deed.tx, tenantId, { ...locked, toldAt: deed.at })
    deed.note(note)
    return accept(null)
  })
}
