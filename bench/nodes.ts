import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
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
    say(middle(results.one), middle(results.two))
  } finally {
    await nodes.close()
  }
}

function say(one: Round, two: Round) {
  const print = (line: string) => process.stdout.write(`  ${line}\n`)
  const share = (cpu: number) => `${(cpu / seconds * 100).toFixed(0)} %`
  const cost = ({ servers, asked }: Round) => servers.reduce((a, b) => a + b) / asked
  for (const [name, round] of [['one server', one], ['two servers', two]] as const) {
    print(`${name.padEnd(14)} ${round.perSecond.toFixed(0).padStart(6)}/s   ${(cost(round) * 1000).toFixed(2)} ms of a processor each`
      + `   busy: servers ${round.servers.map(share).join(' and ')}, who asks ${share(round.asker)}`)
  }
  print(`ratio two/one ${(two.perSecond / one.perSecond).toFixed(2)} (goal ≥ ${goal} where each has a processor; here are ${availableParallelism()}`
    + ` for two servers, PostgreSQL and who asks, and ${loadavg()[0]?.toFixed(0)} programs want them)`)
  print(`ratio of processor time per request two/one ${(cost(two) / cost(one)).toFixed(2)}:`
    + ` with processors enough, two servers serve ${(2 * cost(one) / cost(two)).toFixed(2)}× of one`)
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
