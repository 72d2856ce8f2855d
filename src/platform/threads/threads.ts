import { Worker } from 'node:worker_threads'

export interface Threads<Question, Answer> {
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

interface Thread<Answer> {
  readonly worker: Worker
  /** Under way, oldest first: a thread answers in the order asked. */
  readonly waiting: PromiseWithResolvers<Answer>[]
}

type Reply<Answer> = { readonly answer: Answer } | { readonly error: string }

/** Threads that answer by the default export of `module`, a function of a question; both must survive the way between threads. */
export function openThreads<Question, Answer>(module: URL, count: number): Threads<Question, Answer> {
  const threads: (Thread<Answer> | undefined)[] = Array.from({ length: count }, () => undefined)
  const start = (index: number): Thread<Answer> => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [], workerData: module.href })
    const thread: Thread<Answer> = { worker, waiting: [] }
    const lose = (error: Error) => {
      if (threads[index] === thread) threads[index] = undefined
      for (const asked of thread.waiting.splice(0)) asked.reject(error)
    }
    worker.on('message', (reply: Reply<Answer>) => {
      const asked = thread.waiting.shift()
      if ('answer' in reply) asked?.resolve(reply.answer)
      else asked?.reject(new Error(reply.error))
      if (thread.waiting.length === 0) worker.unref()
    })
    worker.on('error', lose)
    worker.on('exit', (code) => lose(new Error(`the thread ended with ${code}`)))
    threads[index] = thread
    return thread
  }
  return {
    ask(question) {
      const loads = threads.map((thread) => thread?.waiting.length ?? 0)
      const index = loads.indexOf(Math.min(...loads))
      const thread = threads[index] ?? start(index)
      const asked = Promise.withResolvers<Answer>()
      thread.waiting.push(asked)
      thread.worker.ref()
      thread.worker.postMessage(question)
      return asked.promise
    },
    async close() {
      await Promise.all(threads.map((thread) => thread?.worker.terminate()))
    },
  }
}
