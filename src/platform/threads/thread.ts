import { parentPort, workerData } from 'node:worker_threads'

// The other side of openThreads: one question after another, answered in the order they came.
const { default: answer } = (await import(String(workerData))) as { default: (question: unknown) => unknown }
let before: Promise<void> = Promise.resolve()
parentPort?.postMessage({ ready: true })

parentPort?.on('message', (question: unknown) => {
  before = before.then(async () => {
    try {
      parentPort?.postMessage({ answer: await answer(question) })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error), code })
    }
  })
})
