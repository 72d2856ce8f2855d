import type { Id } from '../../kernel/id.ts'
import { refuse } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { containerType } from '../records/index.ts'
import type { Ceremony, CeremonyItem } from './model-ceremony.ts'
import type { Place, Prepared } from './model-port.ts'
import { blockLines } from './model-shown.ts'
import type { Run } from './service-running.ts'
import { judgeChunk, type Dropped } from './service-run-judge.ts'
import { keepSignatures, readSignatures, type Made } from './store-ceremony.ts'

/** What came of a document before anything of it is settled. */
export type Outcome =
  | Dropped
  /** Signed and stored among the contents. `over`: the content to which the signature was added, the newest of the document. */
  | { readonly kind: 'signed'; readonly over: Sha256; readonly sha256: Sha256; readonly size: number; readonly mediaType?: string }
  /** The key has signed, no authority gave a time stamp. */
  | { readonly kind: 'unstamped' }
  | { readonly kind: 'waits' }

/** A chunk that is ready for the key, as far as its documents may be signed still; what came of the others is known. */
export interface ReadyChunk { readonly items: readonly CeremonyItem[]; readonly ready: readonly Ready[]; readonly outcomes: Map<number, Outcome> }
/** A chunk that is signed and not settled yet. `needsConfirmation`: the rest waits for the holder of the key. */
export interface SignedChunk { readonly items: readonly CeremonyItem[]; readonly outcomes: ReadonlyMap<number, Outcome>; readonly needsConfirmation: boolean }

/** Looks at the documents again, reads them and makes them ready. No lock is held meanwhile and nothing is changed. */
export async function prepareChunk(run: Run, items: readonly CeremonyItem[]): Promise<ReadyChunk> {
  const outcomes = new Map<number, Outcome>()
  const verdicts = await judgeChunk(run, items)
  const going = items.flatMap((item, i) => {
    const verdict = verdicts[i]
    if (verdict?.kind === 'go-on') return [{ item, over: verdict.over, place: verdict.place, fileName: verdict.fileName }]
    if (verdict) outcomes.set(item.ordinal, verdict)
    return []
  })
  return { items, outcomes, ready: await prepareAll(run, going, outcomes) }
}

/** Signs what is ready. No lock is held meanwhile and no row is changed, but the signatures are kept as soon as they are made. */
export async function signChunk(run: Run, { items, ready, outcomes }: ReadyChunk): Promise<SignedChunk> {
  const { signatures, needsConfirmation, failure } = await obtain(run, ready)
  for (const { item: { ordinal } } of ready) {
    if (!signatures.has(ordinal)) outcomes.set(ordinal, failure === null ? { kind: 'waits' } : { kind: 'failed', code: failure })
  }
  await finishAll(run, ready, signatures, outcomes)
  return { items, outcomes, needsConfirmation }
}

interface Going { readonly item: CeremonyItem; readonly over: Sha256; readonly place: Place | null; readonly fileName: string }
export interface Ready extends Going { readonly bytes: Buffer; readonly prepared: Prepared; readonly digest: string }

async function prepareAll({ deps: { files }, actor: { tenantId }, ceremony, names, key }: Run, going: readonly Going[], outcomes: Map<number, Outcome>): Promise<Ready[]> {
  const at = ceremony.confirmation?.at
  if (!at) throw new Error(`ceremony ${ceremony.id} runs without a confirmation`)
  const read = await readAll(files, tenantId, going, outcomes)
  const contents = read.map(({ item: { forId, need }, bytes, place, fileName }) => (
    { bytes, fileName, at, shown: place && { place, lines: linesOf(names, ceremony, forId, at) }, stamp: need === 'signature+timestamp', reason: ceremony.reason, name: nameOf(names, ceremony.signerId, forId) }))
  const prepared = (await Promise.all(slices(contents).map((some) => key.prepare(some)))).flat()
  return read.flatMap((one, i): Ready[] => {
    const result = prepared[i] ?? refuse('not-prepared')
    if (result.ok) return [{ ...one, prepared: result.value, digest: Buffer.from(result.value.digest).toString('hex') }]
    outcomes.set(one.item.ordinal, { kind: 'failed', code: result.refusal })
    return []
  })
}

/** A content that is damaged or gone keeps no other from being signed. */
async function readAll(files: Run['deps']['files'], tenantId: Id<'Tenant'>, going: readonly Going[], outcomes: Map<number, Outcome>): Promise<(Going & { readonly bytes: Buffer })[]> {
  const read = await files.readAll(tenantId, going.map(({ over }) => over))
  return going.flatMap((one, i) => {
    const content = read[i] ?? refuse('content-missing')
    if (content.ok) return [{ ...one, bytes: content.value }]
    outcomes.set(one.item.ordinal, { kind: 'failed', code: content.refusal })
    return []
  })
}

/** What is handed to the engine at once: other questions come between. */
const slices = <One>(list: readonly One[], size = 25): One[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))

