import type { Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import type { Scanner } from '../../platform/malware/index.ts'
import type { Mailer } from '../../platform/mail/index.ts'
import type { Command, Deed } from '../audit/index.ts'
import type { Grantee, RecordsDeps, Registered } from '../records/index.ts'

export interface IntakeDeps extends RecordsDeps {
  /** Puts a document whose file was opened with it on the desk of the unit that is to handle it. */
  putOnDesk(deed: Deed, opened: Registered): Promise<unknown>
  /** Absent: what comes is not scanned for malware. */
  readonly scanner?: Scanner | undefined
  /** The verdict on the signatures of a file that was changed after it was signed as nothing allows; `null` of any other. Absent: nobody looks. */
  tampering?(bytes: Uint8Array, signal: AbortSignal): Promise<Json | null>
  /** How long all contents of one item may be looked at for that; two minutes unless said otherwise. */
  readonly tamperingMs?: number
  /** Absent: nobody is told of a refusal. */
  readonly mailer?: Mailer
  /** Where the office is reached; its host ends the Message-IDs of what is sent. */
  readonly publicUrl?: string
  /** Tells whoever handles the file that a document has joined it. */
  announce?(deed: Deed, documentId: Id<'Document'>, to: Grantee): Promise<void>
}

/** The key under which the asker may repeat the same request. */
export type Key = Pick<Command, 'key'>
