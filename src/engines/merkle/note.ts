import { sign, verify } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isKeyName, type NoteKey, type NoteSigner } from './key.ts'
import { isPlainText, readBase64, readText, toBase64, type Wire } from './wire.ts'

/** C2SP signed-note: a text, which ends in a newline, and the signatures under it. Nothing here was verified yet. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] }

/** `id` is that of a NoteKey, 8 hexadecimal digits. */
export type NoteSignature = { readonly name: string; readonly id: string; readonly signature: Uint8Array }

/** A text that trusted keys signed, and which of them did, each once. */
export type OpenedNote = { readonly text: string; readonly signers: readonly NoteKey[] }

export type NoteRefusal = 'malformed-note' | 'too-many-signatures' | 'bad-signature' | 'no-trusted-signature'

/** Room for 16 post-quantum signatures of other algorithms beside ours. */
export const maxNoteLength = 256 * 1024
export const maxSignatures = 16

export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || !isPlainText(text)) throw new TypeError('a note is text that ends in a newline')
  if (signers.length === 0 || signers.length > maxSignatures) throw new RangeError('a note has 1 to 16 signatures')
  const signatures = signers.map(({ name, id, privateKey }) => ({ name, id, signature: sign(null, Buffer.from(text), privateKey) }))
  return encodeNote({ text, signatures })
}

/** Refuses the whole note when any trusted key's signature is wrong; signatures of other keys say nothing either way. */
export function openNote(wire: Wire, trusted: readonly NoteKey[]): Result<OpenedNote, NoteRefusal> {
  const note = parseNote(wire)
  if (!note.ok) return note
  const { text, signatures } = note.value
  const signers = new Set<NoteKey>()
  for (const { name, id, signature } of signatures) {
    const key = trusted.find(candidate => candidate.name === name && candidate.id === id)
    if (key === undefined) continue
    if (!verify(null, Buffer.from(text), key.publicKey, signature)) return refuse('bad-signature')
    signers.add(key)
  }
  return signers.size === 0 ? refuse('no-trusted-signature') : accept({ text, signers: [...signers] })
}

export const encodeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(encodeSignatureLine).join('')}`

export function parseNote(wire: Wire): Result<Note, 'malformed-note' | 'too-many-signatures'> {
  const note = wire.length <= maxNoteLength ? readText(wire) : undefined
  // The text may hold empty lines itself, so the last one parts it from the signatures.
  const cut = note?.lastIndexOf('\n\n') ?? -1
  if (note === undefined || cut < 0 || !note.endsWith('\n')) return refuse('malformed-note')
  const lines = note.slice(cut + 2, -1).split('\n')
  if (lines.length > maxSignatures) return refuse('too-many-signatures')
  const signatures = lines.map(parseSignature)
  if (!signatures.every(signature => signature !== undefined)) return refuse('malformed-note')
  return accept({ text: note.slice(0, cut + 1), signatures })
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
  const bytes = readBase64(encoded)
  if (!isKeyName(name) || bytes === undefined || bytes.length <= idLength) return undefined
  return { name, id: bytes.toString('hex', 0, idLength), signature: bytes.subarray(idLength) }
}

const idLength = 4

/** One line under a note, with its newline. */
export const encodeSignatureLine = (signature: NoteSignature): string => `— ${signature.name} ${encodeSignature(signature)}\n`

const encodeSignature = ({ id, signature }: NoteSignature): string => toBase64(Buffer.concat([Buffer.from(id, 'hex'), signature]))
