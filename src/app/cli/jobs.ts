import { parseArgs } from 'node:util'
import { deadJobs, reviveJobs } from '../../platform/events/index.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh jobs [retry [NUMBER...]]: the work behind the counter that was given up. A listing is a verdict too: it is good when it is empty. */
export async function jobsCommand(args: string[]): Promise<Outcome> {
  const { positionals: [verb, ...ids] } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  if (verb === undefined) return list()
  if (verb !== 'retry' || ids.some((id) => !/^\d{1,18}$/.test(id))) throw new WrongUsage('Say "jobs", "jobs retry" or "jobs retry NUMBER...".')
  return retry(ids)
}

const list = () => withOffice(async ({ workerPool }): Promise<Outcome> => {
  const jobs = await deadJobs(workerPool)
  const lines = jobs.map(({ id, task, attempts, failure }) => `${id} ${task}, tried ${attempts} times: ${failure ?? 'whoever was at it was killed each time'}`)
  const advice = jobs.length === 0 ? 'No job was given up.' : 'When the cause is mended: obeh jobs retry'
  return { ok: jobs.length === 0, json: { jobs }, lines: [...lines, advice] }
})

const retry = (ids: readonly string[]) => withOffice(async ({ workerPool }): Promise<Outcome> => {
  const revived = await reviveJobs(workerPool, ids.length === 0 ? undefined : ids)
  const others = ids.filter((id) => !revived.includes(id))
  const notices = others.map((id) => `${id} was not given up: it is done, or will be tried by itself`)
  const counted = `${revived.length} ${revived.length === 1 ? 'job is' : 'jobs are'} to be tried again`
  return { ok: others.length === 0, json: { revived, others }, lines: [counted, ...notices] }
})
