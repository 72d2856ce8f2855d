import { parentPort } from 'node:worker_threads'
import { compile, type Setting } from './letter-compiler.ts'

/** The thread papers are set in: what to set in, `{ pdf }` or `{ error }` out, in the order asked. */
parentPort?.on('message', (setting: Setting) => {
  try {
    parentPort?.postMessage({ pdf: compile(setting) })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
