import { createHash, hash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { finishAsic, prepareAsic } from '../../engines/asic/index.ts'
import { signatureTimestamp, type ToSign } from '../../engines/cms/index.ts'
import { finishSignature, prepareSignature, signWith, signerOf, type Signer } from '../../engines/pades/index.ts'
import { saysPdf } from '../../engines/pdf/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { syncFolder } from '../disk/index.ts'
import { timestampClient, type Timestamper } from '../timestamps/index.ts'
import type { Batch, FileOutcome, FileRefusal, FileTask, Means } from './model.ts'
import { laneReader } from './lane-reader.ts'
import { placedBlock } from './shown.ts'
import { writeNew } from './write.ts'

type Read = ReturnType<typeof laneReader>

/** While one file waits for the disk or a time stamp, the next is read and signed; a thread of its own may read without waiting. */
const readers: readonly Read[] = Array.from({ length: 4 }, laneReader)
/** Files larger than this are signed one after another, so that memory stays bounded. */
const largeBytes = 8 * 2 ** 20

/** Signs a batch of files; what was written is on the disk for good when it answers. */
export default async function signBatch({ means, files }: Batch): Promise<readonly FileOutcome[]> {
  const signer = signerFor(means)
  const outcomes: FileOutcome[] = []
  let next = 0
  let large: Promise<unknown> = Promise.resolve()
  const lane = async (read: Read) => {
    for (let index = next++; index < files.length; index = next++) {
      const task = files[index]
      if (task === undefined) return
      const work = () => signFile(task, read, signer, means)
      const isLarge = sizeOf(task.from) > largeBytes
      const turn = isLarge ? large.then(work) : work()
      if (isLarge) large = turn
      outcomes[index] = await turn
    }
  }
  await Promise.all(readers.map(lane))
  for (const folder of new Set(files.filter((_, index) => outcomes[index]?.ok).map(({ to }) => dirname(to)))) await syncFolder(folder)
  return outcomes
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

async function signFile(task: FileTask, read: Read, signer: Signer, means: Means): Promise<FileOutcome> {
  const bytes = read(task.from)
  if (bytes === undefined) return refuse('file-unreadable')
  // What does not even say that it is a PDF goes into a container.
  const work = saysPdf(bytes) ? await pdfWork(bytes, task, signer, means) : containerWork(bytes, task, signer)
  if (!work.ok) return work
  const { to, toSign, finish, level, field } = work.value
  if (existsSync(to)) return refuse('output-exists')
  const signature = signWith(means.key, signer, toSign.bytes)
  const token = means.timestampUrls.length > 0 ? await stamped(timestamperFor(means), createHash('sha256').update(signature).digest()) : undefined
  if (token === undefined && means.timestampUrls.length > 0) return refuse('no-timestamp')
  const chunks = finish(signature, token)
  if (!chunks.ok) return chunks
  const written = await writeNew(to, chunks.value)
  return written.ok ? accept({ to, field, level: `${level}_BASELINE_${token === undefined ? 'B' : 'T'}`, bytes: written.value }) : written
}

/** What the key signs for a file, and what becomes of its signature. */
interface Work {
  readonly to: string
  readonly toSign: ToSign
  readonly finish: (signature: Uint8Array, token: Uint8Array | undefined) => Result<readonly Uint8Array[], FileRefusal>
  readonly level: 'PAdES' | 'CAdES'
  /** Of a PDF. */
  readonly field: string | undefined
}

async function pdfWork(bytes: Uint8Array, { to, wish, shown }: FileTask, signer: Signer, { timestampUrls }: Means): Promise<Result<Work, FileRefusal>> {
  const block = shown === undefined ? undefined : await placedBlock(bytes, shown)
  if (block?.ok === false) return block
  const ready = prepareSignature(bytes, { ...wish, block: block?.value }, signer, timestampUrls.length > 0)
  if (!ready.ok) return ready
  const { toSign, prepared: { field } } = ready.value
  return accept({ to, toSign, field, level: 'PAdES', finish: (signature, token) => finishSignature(ready.value, signer, signature, token) })
}

/** ASiC-E with CAdES (EN 319 162-1): the file as it is, in a container that has its signature. */
function containerWork(bytes: Uint8Array, { from, to, wish }: FileTask, { algorithm, builder }: Signer): Result<Work, FileRefusal> {
  const made = prepareAsic('asic-e', [{ name: basename(from), bytes }])
  if (!made.ok) return refuse('bad-file-name')
  const toSign = builder.prepare(createHash(algorithm.digest).update(made.value.signs).digest(), wish.signedAt)
  return accept({
    to: `${to}.asice`, toSign, field: undefined, level: 'CAdES',
    finish: (signature, token) => accept([finishAsic(made.value, builder.finish(toSign, signature, token === undefined ? {} : { unsigned: [signatureTimestamp(token)] }), wish.signedAt)]),
  })
}

const attempts = 4
const longestWaitMs = 65_000

/** Waits for the authority as long as its budget asks for, a few times, and then leaves it. */
async function stamped(timestamper: Timestamper, sha256: Uint8Array): Promise<Uint8Array | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const token = await timestamper.stamp(sha256)
    if (token.ok) return token.value
    const waitMs = (timestamper.readyAt()?.getTime() ?? 0) - Date.now()
    if (waitMs > longestWaitMs) return undefined
    if (waitMs > 0) await sleep(waitMs)
  }
  return undefined
}

let knownSigner: { readonly chain: string; readonly signer: Signer } | undefined
let knownTimestamper: { readonly urls: string; readonly timestamper: Timestamper } | undefined

/** One key signs many batches: what is the same for all is kept in the thread. */
function signerFor({ chain }: Means): Signer {
  const known = hash('sha256', Buffer.concat(chain), 'hex')
  if (knownSigner?.chain === known) return knownSigner.signer
  const made = signerOf(chain)
  if (!made.ok) throw new Error(`the key is ${made.refusal}, which is for the caller to find out`)
  knownSigner = { chain: known, signer: made.value }
  return made.value
}

function timestamperFor({ timestampUrls, timestampsPerMinute }: Means): Timestamper {
  const urls = timestampUrls.join(' ')
  if (knownTimestamper?.urls === urls) return knownTimestamper.timestamper
  const timestamper = timestampClient({ urls: timestampUrls, budget: { requests: timestampsPerMinute, windowMs: 60_000 } })
  knownTimestamper = { urls, timestamper }
  return timestamper
}
