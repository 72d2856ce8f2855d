import type { KeyObject } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import type { Actor } from '../../kernel/actor.ts'
import type { Now } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/id.ts'
import { canonicalJson, type Json } from '../../kernel/json.ts'
import { refuse, type Result } from '../../kernel/result.ts'
import { asTenant, inSavepoint, inTransaction, UnknownOutcome, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import { enqueue, publish, type DomainEvent } from '../../platform/events/index.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import type { Note } from './model.ts'
import { appendNotes, isAppended, type Mark } from './append.ts'
import { claimCommand, keepOutcome } from './store-command.ts'

/** What every deed of the office needs. */
export interface DeedDeps {
  readonly db: Database
  readonly now: Now
  /** Ed25519 private key that signs the checkpoints of the log. */
  readonly logKey: KeyObject
  /** A deed in progress, of which everything done with these becomes a part: kept or given up by itself, logged and told with the whole. */
  readonly within?: Deed | undefined
}

/** What is being asked. With a key, the same key again returns the first outcome instead of doing the deed twice. */
export interface Command {
  readonly name: string
  readonly key?: string | undefined
  /** What tells this command from another sent by mistake under the same key. */
  readonly input?: Json
}

export interface OnBehalf { readonly personId: Id<'Person'>; readonly name: string }

/** A deed in progress: one transaction, and what will be said of it when it succeeds. */
export interface Deed {
  readonly actor: Actor
  readonly at: Date
  readonly tx: AnyTransaction
  /** Adds a log entry. */
  note(note: Note): void
  /** Says that the deed is done in somebody's place (v z.): each of its entries then has the names of both. The account stays the actor's. */
  actFor(person: OnBehalf): void
  /** Tells the other rooms, after the commit. */
  tell(name: DomainEvent['name'], subject: string, body: DomainEvent['body']): void
  /** Asks the worker for work, after the commit. */
  ask(task: string, payload: Json, queue?: string): void
}

/** A whole deed that has ended, as it is told to whoever counts; `seconds` with all its repetitions. */
export interface ToldDeed { readonly name: string; readonly outcome: 'done' | 'refused' | 'failed'; readonly seconds: number }

/** Where every deed of this process is told when it has ended, as a `ToldDeed`. */
export const deeds = channel('obeh.audit.deed')

/** The key was used before by another actor or for another command. */
export type KeyRefusal = 'key-reused'

/**
 * Does one deed: rows, log entries, events and jobs are all kept, or none of them. The log is appended last, so its lock is held only
 * for the commit. A refusal leaves nothing behind but, when rights were missing, an entry that says so.
 * With a command key the value must be plain JSON, because a repeated command gets it from the database. `work` is done again when the
 * database was lost under it; whether a commit without an answer was kept is found out by the key, or else by the entry in the log.
 */
export async function perform<Value, Refusal extends string>(
  deps: DeedDeps, actor: Actor, command: Command, work: (deed: Deed) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | KeyRefusal>> {
  if (deps.within) return attempt(deps, actor, command, work)
  const since = performance.now()
  const told = (outcome: ToldDeed['outcome']) => deeds.publish({ name: command.name, outcome, seconds: (performance.now() - since) / 1000 } satisfies ToldDeed)
  try {
    const result = await attempt(deps, actor, command, work)
    told(result.ok ? 'done' : 'refused')
    return result
  } catch (error) {
    told('failed')
    throw error
  }
}

async function attempt<Value, Refusal extends string>(
  deps: DeedDeps, actor: Actor, command: Command, work: (deed: Deed) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | KeyRefusal>> {
  const at = deps.within?.at ?? deps.now()
  // Of a deed whose commit got no answer: what it came to, and by which log entry one sees that it was kept.
  let done: { readonly result: Result<Value, Refusal>; readonly mark: Mark | undefined } | undefined
  const wasKept = async (tx: AnyTransaction) => {
    if (!done?.mark) throw new UnknownOutcome(`Whether "${command.name}" was kept is not known: it has neither a key nor an entry in the log`)
    return (await isAppended(tx, actor.tenantId, done.mark)) ? { value: done.result } : undefined
  }
  try {
    if (deps.within) return await performPart(deps.within, actor, work)
    return await asTenant(actor.tenantId, () => inTransaction<Result<Value, Refusal>>(deps.db, async (tx) => {
      const fingerprint = sha256Of(Buffer.from(canonicalJson([command.name, command.input ?? null])))
      if (command.key) {
        const earlier = await claimCommand(tx, actor, { key: command.key, name: command.name, fingerprint, at })
        if (earlier === 'other') throw new Refused('key-reused')
        if (earlier) return { ok: true, value: earlier.value as Value }
      }
      const { deed, said, events, jobs } = begin(actor, at, tx)
      const result = await work(deed)
      if (!result.ok) throw new Refused(result.refusal)
      if (command.key) await keepOutcome(tx, actor.tenantId, command.key, result.value)
      await publish(tx, events)
      for (const job of jobs) await enqueue(tx, job.task, job.payload, job.queue ?? null)
      done = { result, mark: await appendNotes(tx, deps.logKey, actor, at, said()) }
      return result
    }, { unanswered: command.key ? 'repeatable' : wasKept }))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.refusal === 'not-allowed') await logDenied(deps, actor, command.name)
    return refuse(error.refusal as Refusal | KeyRefusal)
  }
}

/** A part says nothing before it has succeeded. The key belongs to the whole. */
async function performPart<Value, Refusal extends string>(
  whole: Deed, actor: Actor, work: (deed: Deed) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  if (actor !== whole.actor) throw new Error('a part of a deed is done by whoever does the whole')
  const { deed, said, events, jobs } = begin(actor, whole.at, whole.tx)
  const result = await inSavepoint(whole.tx, async () => {
    const done = await work(deed)
    if (!done.ok) throw new Refused(done.refusal)
    return done
  })
  for (const note of said()) whole.note(note)
  for (const { name, subject, body } of events) whole.tell(name, subject, body)
  for (const { task, payload, queue } of jobs) whole.ask(task, payload, queue)
  return result
}

/** A deed at its beginning, and where what it says is collected. */
function begin(actor: Actor, at: Date, tx: AnyTransaction) {
  const notes: Note[] = []
  let behalf: OnBehalf | null = null
  const events: DomainEvent[] = []
  const jobs: { task: string; payload: Json; queue: string | undefined }[] = []
  const deed: Deed = {
    actor, at, tx,
    note: (note) => void notes.push(note),
    actFor: ({ personId, name }) => { behalf = { personId, name } },
    tell: (name, subject, body) => void events.push({ tenantId: actor.tenantId, name, subject, at, body }),
    ask: (task, payload, queue) => void jobs.push({ task, payload, queue }),
  }
  return { deed, said: () => notes.map((note) => onBehalf(note, behalf)), events, jobs }
}

/** A part of a deed may have been done for somebody else than the rest. */
const onBehalf = (note: Note, behalf: OnBehalf | null): Note =>
  (behalf ? { ...note, payload: { onBehalfOf: { id: behalf.personId, name: behalf.name }, ...note.payload } } : note)

/** Keeps a record that somebody tried what they may not (decree 409/2025 § 22, denied actions). */
export async function logDenied(deps: DeedDeps, actor: Actor, what: string): Promise<void> {
  const note: Note = { event: 'OdmitnutyPristup', object: { type: 'Stranka', id: what.slice(0, 200) }, outcome: 'refused' }
  if (deps.within) return deps.within.note(note)
  // Twice in the log is better than never.
  const log = () => inTransaction(deps.db, (tx) => appendNotes(tx, deps.logKey, actor, deps.now(), [note]), { unanswered: 'repeatable' })
  await asTenant(actor.tenantId, log)
}

/** Carries a refusal out of the transaction so that it rolls back. */
class Refused extends Error {
  readonly refusal: string
  constructor(refusal: string) {
    super(refusal)
    this.refusal = refusal
  }
}
