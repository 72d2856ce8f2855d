import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDemoOffice, usualSize, type DemoSize } from '../src/app/demo/fill.ts'
import type { Cast } from '../src/app/demo/story.ts'
import { openOffice, type Office } from '../src/app/office.ts'
import { buildServer } from '../src/app/server.ts'
import { startWork } from '../src/app/work.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { readConfig } from '../src/platform/config/index.ts'
import { testDatabase } from '../src/platform/testing/index.ts'
import { fakeSmtp, type FakeSmtp } from '../src/platform/testing/smtp.ts'
import { freePort } from '../src/platform/testing/port.ts'

/** The whole office, served on a port of its own: real database, real worker, mail caught in this process. */
export interface StoryOffice {
  readonly url: string
  readonly office: Office
  readonly cast: Cast
  readonly smtp: FakeSmtp
  readonly directory: string
  /** The database as its owner reaches it. */
  readonly ownerUrl: string
  close(): Promise<void>
}

/**
 * Opens a demo office of the given size. `until` is what its clock shows at the end; it runs on from there.
 * `settings` are variables of its environment. Without `works` nothing happens behind the counter, as in a server beside which another process works.
 */
export async function openStoryOffice(size: DemoSize = usualSize, until = new Date(), { works = true, settings = {} as Readonly<Record<string, string>> } = {}): Promise<StoryOffice> {
  const database = await testDatabase(async () => {}, 'empty')
  const directory = await mkdtemp(join(tmpdir(), 'obeh-story-'))
  const smtp = await fakeSmtp()
  const started = Date.now()
  const config = readConfig({ OBEH_DATA: directory, DATABASE_URL: database.url, MAIL_URL: smtp.url, MAIL_FROM: 'podatelna@jezerni-kraj.example', PORT: '0', ...settings })
  const office = await openOffice(config, { now: () => new Date(until.getTime() + Date.now() - started) })
  const cast = await fillDemoOffice(office, () => {}, size)
  // The address goes into messages to citizens, so it must be known before the server listens.
  const port = await freePort()
  const url = `http://localhost:${port}`
  const served: Office = { ...office, publicUrl: url }
  const [registrar] = cast.actors('KR', 'registrar')
  if (!registrar) throw new Error('the demo office has no registrar')
  // A story looks into its office with its own eyes; what is served has to say for whom it asks.
  const db = openDatabase(office.logins.app, { name: 'obeh story', connections: 2, tenantId: registrar.tenantId })
  const app = await buildServer(served)
  await app.listen({ host: '127.0.0.1', port })
  const worker = works ? await startWork(served) : null
  return {
    url, office: { ...served, db }, cast, smtp, directory, ownerUrl: database.url,
    async close() {
      await app.close()
      await worker?.stop()
      await db.destroy()
      await office.close()
      await smtp.close()
      await database.drop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
