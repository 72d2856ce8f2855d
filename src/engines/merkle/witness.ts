import { accept, refuse, type Result } from '../../kernel/result.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { verifyConsistency } from './consistency.ts'
import { isHash, sameHash, type Hash } from './hash.ts'
import type { NoteKey } from './key.ts'
import { maxNoteLength, openNote, parseNote } from './note.ts'
import { readDecimal, readHash, readText, toBase64, type Wire } from './wire.ts'

/** What a log sends to a witness (C2SP tlog-witness, add-checkpoint). */
export type Submission = { readonly oldSize: number; readonly proof: readonly Hash[]; readonly checkpoint: string }

/** The newest checkpoint of an origin that the witness has cosigned. */
export type Known = Pick<Checkpoint, 'size' | 'root'>

/** By their HTTP status: 400, 404, 403, 409 (with the size that is known), 422. */
export type SubmissionRefusal = 'malformed' | 'unknown-log' | 'not-signed' | 'conflict' | 'inconsistent'

export const maxProofLines = 63
/** Room for the longest proof and the longest note. */
export const maxSubmissionLength = maxNoteLength + 64 * 48

export const encodeSubmission = ({ oldSize, proof, checkpoint }: Submission): string => [`old ${oldSize}`, ...proof.map(toBase64), '', checkpoint].join('\n')

export function parseSubmission(wire: Wire): Result<Submission, 'malformed'> {
  const text = wire.length <= maxSubmissionLength ? readText(wire) : undefined
  const cut = text?.indexOf('\n\n') ?? -1
  if (text === undefined || cut < 0) return refuse('malformed')
  const [first = '', ...lines] = text.slice(0, cut).split('\n')
  const oldSize = first.startsWith('old ') ? readDecimal(first.slice(4)) : undefined
  const proof = lines.length <= maxProofLines ? lines.map(readHash) : [undefined]
  if (oldSize === undefined || !proof.every((hash) => hash !== undefined && isHash(hash))) return refuse('malformed')
  return accept({ oldSize, proof: proof.filter((hash) => hash !== undefined), checkpoint: text.slice(cut + 2) })
}

/**
 * Whether a witness may cosign: the log is one of those it watches, signed by its key, and only adds to what the witness saw of it last.
 * Returns the checkpoint and the text to cosign. `known` is asked for by origin, once that is known.
 */
export function judgeSubmission(
  { oldSize, proof, checkpoint: wire }: Submission, logs: readonly NoteKey[], known: (origin: string) => Known | undefined,
): Result<{ readonly checkpoint: Checkpoint; readonly text: string }, SubmissionRefusal> {
  const note = parseNote(wire)
  const parsed = note.ok ? parseCheckpoint(note.value.text) : note
  if (!note.ok || !parsed.ok) return refuse('malformed')
  const checkpoint = parsed.value
  const keys = logs.filter(({ name }) => name === checkpoint.origin)
  if (keys.length === 0) return refuse('unknown-log')
  if (!openNote(wire, keys).ok) return refuse('not-signed')
  if (oldSize > checkpoint.size) return refuse('malformed')
  const last = known(checkpoint.origin)
  if (oldSize !== (last?.size ?? 0)) return refuse('conflict')
  if (last && checkpoint.size === last.size && !sameHash(checkpoint.root, last.root)) return refuse('conflict')
  if (oldSize === 0 ? proof.length > 0 : !last || !verifyConsistency(oldSize, checkpoint.size, proof, last.root, checkpoint.root)) return refuse('inconsistent')
  return accept({ checkpoint, text: note.value.text })
}
