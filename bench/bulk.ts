import { fillDesk } from './desk.ts'
import { mirrorOf } from './mirror.ts'
import { openServed } from './served.ts'

const size = 500
const rounds = 3

/** Handing five hundred files over at once: from the press of the button until all of it is durable, against the bare rows of the same. */
export async function bench() {
  const served = await openServed({ works: true })
  try {
    const { pool } = served
    const ask = await served.signIn('helena.cerna@jezerni-kraj.example')
    const { people } = (await ask('GET', '/api/directory')) as { people: { id: string; name: string }[] }
    const to = { kind: 'person', id: people.find(({ name }) => name === 'Petra Jelínková')?.id }
    const action = { kind: 'hand-over', to, instruction: 'Po dobu nepřítomnosti.' }
    const times: { previewMs: number; doneMs: number; rawMs: number; rows: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const desk = await fillDesk(pool, size, { unitCode: 'OD', personEmail: 'radek.simunek@jezerni-kraj.example' })
      const began = performance.now()
      const preview = (await ask('POST', '/api/bulk/preview', { action, itemIds: desk.itemIds })) as { hash: string; itemIds: string[]; can: number }
      if (preview.can !== size) throw new Error(`only ${preview.can} of ${size} could be handed over`)
      const confirmed = performance.now()
      const { bulkId } = (await ask('POST', '/api/bulk', { action, itemIds: preview.itemIds, hash: preview.hash })) as { bulkId: string }
      for (;;) {
        const { state, counts } = (await ask('GET', `/api/bulk/${bulkId}`)) as { state: string; counts: { done: number } }
        if (state === 'running') { await new Promise((resume) => setTimeout(resume, 20)); continue }
        if (counts.done !== size) throw new Error(`${counts.done} of ${size} were handed over`)
        break
      }
      const doneMs = performance.now() - confirmed
      times.push({ previewMs: confirmed - began, doneMs, ...await raw(pool, bulkId) })
    }
    const middle = times.sort((a, b) => a.doneMs / a.rawMs - b.doneMs / b.rawMs)[Math.floor(rounds / 2)]
    if (!middle) throw new Error('nothing was measured')
    process.stdout.write(`  preview of ${size}: ${middle.previewMs.toFixed(0)} ms\n  hand over ${size} files over HTTP, confirmed until durable: ${middle.doneMs.toFixed(0)} ms (limit 2000)\n`
      + `  the same ${middle.rows} rows by bare set-based statements: ${middle.rawMs.toFixed(0)} ms\n  ratio ${(middle.doneMs / middle.rawMs).toFixed(2)}\n`)
  } finally {
    await served.close()
  }
}

/** Writes again, table by table, what each transaction of the bulk wrote. */
async function raw(pool: Parameters<typeof mirrorOf>[0], bulkId: string) {
  const { rows } = await pool.query<{ xmin: string }>('select distinct xmin::text from circulation.bulk_item where bulk_id = $1', [bulkId])
  let [rawMs, count] = [0, 0]
  for (const { xmin } of rows) {
    const mirror = await mirrorOf(pool, xmin)
    const began = performance.now()
    await mirror.write()
    rawMs += performance.now() - began
    count += mirror.rows
  }
  return { rawMs, rows: count }
}
