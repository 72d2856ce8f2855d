import { parentPort } from 'node:worker_threads'
import { compileLetter } from './letter-compiler.ts'
import type { LetterView } from './letter-view.ts'

/** The thread letters are set in: one view in, `{ pdf }` or `{ error }` out, in the order asked. */
parentPort?.on('message', (view: LetterView) => {
  try {
    parentPort?.postMessage({ pdf: compileLetter(view) })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
