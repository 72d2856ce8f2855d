import { arch, cpus, release, totalmem } from 'node:os'

/** What one side of a comparison did in its time. */
export interface Measured {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Runs `work` over and over from `atOnce` callers for some seconds, after a warm-up of a fifth of that. */
export async function measure(atOnce: number, seconds: number, work: (turn: number) => Promise<unknown>): Promise<Measured> {
  let turn = 0
  const run = async (forMs: number) => {
    const times: number[] = []
    const end = performance.now() + forMs
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        const start = performance.now()
        await work(turn++)
        times.push(performance.now() - start)
      }
    }))
    return times
  }
  await run(seconds * 200)
  const started = performance.now()
  const times = (await run(seconds * 1000)).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { perSecond: times.length / ((performance.now() - started) / 1000), p50Ms: at(0.5), p99Ms: at(0.99) }
}

/** Two sides measured in turns within the same minute, so that a busy machine is busy for both; the median of the rounds counts. */
export async function compare(rounds: number, ours: () => Promise<Measured>, peer: () => Promise<Measured>): Promise<{ ours: Measured; peer: Measured; ratio: number }> {
  const pairs: { ours: Measured; peer: Measured }[] = []
  for (let round = 0; round < rounds; round++) pairs.push({ peer: await peer(), ours: await ours() })
  const ratio = (pair: { ours: Measured; peer: Measured }) => pair.ours.perSecond / pair.peer.perSecond
  const middle = pairs.sort((a, b) => ratio(a) - ratio(b))[Math.floor(rounds / 2)]
  if (!middle) throw new Error('a comparison needs at least one round')
  return { ...middle, ratio: ratio(middle) }
}

export const row = (name: string, { perSecond, p50Ms, p99Ms }: Measured) =>
  `  ${name.padEnd(46)} ${perSecond.toFixed(0).padStart(7)}/s   p50 ${p50Ms.toFixed(2)} ms   p99 ${p99Ms.toFixed(2)} ms`

export const machine = () => `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${arch()}, Linux ${release()}, Node ${process.version}`
