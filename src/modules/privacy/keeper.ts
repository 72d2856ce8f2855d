import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import type { Deed } from '../audit/index.ts'
import type { Mentions } from './model-mention.ts'
import type { HeldDocument, PersonalItem, Scope, SectionKey, Subject } from './model.ts'

export type Reader = Database | AnyTransaction

/** The door by which a room gives what it keeps of a person, and erases of it what nothing holds. */
export interface Keeper {
  readonly section: SectionKey
  collect(db: Reader, scope: Scope): Promise<PersonalItem[]>
  /** Erases what has no hold. Returns the ids of things whose log entries may speak of the person. Done twice it changes nothing. */
  erase(deed: Deed, scope: Scope, mentions: Mentions): Promise<readonly string[]>
  /** The contents that an erasure of this scope would free, as far as this room goes; asked before it is done. */
  frees?(db: Reader, scope: Scope): Promise<readonly Sha256[]>
  /** Which of these contents the room needs for anything else than what was erased by this scope. */
  needs?(db: Reader, scope: Scope, contents: readonly Sha256[]): Promise<readonly Sha256[]>
}

/** Somebody found by what they are called. */
export interface FoundSubject {
  readonly kind: Subject['kind']
  readonly id: string
  readonly name: string
  /** What tells them from others of the same name. */
  readonly hints: readonly string[]
}

/** A record that may be of the same person; whether it is, a person says. */
export interface Candidate extends FoundSubject { readonly why: readonly string[] }

/** What the register of persons knows of who is who. */
export interface Register {
  find(db: Reader, tenantId: Id<'Tenant'>, text: string, limit: number): Promise<FoundSubject[]>
  /** The records with all those merged into them; undefined when one of them is not there. */
  family(db: Reader, tenantId: Id<'Tenant'>, ids: readonly Id<'Party'>[]): Promise<readonly Id<'Party'>[] | undefined>
  alike(db: Reader, tenantId: Id<'Tenant'>, ids: readonly Id<'Party'>[]): Promise<Candidate[]>
  documents(db: Reader, tenantId: Id<'Tenant'>, ids: readonly Id<'Party'>[], at: Date): Promise<HeldDocument[]>
  /** Nobody changes these records until the deed ends. */
  lock(deed: Deed, ids: readonly Id<'Party'>[]): Promise<void>
}

/** What the office knows of those who work in it. */
export interface Accounts {
  find(db: Reader, tenantId: Id<'Tenant'>, text: string, limit: number): Promise<FoundSubject[]>
  exists(db: Reader, tenantId: Id<'Tenant'>, id: Id<'Person'>): Promise<boolean>
  names(db: Reader, tenantId: Id<'Tenant'>, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  officeName(db: Reader, tenantId: Id<'Tenant'>): Promise<string>
}
