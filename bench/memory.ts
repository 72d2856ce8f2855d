import { readFile } from 'node:fs/promises'
import { asking } from './asking.ts'
import { openNodes, type Node } from '../src/app/nodes/testing-nodes.ts'

const requests = 400
const idleGoalMiB = 250

/**
 * What the processes of the office hold in memory as they are deployed, each on its own: after the start, after some hundred requests of the
 * usual kinds, and after five times as many. It must not grow with what was asked.
 */
export async function bench() {
  const nodes = await openNodes()
  try {
    const [web, worker] = [await nodes.start('web'), await nodes.start('worker')]
    const ask = await asking(web.url, 'helena.cerna@jezerni-kraj.example')
    const { items } = (await ask('/api/documents')) as { items: { id: string }[] }
    const paths = ['/api/me', '/api/inbox?box=unit', '/api/documents', '/api/directory', ...items.map(({ id }) => `/api/documents/${id}`)]
    let turn = 0
    const askUntil = (end: number) => Promise.all(Array.from({ length: 8 }, async () => {
      while (turn < end) await ask(paths[turn++ % paths.length] ?? '/api/me')
    }))
    const idle = { web: await residentMiB(web), worker: await residentMiB(worker) }
    await askUntil(requests)
    const warm = await residentMiB(web)
    await askUntil(5 * requests)
    const after = await residentMiB(web)
    const say = (what: string, mib: number) => process.stdout.write(`  ${what.padEnd(46)} ${mib.toFixed(0).padStart(5)} MiB\n`)
    say('a server after its start', idle.web)
    say('a worker after its start', idle.worker)
    say(`the server after ${requests} requests`, warm)
    say(`the server after ${5 * requests} requests`, after)
    process.stdout.write(`  ratio idle/${idleGoalMiB} MiB ${(idle.web / idleGoalMiB).toFixed(2)} (goal ≤ 1), ratio 5N/N ${(after / warm).toFixed(2)} (goal ≤ 1.1)\n`)
  } finally {
    await nodes.close()
  }
}

async function residentMiB({ pid }: Node): Promise<number> {
  return Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}
