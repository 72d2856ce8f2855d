/** A plain day, or an instant with its zone, in ISO 8601. */
type Day = string
type Instant = string
type Language = 'cs' | 'en'

/** What every page needs to know about the office and the reader. */
export interface Frame {
  readonly language: Language
  readonly authority: {
    /** Empty before the office has been founded. */
    readonly name: string
    readonly address?: string
    readonly email?: string
    readonly dataBox?: string
  }
  /** The same page in the other language: an address, or for a page that answers a form the fields to send again. */
  readonly otherLanguage: { readonly href: string } | { readonly action: string; readonly fields: Readonly<Record<string, string>> }
}

/**
 * The pages of the portal, made to HTML elsewhere: whatever they show is here. Forms are sent without JavaScript: `/portal/vec` and
 * `/portal/doklad` take `number`, `code` and `lang`, `/portal/overeni` (multipart) takes the files `proof` and `document`, `/portal/podani` (multipart) a submission.
 */
export type PortalPage =
  | LookUpPage | MatterPage | VerifyPage | VerifiedPage | SubmitPage | SubmitConfirmPage | SubmittedPage
  /** No matter has this number and this code; which of the two is wrong is never said. */
  | (Frame & { readonly kind: 'not-found'; readonly number: string })
  | (Frame & { readonly kind: 'too-many-tries'; readonly minutes: number })
  /** `reference` is to be told to the office. */
  | (Frame & { readonly kind: 'error'; readonly reference: string })
  | (Frame & { readonly kind: 'no-such-page' | 'about' })
  | (Frame & { readonly kind: 'accessibility'; readonly reviewedOn: Day })

export interface LookUpPage extends Frame {
  readonly kind: 'look-up'
  readonly number: string
  /** Which field was left empty. */
  readonly wrong?: { readonly number: boolean; readonly code: boolean }
}

export interface MatterPage extends Frame {
  readonly kind: 'matter'
  readonly number: string
  readonly subject: string
  readonly receivedAt: Instant
  readonly state: 'received' | 'in-progress' | 'waiting-for-others' | 'decided' | 'dispatched' | 'closed'
  readonly steps: readonly PageStep[]
  readonly timeLimit?: { readonly until: Day; readonly state: 'running' | 'passed' | 'met' }
  readonly contact: { readonly unit: string; readonly email?: string }
  /** The form that downloads the proof: a number and a code do not belong into an address. Absent until the proof is made. */
  readonly proof?: { readonly action: string; readonly fields: Readonly<Record<string, string>> }
  /** What the office delivered here, oldest first; each form downloads one document. */
  readonly documents: readonly DeliveredDocument[]
  readonly updatedAt: Instant
}

export interface DeliveredDocument {
  readonly number: string
  /** Bytes. */
  readonly size: number
  readonly publishedAt: Instant
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

export interface PageStep {
  readonly name: 'received' | 'registered' | 'assigned' | 'commented' | 'approved' | 'dispatched' | 'settled' | 'reopened'
  readonly phase: 'done' | 'current' | 'ahead'
  readonly at?: Day
  /** Which units of the office. */
  readonly by?: string
}

export interface VerifyPage extends Frame {
  readonly kind: 'verify'
  readonly wrong?: 'no-file' | 'not-a-proof'
}

export interface VerifiedPage extends Frame {
  readonly kind: 'verified'
  readonly fileName: string
  /** `unknown` when the proof is of another office or another key. */
  readonly verdict: 'valid' | 'invalid' | 'unknown'
  readonly number?: string
  readonly receivedAt?: Instant
  /** When the receipt was written into the log. */
  readonly recordedAt?: Instant
  /** Of the second file: whether it is, byte for byte, among what was received. */
  readonly document?: { readonly fileName: string; readonly matches: boolean }
  /** Of the file that was put beside the proof; of the received original when there was none. */
  readonly sha256?: string
  /** What was received, in order. */
  readonly parts?: readonly { readonly sha256: string; readonly size: number }[]
}

/** A submission by a form: filled in, looked over, handed in. `draft` is sealed and goes back with the form. */
export interface SubmitPage extends Frame, FilledForm {
  readonly kind: 'submit'
  readonly draft: string
  readonly faults: Partial<Record<'name' | 'contact' | 'subject' | 'text' | 'files' | 'trap', 'missing' | 'malformed' | 'too-long' | 'too-large' | 'too-many' | 'filled-by-machine'>>
  readonly limits: { readonly fileBytes: number; readonly files: number; readonly text: number }
}

export interface SubmitConfirmPage extends Frame, FilledForm { readonly kind: 'submit-confirm'; readonly draft: string }

/** `code` is shown once, right after it was handed in; whoever comes later with it sees the page without. */
export interface SubmittedPage extends Frame {
  readonly kind: 'submitted'
  readonly number: string
  readonly code?: string
  readonly receivedAt: Instant
  readonly subject?: string
  readonly refused?: boolean
}

interface FilledForm {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly subject: string
  readonly text: string
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly size: number }[]
}
