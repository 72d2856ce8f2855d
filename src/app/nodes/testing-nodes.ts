import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../platform/config/index.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/index.ts'
import { fakeS3, type FakeS3 } from '../../platform/testing/s3.ts'
import { fakeSmtp, type FakeSmtp } from '../../platform/testing/smtp.ts'
import { fillDemoOffice } from '../demo/fill.ts'
import { openOffice } from '../office.ts'
import { freePort } from '../../platform/testing/port.ts'

/** One process of the office, with a data folder of its own as on a machine of its own. */
export interface Node {
  readonly port: number
  readonly url: string
  readonly pid: number
  /** SIGTERM, and until it has gone; its exit code. */
  stop(): Promise<number | null>
}

export interface Nodes {
  readonly database: TestDatabase
  readonly s3: FakeS3
  readonly smtp: FakeSmtp
  start(run: 'web' | 'worker', port?: number): Promise<Node>
  close(): Promise<void>
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A small demo office whose processes share a database, a bucket and the secrets, and nothing else. */
export async function openNodes(): Promise<Nodes> {
  const [database, s3, smtp, directory] = [await testDatabase(async () => {}, 'empty'), await fakeS3(), await fakeSmtp(), await mkdtemp(join(tmpdir(), 'obeh-nodes-'))]
  const environment = (name: string) => ({
    OBEH_DATA: join(directory, name), OBEH_SECRETS: join(directory, 'secrets'), DATABASE_URL: database.url, FILES_URL: s3.url, MAIL_URL: smtp.url,
    MAIL_FROM: 'podatelna@jezerni-kraj.example', LOG_LEVEL: 'error', MALLOC_ARENA_MAX: '2', ...s3.environment,
  })
  const office = await openOffice(readConfig(environment('founding')))
  await fillDemoOffice(office, () => {}, { days: 1, mattersADay: 1 })
  await office.close()
  const children = new Set<ChildProcess>()
  let made = 0
  return {
    database, s3, smtp,
    async start(run, port) {
      const at = port ?? await freePort()
      const child = spawn(process.execPath, ['--initial-old-space-size=48', '--max-semi-space-size=4', '--heap-growing-percent=40', main], {
        env: { PATH: process.env['PATH'], ...environment(`node-${made++}`), OBEH_RUN: run, PORT: String(at) }, stdio: ['ignore', 'ignore', 'pipe'] })
      children.add(child)
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
      const gone = once(child, 'exit').then(([code]) => { children.delete(child); return code as number | null })
      const url = `http://127.0.0.1:${at}`
      for (;;) {
        if (child.exitCode !== null) throw new Error(`the ${run} did not start: ${said}`)
        if (await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false)) break
        await pause(50)
      }
      return { port: at, url, pid: child.pid ?? 0, stop: () => (child.kill('SIGTERM'), gone) }
    },
    async close() {
      await Promise.all([...children].map((child) => (child.kill('SIGKILL'), once(child, 'exit'))))
      await s3.close()
      await smtp.close()
      await database.drop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
