import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import multipart from '@fastify/multipart'
import { sql } from 'kysely'
import { openDatabase } from '../../platform/database/index.ts'
import { contentStore } from '../../platform/files/index.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { lineTo } from '../../platform/testing/index.ts'
import { intakeRoutes, type IntakeDeps } from './index.ts'
import { aMail, testReception, type TestReception } from './testing.ts'

const head = Buffer.from('--xx\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n')
const tail = Buffer.from('\r\n--xx--\r\n')
const piece = Buffer.alloc(1024 * 1024, 7)

describe('an upload that goes wrong', () => {
  let office: TestReception
  before(async () => void (office = await testReception()))
  after(() => office.close())

  async function serve(deps: IntakeDeps, act: (port: number, app: Server) => Promise<void>) {
    const app = createServer({ authenticate: async () => office.actors.registrar })
    await app.register(multipart)
    intakeRoutes(app, deps)
    await app.listen({ host: '127.0.0.1', port: 0 })
    await act((app.server.address() as AddressInfo).port, app).finally(() => app.close())
  }
  const open = (port: number, headers: Record<string, string | number> = {}): ClientRequest =>
    request({ port, host: '127.0.0.1', method: 'POST', path: '/api/intake', headers: { 'content-type': 'multipart/form-data; boundary=xx', ...headers } })
      .on('error', () => {}).setMaxListeners(0)
  async function answer(sent: ClientRequest): Promise<{ status: number | undefined; body: { refusal?: string; title?: string; items?: { state: string }[] } }> {
    const [response] = await once(sent, 'response') as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
    return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) as never }
  }
  const upload = (port: number, bytes: Uint8Array) => {
    const sent = open(port)
    sent.end(Buffer.concat([head, bytes, tail]))
    return answer(sent)
  }
  const itemsKept = async () => Number((await sql<{ n: string }>`select count(*) n from intake.item`.execute(office.superuser)).rows[0]?.n)
  const onTheWay = (directory: string) => readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => /incoming\/./.test(name))
  let sentMails = 0
  const freshMail = () => aMail({ messageId: `<up-${(sentMails += 1)}@example.cz>` })

  it('of two gigabytes is refused by what it says of itself, before a byte of it is read', () => serve(office, async (port) => {
    const sent = open(port, { 'content-length': 2 * 1024 ** 3 })
    sent.write(head)
    const { status, body } = await answer(sent)
    sent.destroy()
    assert.deepEqual([status, body.refusal], [413, 'too-large'])
  }))

  it('of two gigabytes that says nothing of itself is refused at fifty megabytes, without the server growing', () => serve(office, async (port) => {
    const before = [await itemsKept(), process.memoryUsage().rss] as const
    const sent = open(port)
    let [flowed, grown, stopped] = [0, 0, false]
    const answered = answer(sent).finally(() => { stopped = true })
    sent.write(head)
    while (!stopped && flowed < 2 * 1024 && !sent.destroyed) {
      flowed += 1
      grown = Math.max(grown, process.memoryUsage().rss - before[1])
      if (!sent.write(piece)) await Promise.race([once(sent, 'drain').catch(() => {}), answered, once(sent, 'close')])
    }
    const { status, body } = await answered
    sent.destroy()
    assert.deepEqual([status, body.refusal, /50 MB/.test(body.title ?? '')], [413, 'too-large', true])
    assert.ok(flowed < 200, `${flowed} MB were sent before anybody said no`)
    // A server that kept the file in memory would grow by the fifty megabytes at least twice.
    assert.ok(grown < 90 * 1024 * 1024, `grew by ${Math.round(grown / 1024 / 1024)} MB`)
    assert.deepEqual([await itemsKept(), onTheWay(office.fileDirectory)], [before[0], []])
  }))

  it('that its sender breaks off leaves nothing: no item, no file on its way', () => serve(office, async (port, app) => {
    const before = await itemsKept()
    const sent = open(port, { 'content-length': 30 * 1024 * 1024 })
    sent.write(head)
    for (let i = 0; i < 5; i += 1) sent.write(piece)
    while (onTheWay(office.fileDirectory).length === 0) await new Promise(setImmediate)
    sent.destroy()
    while (onTheWay(office.fileDirectory).length > 0) await new Promise(setImmediate)
    await app.inject('/api/intake')
    assert.equal(await itemsKept(), before)
  }))

  const disk = smallDisk()
  after(() => disk?.remove())
  it('because the disk is full is said to be so, leaves nothing, and goes well again when there is room', { skip: disk === null && 'needs the right to mount a small disk' }, async () => {
    assert.ok(disk)
    await serve({ ...office, files: contentStore(disk.directory) }, async (port) => {
      const before = await itemsKept()
      const { status, body } = await upload(port, Buffer.alloc(5 * 1024 * 1024, 7))
      assert.deepEqual([status, body.refusal, await itemsKept(), onTheWay(disk.directory)], [507, 'no-space', before, []])
      assert.equal((await upload(port, freshMail())).body.items?.[0]?.state, 'waiting')
    })
  })

  it('because the database is down is said to be so, and goes well again when it is back, without a restart', async () => {
    const line = await lineTo(office.url)
    const db = openDatabase(line.url, { name: 'obeh test line', role: 'obeh_app', connections: 3, tenantId: office.tenantId })
    try {
      await serve({ ...office, db }, async (port) => {
        assert.equal((await upload(port, freshMail())).status, 200)
        const before = await itemsKept()
        await line.cut()
        const { status, body } = await upload(port, freshMail())
        assert.deepEqual([status, body.refusal, await itemsKept()], [503, 'database-down', before])
        await line.mend()
        assert.equal((await upload(port, freshMail())).status, 200)
      })
    } finally {
      await db.destroy()
      await line.cut()
    }
  })
})

/** A disk of two megabytes, where this user may mount one. */
function smallDisk(): { directory: string; remove(): Promise<void> } | null {
  const directory = mkdtempSync(join(tmpdir(), 'obeh-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', directory], { stdio: 'ignore' })
  } catch {
    return null
  }
  return {
    directory,
    async remove() {
      execFileSync('umount', [directory])
      await rm(directory, { recursive: true })
    },
  }
}
