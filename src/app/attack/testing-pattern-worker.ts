import { parentPort } from 'node:worker_threads'

/** A text as its beginning, the piece that comes again and again after it, and its end. */
export interface Pumped { readonly head: string; readonly piece: string; readonly tail: string }

/** A regular expression and texts of this length made to make it search in vain. */
export interface PatternTask { readonly source: string; readonly flags: string; readonly length: number; readonly texts: readonly Pumped[] }

/** From here on a pattern is looked at more closely; no further text is tried. */
export const slowMs = 10

/** How long the slowest text took, in milliseconds, and which one it was. */
export interface PatternTime { readonly ms: number; readonly text: string }

parentPort?.on('message', ({ source, flags, length, texts }: PatternTask) => {
  const pattern = new RegExp(source, flags)
  let slowest: PatternTime = { ms: 0, text: '' }
  for (const { head, piece, tail } of texts) {
    const text = `${head}${piece.repeat(Math.ceil(length / piece.length))}${tail}`
    const ms = timed(pattern, text)
    if (ms > slowest.ms) slowest = { ms, text: text.slice(0, 40) }
    if (ms > slowMs) break
  }
  parentPort?.postMessage(slowest)
})

/** The best of a few tries when it took long: the machine may have been busy with something else. */
function timed(pattern: RegExp, text: string): number {
  let best = Infinity
  for (let tries = 0; tries < (best > slowMs ? 3 : 1); tries += 1) {
    pattern.lastIndex = 0
    const started = performance.now()
    pattern.test(text)
    best = Math.min(best, performance.now() - started)
  }
  return best
}
