import { refuse } from '../../kernel/result.ts'
import { openThreads, type Threads } from '../threads/index.ts'
import type { Batch, FileOutcome, FileTask, Means } from './model.ts'

export interface Signed { readonly task: FileTask; readonly outcome: FileOutcome }

const batchSize = 16

/**
 * Signs files in threads, as they come and in their order, holding a few at a time in memory however many there are. One outcome each; what is
 * told as signed is on the disk for good. Nothing is overwritten.
 */
export async function* signFiles(tasks: Iterable<FileTask> | AsyncIterable<FileTask>, means: Means, threadCount: number): AsyncGenerator<Signed> {
  const threads = openThreads<Batch, readonly FileOutcome[]>(new URL('./batch-thread.ts', import.meta.url), threadCount)
  const own: Means = { ...means, timestampsPerMinute: Math.max(1, Math.floor(means.timestampsPerMinute / threadCount)) }
  const underWay: Promise<readonly Signed[]>[] = []
  try {
    for await (const batch of batches(tasks)) {
      underWay.push(signed(threads, own, batch))
      // Two a thread: the next is there when the last is done.
      if (underWay.length >= threadCount * 2) yield* await (underWay.shift() ?? [])
    }
    for (const batch of underWay) yield* await batch
  } finally {
    await Promise.allSettled(underWay)
    await threads.close()
  }
}

async function* batches(tasks: Iterable<FileTask> | AsyncIterable<FileTask>): AsyncGenerator<readonly FileTask[]> {
  let batch: FileTask[] = []
  for await (const task of tasks) {
    if (batch.push(task) < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function signed(threads: Threads<Batch, readonly FileOutcome[]>, means: Means, files: readonly FileTask[]): Promise<readonly Signed[]> {
  try {
    const outcomes = await threads.ask({ means, files })
    return files.map((task, index) => ({ task, outcome: outcomes[index] ?? refuse('crashed') }))
  } catch {
    return await Promise.all(files.map(async (task) => ({ task, outcome: await alone(threads, means, task) })))
  }
}

/** A thread died: each of its files alone, so that the one that did it takes no other with it. */
async function alone(threads: Threads<Batch, readonly FileOutcome[]>, means: Means, task: FileTask): Promise<FileOutcome> {
  try {
    const [outcome] = await threads.ask({ means, files: [task] })
    return outcome ?? refuse('crashed')
  } catch {
    return refuse('crashed')
  }
}
