import { spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { dataSizeOfNodeKb, nodeArguments, withKernelLimits } from './confinement.ts'

/** How a call ended. An answer is still serialised. */
export type Ending =
  | { readonly kind: 'answered'; readonly answer: Buffer }
  | { readonly kind: 'timed-out' | 'out-of-memory' | 'crashed'; readonly trace: string }

/** A process that has loaded the module and waits for its only input. */
export interface Child {
  call(input: readonly Uint8Array[], signal: AbortSignal | undefined): Promise<Ending>
  isAlive(): boolean
  discard(): void
  discardUnlessCalled(): void
}

const bootTimeoutMs = 20_000
const traceLength = 8_192
const outOfMemory = /out of memory|allocation failed|bad_alloc|could not allocate|Unable to grow instance memory/i

/** What the process says on its answer channel: it is ready, then either an answer or why there is none. */
export const mark = { ready: 0x52, answered: 0x41, threw: 0x54 } as const

export async function startChild(module: URL, limits: { readonly timeoutMs: number; readonly memoryMb: number }): Promise<Child> {
  const dataKb = await dataSizeOfNodeKb()
  const [command, ...args] = withKernelLimits([process.execPath, ...nodeArguments(limits.memoryMb), module.href], {
    dataKb: dataKb === null ? null : dataKb + (limits.memoryMb + 64) * 1024,
    cpuSeconds: Math.ceil((limits.timeoutMs + bootTimeoutMs) / 1000) * availableParallelism(),
  })
  const child = spawn(command, args, { env: {}, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
  const [stdin, stdout, stderr, answers] = child.stdio as unknown as [Writable, Readable, Readable, Readable]
  const printed = [listen(stdout), listen(stderr)]
  const answer = collect(answers, limits.memoryMb * 1024 * 1024, () => child.kill('SIGKILL'))
  let verdict: 'timed-out' | undefined
  let called = false
  const timer = { at: undefined as NodeJS.Timeout | undefined }
  const giveUpAfter = (ms: number) => {
    clearTimeout(timer.at)
    timer.at = setTimeout(() => {
      verdict = 'timed-out'
      child.kill('SIGKILL')
    }, ms).unref()
  }
  giveUpAfter(bootTimeoutMs)
  stdin.on('error', () => {})
  const ready = new Promise<void>((resolve) => answers.once('data', () => resolve()))
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  void ready.then(() => called || clearTimeout(timer.at))
  hold(child, false)

  function ending(): Ending {
    const [first, ...rest] = answer()
    const said = Buffer.concat(rest)
    if (first?.[0] === mark.ready && first[1] === mark.answered && child.exitCode === 0) return { kind: 'answered', answer: said }
    const thrown = first?.[1] === mark.threw ? said.toString() : ''
    const trace = [thrown, ...printed.map((text) => text())].filter(Boolean).join('\n').slice(0, traceLength)
    return { kind: verdict ?? (outOfMemory.test(trace) ? 'out-of-memory' : 'crashed'), trace }
  }

  return {
    async call(input, signal) {
      called = true
      hold(child, true)
      const kill = () => child.kill('SIGKILL')
      signal?.addEventListener('abort', kill, { once: true })
      if (signal?.aborted) kill()
      await Promise.race([ready, closed])
      giveUpAfter(limits.timeoutMs)
      for (const piece of input) stdin.write(piece)
      stdin.end()
      await closed
      clearTimeout(timer.at)
      signal?.removeEventListener('abort', kill)
      signal?.throwIfAborted()
      return ending()
    },
    isAlive: () => child.exitCode === null && child.signalCode === null && child.pid !== undefined,
    discard: () => void child.kill('SIGKILL'),
    discardUnlessCalled: () => void (called || child.kill('SIGKILL')),
  }
}

/** The first bytes of what the process prints; the rest is read and dropped so that it does not block. */
function listen(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    if (text.length < traceLength) text += chunk.slice(0, traceLength - text.length)
  })
  return () => text
}

/** Gathers the answer; its first item holds the two marks. More than `most` bytes is more than we ever asked for. */
function collect(stream: Readable, most: number, tooMuch: () => void): () => Buffer[] {
  const chunks: Buffer[] = []
  let length = 0
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > most) return tooMuch()
    chunks.push(chunk)
  })
  return () => {
    const all = Buffer.concat(chunks)
    return [all.subarray(0, 2), all.subarray(2)]
  }
}

/** A waiting process must not keep the server from ending; a working one must. */
function hold(child: ChildProcess, firmly: boolean) {
  for (const item of [child, ...child.stdio]) {
    const handle = item as { ref?: () => void; unref?: () => void } | null | undefined
    if (firmly) handle?.ref?.()
    else handle?.unref?.()
  }
}
