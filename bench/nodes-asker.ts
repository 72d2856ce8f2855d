import { asking } from './asking.ts'

/** node bench/nodes-asker.ts SECONDS URL…: asks these servers in turns for so long. Says a line when it begins, and what it did at the end. */
const [time = '1', ...urls] = process.argv.slice(2)
const seconds = Number(time)
const ask = await asking(urls[0] ?? '', 'helena.cerna@jezerni-kraj.example')
const { items } = (await ask('/api/documents')) as { items: { id: string }[] }
const paths = ['/api/documents', ...items.slice(0, 3).map(({ id }) => `/api/documents/${id}`)]

async function run(forMs: number): Promise<number> {
  const end = performance.now() + forMs
  let turn = 0
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (performance.now() < end) {
      const mine = turn++
      await ask(paths[Math.floor(mine / urls.length) % paths.length] ?? '/api/documents', urls[mine % urls.length])
    }
  }))
  return turn
}

await run(seconds * 250)
process.stdout.write('begins\n')
const [started, cpuBefore] = [performance.now(), process.cpuUsage()]
const count = await run(seconds * 1000)
const { user, system } = process.cpuUsage(cpuBefore)
process.stdout.write(`${JSON.stringify({ count, perSecond: count / ((performance.now() - started) / 1000), cpu: (user + system) / 1e6 })}\n`)
process.exit(0)
