import { Worker } from 'node:worker_threads'
import type { Letter } from './letter.ts'
import type { Setting } from './letter-compiler.ts'
import { viewOf } from './letter-view.ts'
import { viewOfSheet, type Sheet } from './sheet.ts'

/**
 * The letter as tagged PDF/A-2a whose pages also pass PDF/UA-1. The same letter gives the same bytes, on any machine
 * and any day. Set in a thread of its own, one letter at a time. Throws on a date that does not exist.
 */
export async function renderLetter(letter: Letter): Promise<Uint8Array> {
  return set({ letter: viewOf(letter) })
}

/** A working paper, made in the same way and with the same promises. */
export async function renderSheet(sheet: Sheet): Promise<Uint8Array> {
  return set({ sheet: viewOfSheet(sheet) })
}

function set(what: Setting): Promise<Uint8Array> {
  const setting = Promise.withResolvers<Uint8Array>()
  const thread = typesetter()
  waiting.push(setting)
  thread.ref()
  thread.postMessage(what)
  return setting.promise
}

type Answer = { readonly pdf: Uint8Array } | { readonly error: string }

/** Letters under way, oldest first: the thread answers in the order asked. */
const waiting: PromiseWithResolvers<Uint8Array>[] = []
let running: Worker | undefined

function typesetter(): Worker {
  if (running !== undefined) return running
  const thread = new Worker(new URL('letter-worker.ts', import.meta.url), { execArgv: [] })
  thread.on('message', (answer: Answer) => {
    const setting = waiting.shift()
    if ('pdf' in answer) setting?.resolve(answer.pdf)
    else setting?.reject(new Error(answer.error))
    // An idle thread does not keep the process alive.
    if (waiting.length === 0) thread.unref()
  })
  const lose = (error: unknown) => {
    if (running !== thread) return
    running = undefined
    for (const setting of waiting.splice(0)) setting.reject(error)
  }
  thread.on('error', lose)
  thread.on('exit', code => lose(new Error(`letter thread ended with ${code}`)))
  return (running = thread)
}
