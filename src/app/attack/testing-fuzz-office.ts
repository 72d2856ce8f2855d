import type { Logger } from 'pino'
import { buildServer } from '../server.ts'
import { fuzz, type FuzzOptions, type FuzzReport } from './testing-fuzz.ts'
import { openGround } from './testing-ground.ts'
import { prepareSide } from './testing-objects.ts'

/** Opens an office, lets it be fuzzed, asks whether it is still alive, and closes it. Every request comes from an address of its own. */
export async function fuzzOffice(options: FuzzOptions): Promise<FuzzReport> {
  const ground = await openGround({ TRUST_PROXY: '1' })
  const failures: string[] = []
  const log = { info() {}, warn() {}, error: ({ route, error }: { route?: string; error?: string }) => failures.push(`${route ?? ''} ${error ?? ''}`) }
  const app = await buildServer(ground.office, { log: log as unknown as Logger })
  try {
    for (const side of [ground.ours, ground.foreign]) await prepareSide(app, side)
    await app.listen({ host: '127.0.0.1', port: 0 })
    const report = await fuzz(ground, app, options)
    const alive = await app.inject({ url: '/readyz' })
    const dead = alive.statusCode === 200 ? [] : [`the server is not ready any more: ${alive.statusCode} ${alive.body}`]
    return { ...report, faults: [...report.faults, ...dead, ...failures] }
  } finally {
    await app.close()
    await ground.close()
  }
}

/** What came of it, in a few lines. */
export function summaryOf({ requests, doors, byClass, probeMs, slowestMs, slowest, grownBytes, faults, logFindings, neverOpened, withoutSchema }: FuzzReport): string {
  const answers = Object.entries(byClass).map(([hundred, count]) => `${count} × ${hundred}xx`).join(', ')
  return [
    `${requests} requests to ${doors} doors: ${answers}; ${faults.length} faults, ${logFindings.length} findings in the log`,
    `a light request took ${probeMs} ms, the slowest ${slowestMs} ms (${slowest}); ${Math.round(grownBytes / 1024 / 1024)} MB more held than before`,
    `${neverOpened.length} doors never answered with success; ${withoutSchema} say what they take but not what they give`,
  ].join('\n')
}
