import type { ComposedMail } from './outgoing.ts'

/** Somewhere a finished mail is delivered to. */
export interface Carrier {
  /** `raw` differs from what was given only when the same mail had been delivered before. */
  deliver(mail: ComposedMail, messageId: string): Promise<{ readonly response: string; readonly raw: Uint8Array }>
  verify(): Promise<unknown>
  close(): void
}
