import type { Id } from '../../kernel/id.ts'
import type { Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** What is kept under this hash are not the bytes that were stored. */
export class DamagedContent extends Error {
  readonly sha256: Sha256
  constructor(sha256: Sha256) {
    super(`Stored content ${sha256} is damaged: its bytes have another hash.`)
    this.sha256 = sha256
  }
}

/** The bytes were never stored, or have disappeared. */
export class MissingContent extends Error {
  readonly sha256: Sha256
  constructor(sha256: Sha256) {
    super(`Stored content ${sha256} is missing.`)
    this.sha256 = sha256
  }
}

/** A stream that went on beyond what may be stored; nothing of it was kept. */
export class ContentTooLong extends Error {
  constructor(maxBytes: number) {
    super(`The content is longer than ${maxBytes} bytes.`)
  }
}

/** Nobody answers where the contents are kept, or not as it should. Nothing was lost: what was not acknowledged was not stored. */
export class ContentsUnavailable extends Error {
  readonly code = 'FILES_DOWN'
  constructor(reason: string) {
    super(`Stored contents cannot be reached: ${reason}.`)
  }
}

/** Bytes kept under their own hash, per tenant. What `put` has returned survives a power cut. */
export interface ContentStore {
  put(tenantId: Id<'Tenant'>, bytes: Uint8Array): Promise<Sha256>
  /**
   * Stores bytes as they flow, never more than a piece of them in memory. What breaks off, on either side, leaves nothing behind.
   * Throws `ContentTooLong`, and whatever the source or the disk throws.
   */
  putStream(
    tenantId: Id<'Tenant'>, source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number },
  ): Promise<{ readonly sha256: Sha256; readonly size: number }>
  /** Stores many at once, each given in pieces that follow one another: as durable as `put`, for less. */
  putAll(tenantId: Id<'Tenant'>, contents: readonly (readonly Uint8Array[])[]): Promise<Sha256[]>
  /** Checks the hash on every read. Throws `DamagedContent`, `MissingContent`, or `ContentsUnavailable`. */
  read(tenantId: Id<'Tenant'>, sha256: Sha256): Promise<Buffer>
  /** Reads many at once, in the same order; what is damaged or gone keeps nobody from the others. May throw `ContentsUnavailable`. */
  readAll(tenantId: Id<'Tenant'>, hashes: readonly Sha256[]): Promise<Result<Buffer, 'content-damaged' | 'content-missing'>[]>
}

export interface StoredContent {
  readonly tenantId: Id<'Tenant'>
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
  /** When somebody last stored these bytes, also when they were there already. */
  readonly wantedAt: Date
}

/** The same, for those who look after all contents and not after one: sweeping, moving, backing up. */
export interface WholeStore extends ContentStore {
  /** Where it is, for people; no secret is in it. */
  readonly place: string
  /** Everything that is kept, tenant by tenant and by hash within one. What is on its way is not there yet. */
  stored(): AsyncIterable<StoredContent>
  /**
   * Removes one content unless somebody has stored the same bytes since `before`; says whether it did. Whoever is storing them meanwhile
   * loses nothing.
   */
  removeUnwanted(content: Pick<StoredContent, 'tenantId' | 'sha256'>, before: Date): Promise<boolean>
}
