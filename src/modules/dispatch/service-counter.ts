import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { renderSheet, type Sheet } from '../../platform/pdf/index.ts'
import { perform, type Deed, type KeyRefusal } from '../audit/index.ts'
import { getTenant } from '../identity/index.ts'
import { lockDocument, mayActorSee, readDocument, readFile, type RecordsDeps } from '../records/index.ts'
import { mayDispatch } from './access.ts'
import {
  cancel, deliver, giveBack, handOver, hasFailed, post, type Consignment, type ConsignmentRefusal, type HandOver, type Return,
} from './model.ts'
import { sendTask } from './model-rule.ts'
import type { Key } from './service-answer.ts'
import { arrive, depart, fail, keepProof, type Carried } from './service-outcome.ts'
import { handedSheet, signatureSheet } from './sheet.ts'
import { readConsignment, saveConsignment, tryHoldSending } from './store.ts'

export type CounterRefusal = ConsignmentRefusal | 'not-found' | 'not-allowed' | 'being-sent'
type Done = Promise<Result<null, CounterRefusal | KeyRefusal>>
type DispatchId = Id<'Dispatch'>

/** A person takes a consignment back before it leaves (storno). Refused while its mail is just being sent. */
export const cancelDispatch = (deps: RecordsDeps, actor: Actor, id: DispatchId, reason: string, command: Key = {}): Done =>
  settle(deps, actor, id, { name: 'cancel-dispatch', input: { reason }, ...command }, {
    decide: async (deed, now) => await tryHoldSending(deed.tx, id) ? cancel(now, reason) : refuse('being-sent'),
    follow: (deed, { document }, { channel, recipient, response }) => deed.note(
      { event: 'Storno', object: { type: 'Zasilka', id }, subjectId: document.id, payload: { channel, recipient, reason: response } }),
  })

/** Tries to send a mail now, without waiting for its turn. */
export const retryDispatch = (deps: RecordsDeps, actor: Actor, id: DispatchId, command: Key = {}): Done =>
  settle(deps, actor, id, { name: 'retry-dispatch', input: {}, ...command }, {
    decide: async (_deed, now) => now.channel !== 'EPodatelnaMail' ? refuse('wrong-channel') : now.state === 'nevypraveno' ? accept(now) : refuse('wrong-state'),
    follow: (deed) => deed.ask(sendTask, { tenantId: actor.tenantId, dispatchId: id }, `${sendTask}:${id}`),
  })

/** A failed consignment will not be sent again: it leaves the list of what waits for somebody. */
export const leaveFailed = (deps: RecordsDeps, actor: Actor, id: DispatchId, command: Key = {}): Done =>
  settle(deps, actor, id, { name: 'leave-dispatch', input: {}, ...command }, {
    decide: async (deed, now) => hasFailed(now) && !now.resolvedAt ? accept({ ...now, resolvedAt: deed.at }) : refuse('wrong-state'),
    follow: (deed, { document }) => deed.note({ event: 'Uprava', object: { type: 'Zasilka', id }, subjectId: document.id, payload: { resolved: true } }),
  })

/** It was given to its addressee in person; the record of it is kept with the document. */
export async function confirmHandOver(deps: RecordsDeps, actor: Actor, id: DispatchId, given: Omit<HandOver, 'at'>, command: Key = {}): Done {
  const at = deps.now()
  const pdf = await sheetOf(deps, actor, id, (sheet) => handedSheet(sheet, { ...given, at, by: actor.name }))
  if (!pdf.ok) return pdf
  const sha256 = await deps.files.put(actor.tenantId, pdf.value)
  return settle(deps, actor, id, { name: 'hand-over-dispatch', input: { ...given }, ...command }, {
    decide: async (_deed, now) => handOver(now, { ...given, at }),
    follow: async (deed, carried, next) => {
      await depart(deed, carried, next)
      arrive(deed, carried, next)
      await keepProof(deed, carried, next, { name: 'zaznam-o-predani', extension: 'pdf', mediaType: 'application/pdf', sha256, size: pdf.value.byteLength })
    },
  })
}

