import { mkdtemp, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { killUnderLoad } from './run.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '40' }, seed: { type: 'string' }, clients: { type: 'string', default: '8' }, keep: { type: 'boolean' } } })
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6))
// Under /tmp, which every user can get to: PostgreSQL may run as another one.
const directory = await mkdtemp('/tmp/obeh-kill-')
const say = (line: string) => process.stderr.write(`${line}\n`)
say(`seed ${seed}`)
try {
  const report = await killUnderLoad({ directory, kills: Number(values.kills), seed, clients: Number(values.clients), say })
  const { damage, recoveries, ...figures } = report
  const at = (share: number) => recoveries[Math.min(recoveries.length - 1, Math.floor(recoveries.length * share))]
  process.stdout.write(`${JSON.stringify({ ...figures, recoveryMs: { median: at(0.5), p90: at(0.9), longest: recoveries.at(-1) } }, null, 2)}\n`)
  for (const line of damage) say(`DAMAGE ${line}`)
  if (damage.length === 0) say('The office is whole: nothing acknowledged is lost, nothing was done twice.')
  process.exitCode = damage.length === 0 ? 0 : 1
} finally {
  if (values.keep) say(`kept in ${directory}`)
  else await rm(directory, { recursive: true, force: true, maxRetries: 5 })
}
