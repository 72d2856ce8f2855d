import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { cosignerKey, type CosignerKey } from './key.ts'
import { encodeNote, encodeSignatureLine, maxSignatures, parseNote, type NoteSignature } from './note.ts'
import type { Wire } from './wire.ts'

/** Cosigns checkpoints as a witness. */
export type Cosigner = CosignerKey & { readonly privateKey: KeyObject }

/** That this witness had seen no larger log of that origin at `at`, and that the log only added to what it had seen before. */
export type Cosignature = { readonly key: CosignerKey; readonly at: Date }

export const cosigner = (name: string, privateKey: KeyObject): Cosigner => ({ ...cosignerKey(name, createPublicKey(privateKey)), privateKey })

/** The signature line of a witness under a checkpoint (C2SP tlog-cosignature v1, Ed25519). `text` is the checkpoint without its signatures. */
export function cosign(text: string, { name, id, privateKey }: Cosigner, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  const time = Buffer.alloc(timeLength)
  time.writeBigUInt64BE(BigInt(seconds))
  return encodeSignatureLine({ name, id, signature: Buffer.concat([time, sign(null, message(text, seconds), privateKey)]) })
}

/** Which of these witnesses cosigned the checkpoint, each by its newest word; a wrong cosignature of a known one counts for nothing. */
export function readCosignatures(wire: Wire, trusted: readonly CosignerKey[]): Cosignature[] {
  const note = parseNote(wire)
  if (!note.ok) return []
  return trusted.flatMap((key) => {
    const times = note.value.signatures.flatMap((line) => timeOf(note.value.text, key, line) ?? [])
    return times.length > 0 ? [{ key, at: new Date(Math.max(...times) * 1000) }] : []
  })
}

/** The checkpoint with more signature lines under it, those it has left out; undefined where they are no lines or there is no room. */
export function addSignatures(checkpoint: string, lines: string): string | undefined {
  const [note, added] = [parseNote(checkpoint), parseNote(`x\n\n${lines}`)]
  if (!note.ok || !added.ok) return undefined
  const known = new Set(note.value.signatures.map(encodeSignatureLine))
  const signatures = [...note.value.signatures, ...added.value.signatures.filter((line) => !known.has(encodeSignatureLine(line)))]
  return signatures.length <= maxSignatures ? encodeNote({ text: note.value.text, signatures }) : undefined
}

const timeLength = 8
const signatureLength = 64
const message = (text: string, seconds: number) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

function timeOf(text: string, { name, id, publicKey }: CosignerKey, line: NoteSignature): number | undefined {
  if (line.name !== name || line.id !== id || line.signature.length !== timeLength + signatureLength) return undefined
  const bytes = Buffer.from(line.signature)
  const seconds = Number(bytes.readBigUInt64BE())
  // A time beyond what a Date can say is no time.
  if (seconds > 8_640_000_000_000) return undefined
  return verify(null, message(text, seconds), publicKey, bytes.subarray(timeLength)) ? seconds : undefined
}
