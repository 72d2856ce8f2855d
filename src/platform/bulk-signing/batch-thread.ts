import { createHash, hash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { finishSignature, prepareSignature, signWith, signerOf, type Ready, type Signer } from '../../engines/pades/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { syncFolder } from '../disk/index.ts'
import { timestampClient, type Timestamper } from '../timestamps/index.ts'
import type { Batch, FileOutcome, FileRefusal, FileTask, Means } from './model.ts'
import { writeNew } from './write.ts'

/** While one file waits for the disk or a time stamp, the next is read and signed; a thread of its own may read without waiting. */
const lanes = 4
/** Files larger than this are signed one after another, so that memory stays bounded. */
const largeBytes = 8 * 2 ** 20

/** Signs a batch of files; what was written is on the disk for good when it answers. */
export default async function signBatch({ means, files }: Batch): Promise<readonly FileOutcome[]> {
  const signer = signerFor(means)
  const outcomes: FileOutcome[] = []
  let next = 0
  let large: Promise<unknown> = Promise.resolve()
  const lane = async () => {
    for (let index = next++; index < files.length; index = next++) {
      const task = files[index]
      if (task === undefined) return
      const work = () => signFile(task, signer, means)
      const isLarge = sizeOf(task.from) > largeBytes
      const turn = isLarge ? large.then(work) : work()
      if (isLarge) large = turn
      outcomes[index] = await turn
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  for (const folder of new Set(files.filter((_, index) => outcomes[index]?.ok).map(({ to }) => dirname(to)))) await syncFolder(folder)
  return outcomes
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

async function signFile({ from, to, wish }: FileTask, signer: Signer, means: Means): Promise<FileOutcome> {
  if (existsSync(to)) return refuse('output-exists')
  const bytes = readWhole(from)
  if (bytes === undefined) return refuse('file-unreadable')
  const isStamped = means.timestampUrls.length > 0
  const ready = prepareSignature(bytes, wish, signer, isStamped)
  if (!ready.ok) return ready
  const signature = signWith(means.key, signer, ready.value.toSign.bytes)
  const chunks = await finished(ready.value, signer, signature, isStamped ? timestamperFor(means) : undefined)
  if (!chunks.ok) return chunks
  const written = await writeNew(to, chunks.value)
  return written.ok ? accept({ field: ready.value.prepared.field, level: isStamped ? 'PAdES_BASELINE_T' : 'PAdES_BASELINE_B', bytes: written.value }) : written
}

function readWhole(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

type Finished = ReturnType<typeof finishSignature>
async function finished(ready: Ready, signer: Signer, signature: Uint8Array, timestamper: Timestamper | undefined): Promise<Finished | Result<never, FileRefusal>> {
  if (timestamper === undefined) return finishSignature(ready, signer, signature)
  const token = await stamped(timestamper, createHash('sha256').update(signature).digest())
  return token === undefined ? refuse('no-timestamp') : finishSignature(ready, signer, signature, token)
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
