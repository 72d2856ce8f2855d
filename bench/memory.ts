import { readFile } from 'node:fs/promises'
import { openServed } from './served.ts'

const requests = 10_000

/** What the served office holds in memory after it has started, and after ten thousand requests of every usual kind: it must not grow. */
export async function bench() {
  const served = await openServed()
  try {
    const ask = await served.signIn('helena.cerna@jezerni-kraj.example')
    const { rows } = await served.pool.query<{ id: string }>(
      `select d.id from records.document d join records."grant" g on g.tenant_id = d.tenant_id and g.document_id = d.id join identity.person p on p.unit_id = g.grantee_id
       where p.email = 'helena.cerna@jezerni-kraj.example' limit 20`)
    const paths = ['/api/me', '/api/inbox?box=unit', '/api/documents', ...rows.map(({ id }) => `/api/documents/${id}`)]
    const run = async (count: number) => {
      let turn = 0
      await Promise.all(Array.from({ length: 8 }, async () => {
        while (turn < count) await ask('GET', paths[turn++ % paths.length] ?? '/api/me')
      }))
    }
    const idle = await residentMiB(served.pid)
    await run(requests / 4)
    const warm = await residentMiB(served.pid)
    await run(requests)
    const after = await residentMiB(served.pid)
    process.stdout.write(`  resident after the start ${idle.toFixed(0)} MiB, after ${requests / 4} requests ${warm.toFixed(0)} MiB, after ${requests} more ${after.toFixed(0)} MiB\n`)
    process.stdout.write(`  ratio after/warm ${(after / warm).toFixed(2)}\n`)
  } finally {
    await served.close()
  }
}

async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}
