import { createHash } from 'node:crypto'
import { finishAsic, prepareAsic, prepareMore, readAsic, safeName, takesMore, type Asic, type PreparedAsic } from '../../engines/asic/index.ts'
import { signatureTimestamp, type ToSign } from '../../engines/cms/index.ts'
import type { Signer } from '../../engines/pades/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'

/** A file within a container is no larger than our own reader unpacks. */
const largest = 200 * 2 ** 20

/**
 * A file ready for ASiC-E with CAdES (EN 319 162-1): a container of its own, or one more signature in that which it already is. The same bytes and name,
 * the same container.
 */
function readied(bytes: Uint8Array, name: string): Result<PreparedAsic, string> {
  if (bytes.length > largest) return refuse('too-large')
  const within = signedContainer(bytes)
  // A broken signature would be dressed up by a good one beside it.
  if (within?.signatures.some(({ covers }) => covers.some(({ state }) => state !== 'intact'))) return refuse('broken-signature')
  return within ? prepareMore(within) : prepareAsic('asic-e', [{ name: safeName(name), bytes }])
}

function signedContainer(bytes: Uint8Array): Asic | undefined {
  const read = readAsic(bytes)
  return read.ok && takesMore(read.value) ? read.value : undefined
}

/** What would keep a file from being signed so: found out by putting a signature there that nobody made. */
export function containerObstacle(bytes: Uint8Array): string | null {
  const ready = readied(bytes, 'soubor')
  if (!ready.ok) return ready.refusal
  return holds(bytes, finishAsic(ready.value, Buffer.from('nobody signed'), new Date(0))) ? null : 'no-container'
}

export function prepareContainer(bytes: Uint8Array, name: string, at: Date, { algorithm, builder }: Signer): Result<ToSign, string> {
  const ready = readied(bytes, name)
  return ready.ok ? accept(builder.prepare(createHash(algorithm.digest).update(ready.value.signs).digest(), at)) : ready
}

/** The whole container, read again by what reads those of others: it holds the very bytes that were shown, or it is none. */
export function finishContainer(bytes: Uint8Array, name: string, at: Date, signed: { readonly toSign: ToSign; readonly signature: Uint8Array; readonly token?: Uint8Array | undefined }, { builder }: Signer): Result<Uint8Array, string> {
  const ready = readied(bytes, name)
  if (!ready.ok) return ready
  const { toSign, signature, token } = signed
  const whole = finishAsic(ready.value, builder.finish(toSign, signature, token === undefined ? {} : { unsigned: [signatureTimestamp(token)] }), at)
  return holds(bytes, whole) ? accept(whole) : refuse('not-contained')
}

/** Whether a container has one signature more and everything it had before; of a plain file, that file and nothing else. */
function holds(shown: Uint8Array, whole: Uint8Array): boolean {
  const made = readAsic(whole)
  if (!made.ok) return false
  const { container: { files }, data, signatures } = made.value
  const before = signedContainer(shown)
  const same = (name: string, bytes: Uint8Array) => Buffer.from(bytes).equals(files.get(name) ?? new Uint8Array())
  if (before) return signatures.length === before.signatures.length + 1 && before.data.length === data.length && [...before.container.files].every(([name, bytes]) => files.has(name) && same(name, bytes))
  const [only] = data
  return only !== undefined && data.length === 1 && signatures.length === 1 && same(only, shown)
}
