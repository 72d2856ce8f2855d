import { Worker } from 'node:worker_threads'

export interface Threads<Question, Answer> {
  /** Throws what the module throws, `TookTooLong`, or that the thread was lost. */
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

/** A question was not answered in time; the thread that had it was ended. */
export class TookTooLong extends Error {
  readonly code = 'took-too-long'
  constructor(limitMs: number) {
    super(`the thread had no answer in ${limitMs} ms and was ended`)
  }
}

interface Asked<Question, Answer> extends PromiseWithResolvers<Answer> { readonly question: Question }

interface Thread<Question, Answer> {
  readonly worker: Worker
  /** Under way, oldest first: a thread answers in the order asked. */
  readonly waiting: Asked<Question, Answer>[]
  /** Has loaded the module. */
  isReady: boolean
  /** Runs while the oldest is worked on. */
  timer: NodeJS.Timeout | undefined
}

type Reply<Answer> = { readonly answer: Answer } | { readonly error: string; readonly code: unknown } | { readonly ready: true }

export interface ThreadOptions {
  /** A thread that works longer on one question is ended; what waited behind it is asked of another. */
  readonly limitMs?: number
  /** Another thread is started when so many questions wait for each: loading its module may cost more than the wait. */
  readonly busyAt?: number
}

/** Threads that answer by the default export of `module`, a function of a question; both must survive the way between threads. */
export function openThreads<Question, Answer>(module: URL, count: number, { limitMs, busyAt = 1 }: ThreadOptions = {}): Threads<Question, Answer> {
  const threads: (Thread<Question, Answer> | undefined)[] = Array.from({ length: count }, () => undefined)

  function start(index: number): Thread<Question, Answer> {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [], workerData: module.href })
    const thread: Thread<Question, Answer> = { worker, waiting: [], isReady: false, timer: undefined }
    worker.on('message', (reply: Reply<Answer>) => {
      const asked = 'ready' in reply ? undefined : thread.waiting.shift()
      thread.isReady = true
      watch(index, thread)
      if (thread.waiting.length === 0) worker.unref()
      if ('answer' in reply) asked?.resolve(reply.answer)
      else if ('error' in reply) asked?.reject(Object.assign(new Error(reply.error), reply.code === undefined ? {} : { code: reply.code }))
    })
    const lose = (error: Error) => {
      for (const asked of leave(index, thread)) asked.reject(error)
    }
    worker.on('error', lose)
    worker.on('exit', (code) => lose(new Error(`the thread ended with ${code}`)))
    threads[index] = thread
    return thread
  }

  /** Takes a thread out of its place, and what it had not answered from it. */
  function leave(index: number, thread: Thread<Question, Answer>): Asked<Question, Answer>[] {
    if (threads[index] === thread) threads[index] = undefined
    clearTimeout(thread.timer)
    return thread.waiting.splice(0)
  }

  /** Gives the oldest question its time, which begins when the thread can work on it. */
  function watch(index: number, thread: Thread<Question, Answer>): void {
    clearTimeout(thread.timer)
    if (limitMs === undefined || !thread.isReady || thread.waiting.length === 0) return
    thread.timer = setTimeout(() => {
      const [slow, ...behind] = leave(index, thread)
      void thread.worker.terminate()
      slow?.reject(new TookTooLong(limitMs))
      for (const asked of behind) send(asked)
    }, limitMs)
  }

  function send(asked: Asked<Question, Answer>): void {
    const loads = threads.map((thread) => thread?.waiting.length ?? busyAt - 1)
    const index = loads.indexOf(Math.min(...loads))
    const thread = threads[index] ?? start(index)
    // Before it is counted as waiting: what cannot be sent is never answered.
    thread.worker.postMessage(asked.question)
    thread.waiting.push(asked)
    thread.worker.ref()
    if (thread.waiting.length === 1) watch(index, thread)
  }

  return {
    async ask(question) {
      const asked = { ...Promise.withResolvers<Answer>(), question }
      send(asked)
      return asked.promise
    },
    async close() {
      await Promise.all(threads.map((thread) => thread?.worker.terminate()))
    },
  }
}
