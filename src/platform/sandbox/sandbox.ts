import { availableParallelism } from 'node:os'
import { deserialize } from 'node:v8'
import { startChild, type Child } from './child.ts'
import { pack } from './parcel.ts'
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
  /** No call of its kind follows soon: no process is started ahead for it, as it would only take this one's time. */
  readonly isLast?: boolean
}

export interface Sandbox {
  /**
   * Runs the default export of `module` (a function of one argument, may be async) on a copy of `input`.
   * `Output` is what the module claims to return: check its shape when the module reads hostile bytes.
   */
  run<Input, Output>(module: URL, input: Input, limits: SandboxLimits): Promise<Sandboxed<Output>>
  /** Starts a process for a call that will come, while its input is still being made ready. */
  expect(module: URL, limits: SandboxLimits): void
}

const spareLivesMs = 30_000

const keyOf = (module: URL, { timeoutMs, memoryMb }: SandboxLimits) => `${timeoutMs} ${memoryMb} ${module.href}`

/** A sandbox that runs at most `atOnce` calls; the others wait first in, first out. */
export function openSandbox({ atOnce }: { readonly atOnce: number }): Sandbox {
  const queue = openQueue(atOnce)
  const spares = new Map<string, Promise<Child | undefined>>()

  function prepareSpare(module: URL, limits: SandboxLimits) {
    const key = keyOf(module, limits)
    if (spares.has(key)) return
    const starting = startChild(module, limits).catch(() => undefined)
    spares.set(key, starting)
    setTimeout(() => {
      if (spares.get(key) === starting) spares.delete(key)
      void starting.then((child) => child?.discardUnlessCalled())
    }, spareLivesMs).unref()
  }

  async function takeSpare(key: string): Promise<Child | undefined> {
    const starting = spares.get(key)
    spares.delete(key)
    const child = await starting
    return child?.isAlive() ? child : undefined
  }

  return {
    expect: prepareSpare,
    async run<Input, Output>(module: URL, input: Input, limits: SandboxLimits): Promise<Sandboxed<Output>> {
      const leave = await queue.enter(limits.signal)
      try {
        const child = await takeSpare(keyOf(module, limits)) ?? await startChild(module, limits)
        if (limits.isLast !== true) prepareSpare(module, limits)
        const ending = await child.call(pack(input), limits.signal)
        if (ending.kind === 'answered') return { ok: true, value: deserialize(ending.answer) as Output }
        return { ok: false, refusal: ending.kind, trace: ending.trace }
      } finally {
        leave()
      }
    },
  }
}

/** The sandbox of this process: as many calls at once as there are processors, and at least two. */
export const { run: runSandboxed, expect: expectSandboxed } = openSandbox({ atOnce: Math.max(2, availableParallelism()) })
