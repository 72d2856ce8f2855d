import { z } from 'zod'
import { automaton, type Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Task } from '../../platform/events/index.ts'
import { ScannerUnavailable } from '../../platform/malware/index.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { read, type Channel, type Details, type Item, type QuarantineReason } from './model.ts'
import { asValue, cleanName, lookInto, unfold, type Found } from './reading.ts'
import { deceits, partOf, type FoundPart } from './reading-archive.ts'
import type { IntakeDeps, Key } from './deps.ts'
import { refusalTasks } from './service-refuse.ts'
import { insertItem, lockItem, readItem, updateItem } from './store.ts'
import { viewItem, type ItemView } from './service-read.ts'

export interface Delivery {
  /** As its sender called it. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Absent: as the format suggests. */
  readonly channel: Channel | null
  readonly details?: Details | null
}

/** What has come and lies in the content store already, such as an upload that was stored as it flowed in. */
export interface StoredDelivery extends Omit<Delivery, 'bytes'> {
  readonly sha256: Sha256
  readonly size: number
}

const readingTask = 'intake.read'

/** Takes something in whose bytes are at hand. */
export async function receive(deps: IntakeDeps, actor: Actor, { bytes, ...delivery }: Delivery, command: Key = {}): Promise<Result<ItemView, KeyRefusal>> {
  return receiveStored(deps, actor, { ...delivery, sha256: await deps.files.put(actor.tenantId, bytes), size: bytes.byteLength }, command)
}

/**
 * Takes something in. Its bytes are safe in the store and the receipt is committed before anything looks inside; then it is
 * looked into at once, and by the worker should this process not live to do it.
 */
export async function receiveStored(
  deps: IntakeDeps, actor: Actor, { name, sha256, size, channel, details = null }: StoredDelivery, command: Key = {},
): Promise<Result<ItemView, KeyRefusal>> {
  const cleaned = cleanName(name)
  const input = { name: cleaned, sha256, channel, ...details ? { details: { ...details } as Json } : {} }
  const received = await perform(deps, actor, { name: 'receive', input, ...command }, async (deed): Promise<Result<{ id: Id<'Item'> }, never>> => {
    const item: Item = {
      id: newId(deed.at), state: 'received', receivedAt: deed.at, receivedBy: actor.personId, channel, name: cleaned, size, sha256, reading: null,
      declaredName: name === cleaned ? null : asValue(name), details, quarantine: null, documentId: null, referenceNumber: null, refusedReason: null, unitId: null, toldAt: null, settledAt: null,
    }
    await insertItem(deed.tx, actor.tenantId, item)
    deed.note({ event: 'Prijem', object: { type: 'Podani', id: item.id }, payload: { name: cleaned, size: item.size, sha256, channel } })
    deed.ask(readingTask, { tenantId: actor.tenantId, itemId: item.id })
    return accept({ id: item.id })
  })
  if (!received.ok) return received
  // Without a verdict of the scanner it stays received, and the worker asks again.
  await readOnce(deps, actor.tenantId, received.value.id).catch((error: unknown) => { if (!(error instanceof ScannerUnavailable)) throw error })
  const view = await viewItem(deps, actor.tenantId, received.value.id)
  if (!view) throw new Error(`Item ${received.value.id} was received and is not there`)
  return accept(view)
}

const Payload = z.object({ tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), itemId: z.uuid().transform((id) => id as Id<'Item'>) })

/** The work of the room that is done behind the counter. */
export function intakeTasks(deps: IntakeDeps): Record<string, Task> {
  return {
    [readingTask]: async (payload) => {
      const { tenantId, itemId } = Payload.parse(payload)
      await readOnce(deps, tenantId, itemId)
    },
    ...refusalTasks(deps),
  }
}

/** The request and the worker usually come for the same item at the same moment; one of them works, both wait for it. */
const beingRead = new Map<Id<'Item'>, Promise<void>>()

function readOnce(deps: IntakeDeps, tenantId: Id<'Tenant'>, id: Id<'Item'>): Promise<void> {
  const running = beingRead.get(id) ?? lookIntoItem(deps, tenantId, id).finally(() => beingRead.delete(id))
  beingRead.set(id, running)
  return running
}

