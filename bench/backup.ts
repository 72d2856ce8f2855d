import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeBackup, readableSize, restoreBackup } from '../src/app/backup/index.ts'
import { fillDemoOffice } from '../src/app/demo/fill.ts'
import { fillScale } from '../src/app/demo/scale/scale.ts'
import { openOffice } from '../src/app/office.ts'
import { readTenants } from '../src/modules/identity/index.ts'
import { readConfig } from '../src/platform/config/index.ts'
import { openMoment, wholeTable } from '../src/platform/copies/index.ts'
import { testDatabase } from '../src/platform/testing/index.ts'

const [documents, files, fileBytes, rounds] = [5_000, 200, 200_000, 3]
const say = () => {}

/** A backup (compressed, hashed, synced, signed) against the same rows by bare COPY and the same files by bare copying, in turns; then a restore of it. */
export async function bench() {
  const root = await mkdtemp(join(tmpdir(), 'obeh-bench-backup-'))
  const [database, empty] = [await testDatabase(async () => {}, 'empty'), await testDatabase(async () => {}, 'empty')]
  try {
    const config = readConfig({ OBEH_DATA: join(root, 'data'), DATABASE_URL: database.url, MAIL_URL: `dir:${join(root, 'mail')}` })
    await fillOffice(config)
    const pairs: { ours: number; peer: number; bytes: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const peer = await seconds(() => copyBare(database.url, config.dataDirectory, join(root, `bare-${round}`)))
      const ours = await seconds(() => makeBackup({ config, folder: join(root, `backup-${round}`), say }))
      pairs.push({ ours: ours.took, peer: peer.took, bytes: peer.value })
    }
    const middle = pairs.sort((a, b) => a.peer / a.ours - b.peer / b.ours)[Math.floor(rounds / 2)]
    if (!middle) throw new Error('there was no round')
    const rate = (took: number) => `${readableSize(middle.bytes / took)}/s`
    const again = await seconds(() => makeBackup({ config, folder: join(root, 'backup-0'), say }))
    const restored = await seconds(() => restoreBackup({ config: readConfig({ OBEH_DATA: join(root, 'restored'), DATABASE_URL: empty.url }), from: join(root, 'backup-0'), say }))
    process.stdout.write([
      `  backup of ${documents} documents, ${readableSize(middle.bytes)}   ${rate(middle.ours)}`,
      `  bare COPY and copying, one after another   ${rate(middle.peer)}`,
      `  ratio ${(middle.peer / middle.ours).toFixed(2)}`,
      `  again into the same folder, nothing new: ${(again.took / middle.ours).toFixed(2)} of the first`,
      `  restore, verified before and after: ${restored.took.toFixed(1)} s, ${(restored.took / middle.ours).toFixed(1)} times the backup`, '',
    ].join('\n'))
  } finally {
    await Promise.all([database.drop(), empty.drop()])
    await rm(root, { recursive: true, force: true })
  }
}

async function fillOffice(config: ReturnType<typeof readConfig>) {
  const office = await openOffice(config)
  try {
    await fillDemoOffice(office, say, { days: 4, mattersADay: 1 })
    const filled = await fillScale(office, { documents, seed: 1, ownerUrl: config.databaseUrl ?? '' }, say)
    if (!filled.ok) throw new Error(filled.refusal)
    const [first] = await readTenants(office.db)
    if (first) for (let i = 0; i < files; i++) await office.files.put(first.tenant.id, randomBytes(fileBytes))
  } finally {
    await office.close()
  }
}

/** Returns the bytes of rows and files. */
async function copyBare(url: string, dataDirectory: string, folder: string): Promise<number> {
  let bytes = 0
  await mkdir(folder)
  const moment = await openMoment(url, { schemas: ['audit', 'circulation', 'dispatch', 'identity', 'intake', 'platform', 'publication', 'records', 'views'], connections: 1 })
  await moment.each(moment.tables, async (table, copyOut) => {
    const { stream } = copyOut(wholeTable(table))
    stream.on('data', (chunk: Buffer) => { bytes += chunk.byteLength })
    await pipeline(stream, createWriteStream(join(folder, `${table.schema}.${table.name}`)))
  })
  await moment.close()
  const store = join(dataDirectory, 'files')
  for (const entry of await readdir(store, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    await copyFile(join(entry.parentPath, entry.name), join(folder, entry.name))
    bytes += fileBytes
  }
  return bytes
}

async function seconds<Value>(work: () => Promise<Value>): Promise<{ took: number; value: Value }> {
  const start = performance.now()
  const value = await work()
  return { took: (performance.now() - start) / 1000, value }
}
