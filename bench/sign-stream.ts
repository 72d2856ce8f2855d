import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { signFiles, type FileTask, type Means } from '../src/platform/bulk-signing/index.ts'
import { holder } from '../src/engines/pades/testing.ts'
import { aDocument } from './sign-documents.ts'

/** What a process of its own measured: documents signed from files to files, and the most memory it ever had. */
export interface Streamed { readonly signed: number; readonly wallMs: number; readonly cpuMs: number; readonly peakMib: number }

const inputs = 400

if (process.argv[1] === import.meta.filename) {
  const [, , folder = '', documents = '1000', threads = '1', kind = 'P-256'] = process.argv
  process.stdout.write(JSON.stringify(await stream(folder, Number(documents), Number(threads), kind === 'P-256' ? kind : 'RSA-2048')))
}

async function stream(folder: string, documents: number, threads: number, kind: 'P-256' | 'RSA-2048'): Promise<Streamed> {
  const [from, to] = [join(folder, 'in'), join(folder, 'out')]
  await Promise.all([from, to].map((path) => mkdir(path, { recursive: true })))
  for (let n = 0; n < inputs; n++) await writeFile(join(from, `${n}.pdf`), aDocument(n))
  const { chain, key } = holder(kind)
  const means: Means = { chain, key, timestampUrls: [], timestampsPerMinute: 1 }
  function* tasks(): Generator<FileTask> {
    for (let n = 0; n < documents; n++) yield { from: join(from, `${n % inputs}.pdf`), to: join(to, `${n}.pdf`), wish: { signedAt: new Date(0) } }
  }
  // The threads start and the code of each gets warm before anything is measured.
  for await (const { task, outcome } of signFiles(Array.from(tasks()).slice(0, 1000 * threads), means, threads)) if (outcome.ok) await rm(task.to)
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  let signed = 0
  for await (const { task, outcome } of signFiles(tasks(), means, threads)) {
    if (outcome.ok) signed++
    // The disk need not hold them all.
    if (documents > 2000) await rm(task.to)
  }
  const { user, system } = process.cpuUsage(cpu)
  const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile('/proc/self/status', 'utf8'))?.[1]
  return { signed, wallMs: performance.now() - wall, cpuMs: (user + system) / 1000, peakMib: Number(peak) / 1024 }
}
