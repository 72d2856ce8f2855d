/** A plain day, `2026-11-23`. */
export type Day = string
/** An ISO 8601 instant with a zone. */
export type Instant = string
export type Language = 'cs' | 'en'

/** What every page needs to know about the office and the reader. */
export interface Frame {
  readonly language: Language
  readonly authority: {
    /** Empty before the office has been founded. */
    readonly name: string
    readonly address?: string | undefined
    readonly phone?: string | undefined
    readonly email?: string | undefined
    readonly dataBox?: string | undefined
  }
  /** The same page in the other language: an address, or for a page that answers a form the fields to send again. */
  readonly otherLanguage: { readonly href: string } | { readonly action: string, readonly fields: Readonly<Record<string, string>> }
}

export interface LookUpPage extends Frame {
  readonly kind: 'look-up'
  readonly number?: string | undefined
  /** Which field was left empty or has a wrong shape. */
  readonly wrong?: { readonly number?: boolean | undefined, readonly code?: boolean | undefined } | undefined
}

/** How far the matter is, in words a citizen uses. */
export type MatterState = 'received' | 'in-progress' | 'waiting-for-you' | 'waiting-for-others' | 'decided' | 'dispatched' | 'closed'
export type StepName = 'received' | 'registered' | 'assigned' | 'commented' | 'approved' | 'signed' | 'dispatched' | 'settled' | 'closed' | 'reopened'

export interface MatterStep {
  readonly name: StepName
  readonly phase: 'done' | 'current' | 'ahead'
  readonly at?: Instant | Day | undefined
  /** Which unit of the office; never a name of a person unless the office publishes it. */
  readonly by?: string | undefined
}

export interface MatterPage extends Frame {
  readonly kind: 'matter'
  readonly number: string
  /** Absent where the office does not publish it. */
  readonly subject?: string | undefined
  readonly agenda?: string | undefined
  readonly receivedAt: Instant | Day
  readonly channel?: string | undefined
  readonly state: MatterState
  readonly steps: readonly MatterStep[]
  /** Until when the office has to act; absent where the law sets no limit. `paused` while the office waits for somebody else. */
  readonly timeLimit?: { readonly until: Day, readonly state: 'running' | 'paused' | 'passed' | 'met' } | undefined
  /** What the office said to this person beyond the state: what to complete, where the decision is. */
  readonly message?: string | undefined
  readonly contact: { readonly unit: string, readonly person?: string | undefined, readonly phone?: string | undefined, readonly email?: string | undefined }
  /** The form that downloads the signed proof: a number and a code do not belong into an address. */
  readonly proof?: { readonly action: string, readonly fields: Readonly<Record<string, string>> } | undefined
  /** What the office delivered here; each form downloads one document. */
  readonly documents?: readonly { readonly number: string, readonly size: number, readonly publishedAt: Instant, readonly action: string, readonly fields: Readonly<Record<string, string>> }[] | undefined
  readonly updatedAt: Instant
}

/** Wrong number and wrong code look the same, so that numbers cannot be guessed by it. */
export interface NotFoundPage extends Frame { readonly kind: 'not-found', readonly number?: string | undefined }
export interface TooManyTriesPage extends Frame { readonly kind: 'too-many-tries', readonly minutes: number }

export interface VerifyPage extends Frame { readonly kind: 'verify', readonly wrong?: 'no-file' | 'not-a-proof' | 'too-large' | undefined }
export interface VerifiedPage extends Frame {
  readonly kind: 'verified'
  readonly fileName: string
  /** `unknown` when the proof is of another office or another key. */
  readonly verdict: 'valid' | 'invalid' | 'unknown'
  readonly number?: string | undefined
  readonly receivedAt?: Instant | undefined
  /** When the receipt was written into the log. */
  readonly recordedAt?: Instant | undefined
  /** Of the second file: whether it is the very content the proof speaks of. */
  readonly document?: { readonly fileName: string, readonly matches: boolean } | undefined
  readonly sha256?: string | undefined
  /** What was received, in order. */
  readonly parts?: readonly { readonly sha256: string, readonly size: number }[] | undefined
}

export interface ErrorPage extends Frame { readonly kind: 'error', readonly reference?: string | undefined }
/** No such address of the portal. */
export interface NoSuchPage extends Frame { readonly kind: 'no-such-page' }
export interface AccessibilityPage extends Frame { readonly kind: 'accessibility', readonly reviewedOn: Day }
export interface AboutPage extends Frame { readonly kind: 'about' }

export type PortalPage = SubmitPage | SubmitConfirmPage | SubmittedPage | LookUpPage | MatterPage | NotFoundPage | TooManyTriesPage | VerifyPage | VerifiedPage | ErrorPage | NoSuchPage | AccessibilityPage | AboutPage

/** A submission by a form: filled in, looked over, handed in. `draft` is sealed and goes back with the form. */
export interface SubmitPage extends Frame, FilledForm {
  readonly kind: 'submit'
  readonly draft: string
  readonly faults: Partial<Record<'name' | 'contact' | 'subject' | 'text' | 'files' | 'trap', 'missing' | 'malformed' | 'too-long' | 'too-large' | 'too-many' | 'filled-by-machine'>>
  readonly limits: { readonly fileBytes: number, readonly files: number, readonly text: number }
}

export interface SubmitConfirmPage extends Frame, FilledForm { readonly kind: 'submit-confirm', readonly draft: string }

/** `code` is shown once, right after it was handed in, whoever comes later with it sees the page without. */
export interface SubmittedPage extends Frame {
  readonly kind: 'submitted'
  readonly number: string
  readonly code?: string | undefined
  readonly receivedAt: Instant
  readonly subject?: string | undefined
  readonly refused?: boolean | undefined
}

interface FilledForm {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly subject: string
  readonly text: string
  readonly files: readonly { readonly name: string, readonly sha256: string, readonly size: number }[]
}