/** A substitute signs in their own name, with the name of whom they stand in for (v z.). */
function nameOf(names: ReadonlyMap<string, string>, signerId: string, forId: string | null): string {
  const name = names.get(signerId) ?? ''
  return forId === null ? name : `${name}, v z. ${names.get(forId) ?? ''}`
}

const linesOf = (names: ReadonlyMap<string, string>, { signerId, reason }: Ceremony, forId: string | null, at: Date): string[] =>
  blockLines({ name: names.get(signerId) ?? '', forName: forId && (names.get(forId) ?? ''), at, reason })

/** Trouble about which the holder of the key can do something: the rest waits for them. */
const forHolder: ReadonlySet<string> = new Set(['confirmation-needed', 'authorisation-expired', 'pin-incorrect', 'code-incorrect', 'secret-incorrect', 'key-removed'])

/** Signatures that were kept before, by the place of their document. */
export async function keptOf({ deps: { db }, actor: { tenantId }, ceremony: { id } }: Pick<Run, 'deps' | 'actor' | 'ceremony'>, ready: readonly Pick<Ready, 'item' | 'digest'>[]): Promise<Map<number, Buffer>> {
  const kept = await readSignatures(db, tenantId, id, ready.map(({ item }) => item.ordinal))
  return new Map(ready.flatMap(({ item: { ordinal }, digest }) => {
    const value = kept.get(`${ordinal} ${digest}`)
    return value ? [[ordinal, value] as const] : []
  }))
}

interface Obtained { readonly signatures: ReadonlyMap<number, Buffer>; readonly needsConfirmation: boolean; readonly failure: string | null }

/** A signature for each: those that an earlier run got from the key, and new ones as far as the confirmations allow. */
async function obtain(run: Run, ready: readonly Ready[]): Promise<Obtained> {
  const { deps: { db, now }, actor: { tenantId }, ceremony: { id }, key, left } = run
  const read = () => keptOf(run, ready)
  // Asked before the signatures are read: those that another run keeps in between are then no reason to ask for a confirmation.
  const most = await left()
  const known = await read()
  const missing = ready.filter(({ item }) => !known.has(item.ordinal))
  if (missing.length === 0) return { signatures: known, needsConfirmation: false, failure: null }
  const asked = missing.slice(0, most)
  const { signatures, trouble } = asked.length > 0 ? await key.sign(asked.map(({ prepared }) => prepared)) : { signatures: [], trouble: null }
  await keepSignatures(db, tenantId, id, signatures.flatMap((value, i): Made[] => {
    const one = asked[i]
    return one ? [{ ordinal: one.item.ordinal, digest: one.digest, value }] : []
  }), now())
  const needsConfirmation = asked.length < missing.length || (trouble !== null && forHolder.has(trouble.code))
  // Two runs at once may have asked for the same: the first signature kept is the one that counts.
  return { signatures: await read(), needsConfirmation, failure: trouble && !trouble.again && !needsConfirmation ? trouble.code : null }
}

async function finishAll(run: Run, ready: readonly Ready[], signatures: ReadonlyMap<number, Buffer>, outcomes: Map<number, Outcome>): Promise<void> {
  const signed = ready.flatMap((one) => {
    const signature = signatures.get(one.item.ordinal)
    return signature ? [{ ...one, signature }] : []
  })
  const whole = (await Promise.all(slices(signed).map((some) => finishSome(run, some, outcomes)))).flat()
  const stored = await run.deps.files.putAll(run.actor.tenantId, whole.map(({ pieces }) => pieces))
  for (const [i, { ordinal, over, pieces, form }] of whole.entries()) {
    const sha256 = stored[i]
    if (sha256) outcomes.set(ordinal, { kind: 'signed', ...form, over, sha256, size: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) })
  }
}

async function finishSome({ key }: Run, signed: readonly (Ready & { readonly signature: Buffer })[], outcomes: Map<number, Outcome>): Promise<Whole[]> {
  const finished = await key.finish(signed.map(({ item, prepared, signature }) => ({ content: prepared, signature, stamp: item.need === 'signature+timestamp' })))
  return signed.flatMap(({ item: { ordinal }, over, bytes, prepared }, i): Whole[] => {
    const result = finished[i] ?? refuse('broken-signature')
    if (result.ok && (prepared.container ? isOne(result.value) : follows(bytes, result.value))) return [{ ordinal, over, pieces: result.value, form: prepared.container ? { mediaType: containerType } : {} }]
    const code = result.ok ? 'not-appended' : result.refusal
    outcomes.set(ordinal, code === 'no-timestamp' ? { kind: 'unstamped' } : { kind: 'failed', code })
    return []
  })
}

/** A signed document in pieces that follow one another. */
interface Whole { readonly ordinal: number; readonly over: Sha256; readonly pieces: readonly Uint8Array[]; readonly form: { readonly mediaType?: string } }

const isOne = (pieces: readonly Uint8Array[]) => pieces.length === 1 && pieces.every(({ byteLength }) => byteLength > 0)

/** Whether a signed document is what was shown, with something added to its end. */
const follows = (shown: Buffer, [first, ...added]: readonly Uint8Array[]) => first !== undefined && shown.equals(first) && added.some(({ byteLength }) => byteLength > 0)
