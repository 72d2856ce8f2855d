import { availableParallelism } from 'node:os'
import { deserialize, serialize } from 'node:v8'
import { startChild, type Child } from './child.ts'
import { openQueue } from './queue.ts'

export type SandboxRefusal = 'timed-out' | 'out-of-memory' | 'crashed'

/**
 * Assignable to `Result<Output, SandboxRefusal>`. `trace` is what the module printed and threw, for a developer;
 * it may quote the input, so it does not belong in a log.
 */
export type Sandboxed<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly refusal: SandboxRefusal; readonly trace: string }

export interface SandboxLimits {
  /** From the moment the module has the input; waiting for a turn does not count. */
  readonly timeoutMs: number
  /** Heap and external memory of the module together, and the most it may answer with. */
  readonly memoryMb: number
  /** Ends the call early, which then rejects with the reason of the signal. */
  readonly signal?: AbortSignal
}

export interface Sandbox {
  /**
   * Runs the default export of `module` (a function of one argument, may be async) on a copy of `input`.
   * `Output` is what the module claims to return: check its shape when the module reads hostile bytes.
   */
  run<Input, Output>(module: URL, input: Input, limits: SandboxLimits): Promise<Sandboxed<Output>>
}

const spareLivesMs = 30_000

/** A sandbox that runs at most `atOnce` calls; the others wait first in, first out. */
export function openSandbox({ atOnce }: { readonly atOnce: number }): Sandbox {
  const queue = openQueue(atOnce)
  const spares = new Map<string, Child>()

  async function prepareSpare(key: string, module: URL, limits: SandboxLimits) {
    if (spares.has(key)) return
    const child = await startChild(module, limits)
    if (spares.has(key)) return child.discard()
    spares.set(key, child)
    setTimeout(() => {
      if (spares.get(key) === child) spares.delete(key)
      child.discardUnlessCalled()
    }, spareLivesMs).unref()
  }

  function takeSpare(key: string): Child | undefined {
    const child = spares.get(key)
    spares.delete(key)
    return child?.isAlive() ? child : undefined
  }

  return {
    async run<Input, Output>(module: URL, input: Input, limits: SandboxLimits): Promise<Sandboxed<Output>> {
      const leave = await queue.enter(limits.signal)
      try {
        const key = `${limits.timeoutMs} ${limits.memoryMb} ${module.href}`
        const child = takeSpare(key) ?? await startChild(module, limits)
        prepareSpare(key, module, limits).catch(() => {})
        const ending = await child.call(serialize(input), limits.signal)
        if (ending.kind === 'answered') return { ok: true, value: deserialize(ending.answer) as Output }
        return { ok: false, refusal: ending.kind, trace: ending.trace }
      } finally {
        leave()
      }
    },
  }
}

/** The sandbox of this process: as many calls at once as there are processors, and at least two. */
export const runSandboxed = openSandbox({ atOnce: Math.max(2, availableParallelism()) }).run
