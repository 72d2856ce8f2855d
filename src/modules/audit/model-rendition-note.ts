import type { KeyObject } from 'node:crypto'
import { parseDay, type Day } from '../../kernel/day.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { isKeyName, noteKey, noteSigner, openCheckpoint, openNote, signNote, type Checkpoint } from '../../engines/merkle/index.ts'

/** What the note beside a rendition says. */
export interface RenditionNote {
  readonly origin: string
  readonly day: Day
  readonly entries: number
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
  /** The signed checkpoint of a log that has all of the day, verbatim. */
  readonly checkpoint: string
}

/** The first line keeps the note from ever passing for a checkpoint. */
const kind = 'obeh.rendition/v1'

/** The detached signature of a rendition, a C2SP signed note under the key of the log. */
export function signRenditionNote({ origin, day, entries, sha256, size, checkpoint }: RenditionNote, logKey: KeyObject): string {
  const lines = [kind, origin, day, `entries ${entries}`, `sha256 ${sha256}`, `bytes ${size}`, `checkpoint ${Buffer.from(checkpoint).toString('base64')}`]
  return signNote(`${lines.join('\n')}\n`, [noteSigner(origin, logKey)])
}

/** Reads a note that this public key signed, with the checkpoint in it; undefined where anything about it does not hold. */
export function openRenditionNote(note: string, logKey: KeyObject): (RenditionNote & { readonly opened: Checkpoint }) | undefined {
  const [, origin = ''] = note.split('\n', 2)
  if (!isKeyName(origin)) return undefined
  const keys = [noteKey(origin, logKey)]
  const opened = openNote(note, keys)
  const [, dayText = '', entries = '', sha256 = '', size = '', encoded = ''] = opened.ok ? pattern.exec(opened.value.text) ?? [] : []
  const checkpoint = Buffer.from(encoded, 'base64').toString('utf8')
  const covered = openCheckpoint(checkpoint, keys)
  const day = parseDay(dayText)
  if (!day || !covered.ok) return undefined
  return { origin, day, entries: Number(entries), sha256: sha256 as Sha256, size: Number(size), checkpoint, opened: covered.value.checkpoint }
}

const pattern = /^obeh\.rendition\/v1\n[^\n]+\n([^\n]+)\nentries (\d+)\nsha256 ([0-9a-f]{64})\nbytes (\d+)\ncheckpoint ([A-Za-z0-9+/=]+)\n$/