/** It was given to the post. */
export const confirmPosted = (deps: RecordsDeps, actor: Actor, id: DispatchId, postingNumber: string | null, command: Key = {}): Done =>
  settle(deps, actor, id, { name: 'post-dispatch', input: { postingNumber }, ...command }, {
    decide: async (deed, now) => post(now, postingNumber, deed.at), follow: depart,
  })

/** The post says that it was delivered (dodejka). */
export const confirmDelivered = (deps: RecordsDeps, actor: Actor, id: DispatchId, at: Date, command: Key = {}): Done =>
  settle(deps, actor, id, { name: 'deliver-dispatch', input: { at: at.toISOString() }, ...command }, {
    decide: async (deed, now) => now.channel !== 'Posta' ? refuse('wrong-channel') : deliver(now, at < deed.at ? at : deed.at), follow: arrive,
  })

interface GivenBack { readonly reason: Return; readonly note: string | null }

/** It came back. */
export const confirmReturned = (deps: RecordsDeps, actor: Actor, id: DispatchId, { reason, note }: GivenBack, command: Key = {}): Done =>
  settle(deps, actor, id, { name: 'return-dispatch', input: { reason, note }, ...command }, {
    decide: async (_deed, now) => giveBack(now, reason, note), follow: fail,
  })

/** The sheet on which who takes a document from hand to hand signs for it, as PDF. */
export function printSignatureSheet(deps: RecordsDeps, actor: Actor, id: DispatchId): Promise<Result<Uint8Array, 'not-found' | 'not-allowed' | 'wrong-channel'>> {
  return sheetOf(deps, actor, id, signatureSheet)
}

async function sheetOf(
  deps: RecordsDeps, actor: Actor, id: DispatchId, make: (about: Parameters<typeof signatureSheet>[0]) => Sheet,
): Promise<Result<Uint8Array, 'not-found' | 'not-allowed' | 'wrong-channel'>> {
  const { tenantId } = actor
  const consignment = await readConsignment(deps.db, tenantId, id)
  if (!consignment || !(await mayActorSee(deps.db, actor, consignment.documentId))) return refuse('not-found')
  const document = await readDocument(deps.db, tenantId, consignment.documentId)
  const file = document && await readFile(deps.db, tenantId, document.fileId)
  if (!document || !file) throw new Error(`dispatch ${id} carries no document`)
  if (!mayDispatch(actor, consignment, file)) return refuse('not-allowed')
  if (consignment.channel !== 'Osobne') return refuse('wrong-channel')
  return accept(await renderSheet(make({ consignment, document, authority: await getTenant(deps.db, tenantId), at: deps.now() })))
}

interface Settling {
  readonly decide: (deed: Deed, now: Consignment) => Promise<Result<Consignment, CounterRefusal>>
  readonly follow: (deed: Deed, carried: Carried, next: Consignment) => Promise<void> | void
}

/** One decision of a person about one consignment, with its document and file locked. */
async function settle(
  deps: RecordsDeps, actor: Actor, id: DispatchId, { name, input, key }: { name: string; input: Readonly<Record<string, string | null>>; key?: string | undefined }, { decide, follow }: Settling,
): Done {
  return perform(deps, actor, { name, input: { id, ...input }, key }, async (deed): Promise<Result<null, CounterRefusal>> => {
    const seen = await readConsignment(deed.tx, actor.tenantId, id)
    const carried = seen ? await lockDocument(deed, seen.documentId) : refuse('not-found')
    if (!carried.ok) return carried
    const now = await readConsignment(deed.tx, actor.tenantId, id)
    if (!now || !mayDispatch(actor, now, carried.value.file)) return refuse(now ? 'not-allowed' : 'not-found')
    const next = await decide(deed, now)
    if (!next.ok) return next
    await saveConsignment(deed.tx, actor.tenantId, next.value)
    await follow(deed, carried.value, next.value)
    return accept(null)
  })
}
