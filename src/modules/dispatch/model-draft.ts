import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnswerText } from './model.ts'

/** What one person is writing about one document, as it was last saved by any of their windows. */
export interface Draft extends AnswerText {
  /** How often it was saved; grows by one. */
  readonly version: number
  /** The wording it was begun from; none for an answer that does not exist yet. */
  readonly basedOn: Sha256 | null
  readonly savedAt: Date
}

export interface DraftInput extends AnswerText {
  /** The version the window has seen: 0 when it has seen none. */
  readonly seen: number
  readonly basedOn: Sha256 | null
}

/**
 * The draft after a window has saved it. Refused when another window saved something else meanwhile: then a person chooses between
 * the two. The same words again change nothing, so an answer that was lost on the way may be asked for again.
 */
export function saveDraft(current: Draft | null, { seen, ...text }: DraftInput, at: Date): Result<Draft, 'draft-changed'> {
  if (current && current.subject === text.subject && current.body === text.body && current.basedOn === text.basedOn) return accept(current)
  if ((current?.version ?? 0) !== seen) return refuse('draft-changed')
  return accept({ ...text, version: seen + 1, savedAt: at })
}
