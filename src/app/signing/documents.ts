import { availableParallelism } from 'node:os'
import { refuse, type Result } from '../../kernel/result.ts'
import type { Place } from '../../modules/signing/index.ts'
import { openThreads, TookTooLong } from '../../platform/threads/index.ts'
import type { Answer, Inspected, KeptDocument, Question, ToFinish, ToPrepare } from './documents-thread.ts'

/** What signing does with bytes, in threads. What takes too long is refused as `took-too-long`, and stops no other. */
export interface Documents {
  /** `shown`: whether a block may stand there. */
  inspect(bytes: Uint8Array, shown?: Place): Promise<Inspected>
  prepare(chain: readonly Uint8Array[], documents: readonly ToPrepare[]): Promise<Result<KeptDocument, string>[]>
  /** What has to be added to the end of each; of a container the whole. */
  finish(chain: readonly Uint8Array[], documents: readonly ToFinish[]): Promise<Result<Uint8Array, string>[]>
  close(): Promise<void>
}

/** Far longer than any document takes. */
const usualLimitMs = 60_000

export function openDocuments({ limitMs = usualLimitMs, count = Math.max(1, Math.min(4, availableParallelism() - 1)) }: { readonly limitMs?: number; readonly count?: number } = {}): Documents {
  const threads = openThreads<Question, Answer>(new URL('./documents-thread.ts', import.meta.url), count, { limitMs, busyAt: 4 })
  /** When together they take too long, each is asked about by itself. */
  async function each<One, Made>(list: readonly One[], question: (some: readonly One[]) => Question): Promise<Result<Made, string>[]> {
    try {
      return [...await threads.ask(question(list)) as readonly Result<Made, string>[]]
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error
      return list.length === 1 ? [refuse(error.code)] : (await Promise.all(list.map((one) => each<One, Made>([one], question)))).flat()
    }
  }
  return {
    async inspect(bytes, shown) {
      try {
        return await threads.ask({ ask: 'inspect', bytes: shared(bytes), ...(shown ? { shown } : {}) }) as Inspected
      } catch (error) {
        if (error instanceof TookTooLong) return { pages: null, obstacle: error.code }
        throw error
      }
    },
    prepare: (chain, documents) => each(documents.map((one) => ({ ...one, bytes: shared(one.bytes) })), (some) => ({ ask: 'prepare', chain, documents: some })),
    finish: (chain, documents) => each(documents.map(({ bytes, ...one }) => ({ ...one, ...(bytes ? { bytes: shared(bytes) } : {}) })), (some) => ({ ask: 'finish', chain, documents: some })),
    close: () => threads.close(),
  }
}

/** Copied once, and then read on both sides. */
function shared(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength))
  copy.set(bytes)
  return copy
}
