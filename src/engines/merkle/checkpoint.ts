import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isHash, type Hash } from './hash.ts'
import type { NoteKey, NoteSigner } from './key.ts'
import { openNote, signNote, type NoteRefusal } from './note.ts'
import { isSize } from './subtree.ts'
import { isPlainText, readDecimal, readHash, toBase64, type Wire } from './wire.ts'

/** C2SP tlog-checkpoint: what a log of this origin held at this size. Extension lines are opaque; nobody audits them. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash; readonly extensions: readonly string[] }

export type OpenedCheckpoint = { readonly checkpoint: Checkpoint; readonly signers: readonly NoteKey[] }

export type CheckpointRefusal = NoteRefusal | 'malformed-checkpoint' | 'not-signed-by-its-log'

/** The first signer must bear the name of the log: by that name the checkpoint is trusted. Others may sign beside it. */
export function signCheckpoint(checkpoint: Checkpoint, log: NoteSigner, others: readonly NoteSigner[] = []): string {
  if (log.name !== checkpoint.origin) throw new TypeError('a log signs under its own name')
  return signNote(encodeCheckpoint(checkpoint), [log, ...others])
}

/** Accepts only a checkpoint signed by a trusted key that bears the name of its origin. */
export function openCheckpoint(wire: Wire, trusted: readonly NoteKey[]): Result<OpenedCheckpoint, CheckpointRefusal> {
  const note = openNote(wire, trusted)
  if (!note.ok) return note
  const checkpoint = parseCheckpoint(note.value.text)
  if (!checkpoint.ok) return checkpoint
  const { signers } = note.value
  if (!signers.some(({ name }) => name === checkpoint.value.origin)) return refuse('not-signed-by-its-log')
  return accept({ checkpoint: checkpoint.value, signers })
}

/** The text that is signed. */
export function encodeCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), toBase64(root), ...extensions]
  if (!isSize(size) || !isHash(root) || !lines.every(isLine)) throw new TypeError('not a checkpoint')
  return `${lines.join('\n')}\n`
}

/** Strict: whatever it accepts, `encodeCheckpoint` spells the same. */
export function parseCheckpoint(text: string): Result<Checkpoint, 'malformed-checkpoint'> {
  const [origin, sizeLine, rootLine, ...rest] = text.split('\n')
  const end = rest.pop()
  const size = readDecimal(sizeLine ?? '')
  const root = readHash(rootLine ?? '')
  if (origin === undefined || size === undefined || root === undefined || end !== '') return refuse('malformed-checkpoint')
  return [origin, ...rest].every(isLine) ? accept({ origin, size, root, extensions: rest }) : refuse('malformed-checkpoint')
}

const isLine = (line: string): boolean => line !== '' && !line.includes('\n') && isPlainText(line)
