import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { deliver, type Task } from '../../platform/events/index.ts'
import { openMailer } from '../../platform/mail/index.ts'
import { fakeSmtp, type FakeSmtp } from '../../platform/testing/smtp.ts'
import { approveItem, askApproval, migrations as circulation } from '../circulation/index.ts'
import { received, told } from '../circulation/testing.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as publication, publicationListeners } from '../publication/index.ts'
import { currentMain, migrations as records, readComponents } from '../records/index.ts'
import { composeAnswer, dispatchAnswer, dispatchTasks, migrations as dispatch, type DispatchDeps } from './index.ts'

export interface OfficeWithPost extends TestOffice, DispatchDeps {
  /** The mail server on the other side. */
  readonly smtp: FakeSmtp
}

/** An office that answers by mail. */
export async function officeWithPost(): Promise<OfficeWithPost> {
  const [office, smtp] = [await testOffice([records, circulation, publication, dispatch]), await fakeSmtp()]
  const mailer = openMailer({ url: smtp.url, from: 'Krajský úřad <podatelna@kuzk.example>', now: () => office.clock })
  return Object.assign(office, { smtp, mailer, close: closing(office.close, () => mailer.close(), smtp.close) })
}

const closing = (...steps: (() => unknown)[]) => async () => {
  for (const step of steps) await step()
}

export const words = { subject: 'Oprava mostu v Lhotě: odpověď', body: 'Vážená paní,\n\nmost opravíme do konce roku.\n\nS pozdravem' }

/** An answer to a received document, written by the clerk. */
export async function answered(office: OfficeWithPost, about?: { email?: string }) {
  const { documentId, fileId } = await received(office, about)
  const answer = await composeAnswer(office, office.actors.clerk, documentId, words)
  if (!answer.ok) throw new Error(answer.refusal)
  return { documentId, fileId, answerId: answer.value.documentId, referenceNumber: answer.value.referenceNumber }
}

/** Lets the head approve the answer as it is now. */
export async function approved(office: OfficeWithPost, answerId: Id<'Document'>): Promise<void> {
  const main = currentMain(await readComponents(office.db, office.tenantId, [answerId]))
  const { clerk, head } = office.actors
  const asked = await askApproval(office, clerk, answerId, { to: head.personId as Id<'Person'>, instruction: null })
  if (!asked.ok || !main) throw new Error(asked.ok ? 'nothing to approve' : asked.refusal)
  const done = await approveItem(office, head, asked.value.itemId, main.version.sha256)
  if (!done.ok) throw new Error(done.refusal)
}

/** An approved answer handed over for sending, and the job that will send it. */
export async function handedOver(office: OfficeWithPost, email = 'jana@nova.example') {
  const answer = await answered(office)
  await approved(office, answer.answerId)
  const asked = await dispatchAnswer(office, office.actors.clerk, answer.answerId, { to: [{ channel: 'EPodatelnaMail', email }] })
  if (!asked.ok) throw new Error(asked.refusal)
  const dispatchId = asked.value.dispatchIds[0] as Id<'Dispatch'>
  return { ...answer, dispatchId, send: await job(office, dispatchId) }
}

/** The job kept for this thing, as the worker would run it. */
export async function job(office: OfficeWithPost, about: string): Promise<() => Promise<void>> {
  const { rows } = await sql<{ task: string; payload: unknown }>`
    select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.payload::text like ${`%${about}%`} and t.identifier in ('dispatch.render', 'dispatch.send')`.execute(office.superuser)
  const [only, ...others] = rows
  const task: Task | undefined = only && dispatchTasks(office)[only.task]
  if (!only || !task || others.length > 0) throw new Error(`${rows.length} jobs about ${about}`)
  return () => task(only.payload)
}

/** An approved answer handed over for dispatch in this way, without a job: to the counter or to the post. */
export async function waiting(office: OfficeWithPost, channel: 'Osobne' | 'Posta') {
  const answer = await answered(office)
  await approved(office, answer.answerId)
  const asked = await dispatchAnswer(office, office.actors.clerk, answer.answerId, { to: [{ channel, address: ['Lhota 1', '100 00 Praha'] }] })
  if (!asked.ok) throw new Error(asked.refusal)
  return { ...answer, dispatchId: asked.value.dispatchIds[0] as Id<'Dispatch'> }
}

/** Lets the public side open the matter of a received document. */
export async function withMatter(office: OfficeWithPost, documentId: Id<'Document'>): Promise<void> {
  const listeners = publicationListeners({ ...office, portalKey: Buffer.alloc(32, 3), publicUrl: 'https://kuzk.example' })
  for (const event of await told(office, 'records.registered', documentId)) await deliver(event, listeners)
}