/** What was said when it was handed in, over what its bytes say; files handed in with it are looked at as those that hang on a mail. */
async function withDetails(deps: IntakeDeps, tenantId: Id<'Tenant'>, { subject, files = [] }: Details, found: Found): Promise<Found> {
  const hung: FoundPart[] = []
  for (const { name, sha256 } of files) {
    const bytes = await deps.files.read(tenantId, sha256)
    hung.push({ bytes, part: partOf(cleanName(name), '', bytes) })
  }
  const { parts, warnings } = await unfold(hung)
  return {
    ...found, contents: [...found.contents, ...parts.map(({ bytes }) => bytes)],
    reading: {
      ...found.reading, ...subject ? { subject } : {}, parts: [...found.reading.parts, ...parts.map(({ part }) => part)],
      warnings: [...found.reading.warnings, ...files.flatMap(({ name }) => deceits(name)), ...warnings],
    },
  }
}

/** What the scanner holds against any of the contents. */
async function scan({ scanner }: IntakeDeps, contents: readonly Uint8Array[]): Promise<{ readonly quarantine: QuarantineReason | null; readonly malware?: string }> {
  for (const bytes of scanner ? contents : []) {
    const verdict = await scanner?.scan(bytes)
    if (verdict?.is === 'malware') return { quarantine: 'malware', malware: verdict.name }
    if (verdict?.is === 'too-large') return { quarantine: 'not-scanned' }
  }
  return { quarantine: null }
}

/**
 * The verdict on the first content that was changed after it was signed. What takes longer in all than anybody should wait for is not let through
 * unseen: the item is set aside as too complex.
 */
async function findTampering({ tampering, tamperingMs = 120_000 }: IntakeDeps, contents: readonly Uint8Array[]): Promise<{ readonly quarantine: QuarantineReason | null; readonly signatures?: Json }> {
  if (!tampering) return { quarantine: null }
  const signal = AbortSignal.timeout(tamperingMs)
  for (const bytes of contents) {
    const found = signal.aborted ? 'too-long' : await tampering(bytes, signal).catch((error: unknown) => {
      if (signal.aborted) return 'too-long' as const
      throw error
    })
    if (found === 'too-long') return { quarantine: 'too-complex' }
    if (found) return { quarantine: 'changed-after-signing', signatures: found }
  }
  return { quarantine: null }
}

/** Looks into a received item and puts down what was found. Done again, or by two at once, it changes nothing more. */
async function lookIntoItem(deps: IntakeDeps, tenantId: Id<'Tenant'>, id: Id<'Item'>): Promise<void> {
  const item = await readItem(deps.db, tenantId, id)
  if (item?.state !== 'received') return
  const original = await deps.files.read(tenantId, item.sha256)
  const found = await lookInto(item.declaredName ?? item.name, original)
  const { reading, contents, ...judged } = item.details ? await withDetails(deps, tenantId, item.details, found) : found
  const scanned = await scan(deps, [original, ...contents])
  const set = scanned.quarantine ?? judged.quarantine
  const { signatures, ...tampered } = set ? { quarantine: set } : await findTampering(deps, [original, ...contents])
  const { quarantine } = tampered
  for (const content of contents) await deps.files.put(tenantId, content)
  await perform(deps, automaton(tenantId, 'čtení podání'), { name: 'read-item' }, async (deed) => {
    const locked = await lockItem(deed.tx, tenantId, id)
    if (locked?.state !== 'received') return accept(null)
    const next = read(locked, reading, quarantine)
    await updateItem(deed.tx, tenantId, next)
    deed.note({
      event: 'Uprava', object: { type: 'Podani', id }, payload: {
        state: next.state, format: reading.format, parts: reading.parts.map(({ name, sha256 }) => ({ name, sha256 })), ...(quarantine ? { quarantine } : {}), ...(scanned.malware ? { malware: scanned.malware } : {}), ...(signatures ? { signatures } : {}),
      },
    })
    return accept(null)
  })
}
