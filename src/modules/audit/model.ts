import { createHash } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import { canonicalJson, type Json } from '../../kernel/json.ts'
import type { EventType, ObjectType } from './model-vocabulary.ts'

/** What a room says of a deed; who, when and from where is known to the deed itself. */
export interface Note {
  readonly event: EventType
  readonly object: { readonly type: ObjectType; readonly id: string }
  /** The document or other thing in whose history the deed is read; the object itself when absent. */
  readonly subjectId?: string
  readonly outcome?: 'done' | 'refused' | 'failed'
  /** The particulars, personal data included: kept apart from the leaf and erasable. */
  readonly payload?: { readonly [key: string]: Json }
}

/** A log entry as it is stored: `body` is the leaf of the tree, byte for byte. */
export interface Entry {
  readonly at: Date
  readonly event: EventType
  readonly objectType: ObjectType
  readonly objectId: string
  readonly subjectId: string
  readonly actorId: string | null
  readonly body: string
  readonly payload: string
  readonly salt: Buffer
}

/**
 * The parts of a leaf that everyone may know. The fields are those of decree 409/2025 § 22: time with zone, kind of event,
 * asset (`object`), account (`actor`), originating device (`origin`) and outcome; `payload` commits to the particulars.
 */
export interface LeafBody {
  readonly v: 1
  readonly tenant: string
  readonly at: string
  readonly event: string
  readonly object: { readonly type: string; readonly id: string }
  readonly subject: string
  readonly actor: string | null
  readonly origin: string
  readonly outcome: string
  readonly payload: string
}

/** Who did it, as words, stands in the payload: a name is personal data, an account number is not. */
export function makeEntry(actor: Actor, at: Date, note: Note, salt: Buffer): Entry {
  const payload = canonicalJson({ ...note.payload, actorName: actor.name })
  const subjectId = note.subjectId ?? note.object.id
  const body: LeafBody = {
    v: 1,
    tenant: actor.tenantId,
    at: at.toISOString(),
    event: note.event,
    object: note.object,
    subject: subjectId,
    actor: actor.personId,
    origin: actor.origin,
    outcome: note.outcome ?? 'done',
    payload: commitment(salt, payload),
  }
  return {
    at, event: note.event, objectType: note.object.type, objectId: note.object.id, subjectId, actorId: actor.personId,
    body: canonicalJson({ ...body, object: { ...note.object } }), payload, salt,
  }
}

/** SHA-256 of salt and payload, hexadecimal. Thirty-two random bytes keep a short payload from being guessed. */
export function commitment(salt: Uint8Array, payload: string): string {
  return createHash('sha256').update(salt).update(payload).digest('hex')
}
