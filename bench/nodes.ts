import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openNodes, type Node } from '../src/app/nodes/testing-nodes.ts'

const rounds = 3
const seconds = 4
const goal = 1.5

/**
 * Two servers against one on the same database, asked for what costs the server more than the database: a page of the register and a
 * document. Both sides are measured in turns within the minute. Whoever asks, the servers and PostgreSQL share this machine, so the processor
 * time of each is printed: where both servers have no processors of their own, the ratio says more about the machine than about the office,
 * and what counts is what each request costs in processor time with one server and with two.
 */
export async function bench() {
  const nodes = await openNodes()
  try {
    const both = await Promise.all([nodes.start('web'), nodes.start('web')])
    const [first] = both
    const results = { one: [] as Round[], two: [] as Round[] }
    for (let round = 0; round < rounds; round++) {
      results.one.push(await measureRound([first], both))
      results.two.push(await measureRound(both, both))
    }
    const [one, two] = [middle(results.one), middle(results.two)]
    for (const [name, round] of [['one server', one], ['two servers', two]] as const) {
      process.stdout.write(`  ${name.padEnd(14)} ${round.perSecond.toFixed(0).padStart(6)}/s   processor time of ${seconds} s: servers ${round.servers.map((each) => `${(each / seconds * 100).toFixed(0)} %`).join(' + ')}, who asks ${(round.asker / seconds * 100).toFixed(0)} %   per request ${(round.servers.reduce((a, b) => a + b) / round.asked * 1000).toFixed(2)} ms\n`)
    }
    const costs = (round: Round) => round.servers.reduce((a, b) => a + b) / round.asked
    process.stdout.write(`  ratio two/one ${(two.perSecond / one.perSecond).toFixed(2)} (goal ≥ ${goal}, on a machine with a processor for each: here are ${availableParallelism()} for two servers, PostgreSQL and who asks)\n`)
    process.stdout.write(`  ratio of processor time per request two/one ${(costs(two) / costs(one)).toFixed(2)}: with processors enough, two servers serve ${(2 * costs(one) / costs(two)).toFixed(2)}× of one\n`)
  } finally {
    await nodes.close()
  }
}

interface Round { readonly perSecond: number; readonly asked: number; readonly servers: readonly number[]; readonly asker: number }

/** The asking is done by a process of its own, whose processor time is known. */
async function measureRound(asked: readonly (Node | undefined)[], all: readonly Node[]): Promise<Round> {
  const urls = asked.flatMap((node) => node?.url ?? [])
  const child = spawn(process.execPath, [fileURLToPath(new URL('nodes-asker.ts', import.meta.url)), String(seconds), ...urls], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  await lines.next()
  const before = await Promise.all(all.map(cpuSeconds))
  const { value } = await lines.next() as { value: string }
  const after = await Promise.all(all.map(cpuSeconds))
  await once(child, 'exit')
  const { count, perSecond, cpu } = JSON.parse(value) as { count: number; perSecond: number; cpu: number }
  return { perSecond, asked: count, servers: after.map((each, i) => each - (before[i] ?? 0)), asker: cpu }
}

/** User and system time of a process, in seconds; the kernel counts in hundredths. */
async function cpuSeconds({ pid }: Node): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function middle(found: readonly Round[]): Round {
  const [chosen] = found.toSorted((a, b) => a.perSecond - b.perSecond).slice(Math.floor(found.length / 2))
  if (!chosen) throw new Error('nothing was measured')
  return chosen
}
