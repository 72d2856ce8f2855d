import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Server } from '../../platform/http/index.ts'
import { zipOf } from '../../platform/archives/fixtures.ts'
import { contentText } from '../../platform/texts/index.ts'
import { buildServer } from '../server.ts'
import { call, must } from './testing-call.ts'
import { openGround, type Ground } from './testing-ground.ts'
import { makeObjects, prepareSide, type Objects } from './testing-objects.ts'

const root = new URL('../../', import.meta.url)
const product = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing|\/fixtures?[/.-]/.test(path)).sort()

/** Who of the product opens lines to elsewhere, and where to; the database apart. None of these addresses comes from what somebody typed or sent. */
const speakers: Readonly<Record<string, string>> = {
  'app/port.ts': 'listens for a moment, to see whether the port is free',
  'app/witness/client.ts': 'the witnesses that the configuration names',
  'platform/evidence/client.ts': 'asks by request.ts alone',
  'platform/evidence/host.ts': 'looks up hosts of certificates, to see that they are none of the office',
  'platform/evidence/request.ts': 'authorities that certificates name, public ones only unless the configuration says otherwise',
  'platform/files/s3-client.ts': 'the bucket that the configuration names',
  'platform/keys/csc.ts': 'the signing service that the configuration names',
  'platform/mail/mailer.ts': 'the mail server that the configuration names',
  'platform/malware/scanner.ts': 'the scanner that the configuration names',
  'platform/pki/serve.ts': 'listens, for the authority of the demo office',
  'platform/postgres/login.ts': 'the database of its own',
  'platform/sandbox/runner.ts': 'closes every way out before foreign bytes are read',
  'platform/timestamps/client.ts': 'the time-stamping authorities that the configuration names',
}

describe('the world outside', () => {
  let ground: Ground
  let app: Server
  let own = {} as Objects
  before(async () => {
    ground = await openGround({ OBEH_URL: 'https://obeh.nas-kraj.example' })
    app = await buildServer({ ...ground.office, publicUrl: 'http://obeh.nas-kraj.example' })
    await prepareSide(app, ground.ours)
    own = await makeObjects(app, ground.ours)
  })
  after(async () => {
    await app.close()
    await ground.close()
  })

  it('is spoken to by a few files only, each known with its reason', () => {
    const line = /from '(?:node:)?(?:https?|http2|net|tls|dgram|dns|dns\/promises)'|from '(?:undici|ws|aws4fetch|nodemailer|imapflow|openid-client)'|(?<![.\w])fetch\(|\bnew (?:WebSocket|EventSource)\b/
    const found = product.filter((path) => line.test(readFileSync(new URL(path, root), 'utf8').replaceAll(/^import type .*$|import \{ STATUS_CODES \} .*$/gm, '')))
    assert.deepEqual(found.filter((path) => !(path in speakers)), [], 'they speak to the outside, and nobody has said why: see speakers in this test')
    assert.deepEqual(Object.keys(speakers).filter((path) => !found.includes(path)), [], 'they say nothing any more')
  })

  it('hears nothing from us because of what somebody sent in: addresses in texts, pages, pictures and entities are followed by nobody', async () => {
    const opened: unknown[] = []
    const note = (message: unknown) => void (message as { socket: Socket }).socket.once('connect', function connected(this: Socket) { opened.push(`${this.remoteAddress ?? 'pipe'}:${this.remotePort ?? ''}`) })
    const databasePort = Number(new URL(ground.office.logins.app).port || '0')
    subscribe('net.client.socket', note)
    try {
      const url = 'http://127.0.0.1:9/x'
      const pieces: Readonly<Record<string, string | Buffer>> = {
        'a.html': `<html><head><link rel="stylesheet" href="${url}"><meta http-equiv="refresh" content="0;url=${url}"></head><body><img src="${url}"><iframe src="${url}"></iframe></body></html>`,
        'b.eml': `From: a@b.cz\r\nTo: c@d.cz\r\nSubject: ${url}\r\nContent-Type: text/html\r\nList-Unsubscribe: <${url}>\r\nDisposition-Notification-To: e@f.cz\r\n\r\n<img src="${url}"><a href="${url}">x</a>`,
        'c.svg': `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "${url}">]><svg xmlns="http://www.w3.org/2000/svg"><image href="${url}"/><text>&x;</text></svg>`,
        'd.docx': zipOf([{ name: '[Content_Types].xml', body: '<Types/>' }, { name: 'word/document.xml', body: `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]><w:t>&x;</w:t>` },
          { name: 'word/_rels/document.xml.rels', body: `<Relationships><Relationship Id="1" Type="image" Target="${url}" TargetMode="External"/></Relationships>` }]),
      }
      for (const [name, body] of Object.entries(pieces)) {
        const form = Buffer.concat([Buffer.from(`--h\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n--h--\r\n')])
        const reply = await call(app, ground.ours, { method: 'POST', url: '/api/intake', as: ground.ours.people.registrar, headers: { 'content-type': 'multipart/form-data; boundary=h' }, body: form })
        assert.equal(reply.statusCode, 200, reply.body)
        const [item] = reply.json<{ items: { id: string }[] }>().items
        await call(app, ground.ours, { method: 'GET', url: `/api/intake/${item?.id}/contents/0/preview`, as: ground.ours.people.registrar })
        await contentText(Buffer.from(body), 10_000)
      }
      await must(app, ground.ours, { method: 'POST', url: `/api/documents/${own.Document}/statements`, as: ground.ours.people.clerk, body: { to: [{ kind: 'unit', id: own.Unit }], instruction: `![](${url})` } })
      assert.deepEqual(opened.filter((to) => to !== 'pipe:' && !String(to).endsWith(`:${databasePort}`)), [])
      // A line that is opened would have been noticed.
      const listener = createServer((line) => line.destroy()).listen(0, '127.0.0.1')
      await once(listener, 'listening')
      const { port } = listener.address() as AddressInfo
      await once(connect(port, '127.0.0.1'), 'close')
      listener.close()
      assert.ok(opened.includes(`127.0.0.1:${port}`), opened.join(' '))
    } finally {
      unsubscribe('net.client.socket', note)
    }
  })

  it('is led to the address that the configuration names, whatever host a request claims', async () => {
    for (const headers of [{ host: 'evil.example' }, { host: 'evil.example:1', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }]) {
      const reply = await call(app, ground.ours, { method: 'POST', url: `/api/admin/people/${own.OtherPerson}/invite`, as: ground.ours.people.admin, headers })
      assert.ok(!reply.body.includes('evil.example'), reply.body)
      if (reply.statusCode === 200) assert.ok(reply.json<{ link: string }>().link.startsWith('http://obeh.nas-kraj.example/'), reply.body)
      for (const url of ['/portal', '/portal/podani', '/', '/api/openapi.json']) {
        const page = await call(app, ground.ours, { method: 'GET', url, headers })
        assert.ok(!page.body.includes('evil.example') && !JSON.stringify(page.headers).includes('evil.example'), url)
      }
    }
  })

  it('is nowhere that an answer sends people to: no parameter makes a redirect', async () => {
    for (const target of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '%2f%2fevil.example']) {
      for (const path of ['/', '/portal', '/portal/vec', '/api/session', '/prihlaseni', '//evil.example/%2e%2e', `/${target}`]) {
        for (const name of ['next', 'url', 'redirect', 'returnTo', 'return', 'lang', 'RelayState']) {
          const { statusCode, headers } = await call(app, ground.ours, { method: 'GET', url: `${path}?${name}=${encodeURIComponent(target)}` })
          assert.ok(statusCode < 300 || statusCode >= 400 || /^\/(?![/\\])/.test(String(headers.location)), `${path} ${name} ${target}: ${String(headers.location)}`)
        }
      }
    }
  })

  it('gets no table that a spreadsheet would calculate: nothing leaves the office as CSV', () => {
    const tables = product.filter((path) => /type\(\s*['"`]text\/(?:csv|tab-separated)|filename="[^"]*\.(?:csv|tsv|xls)/.test(readFileSync(new URL(path, root), 'utf8')))
    assert.deepEqual(tables, [], 'a table that leaves the office needs its cells guarded against formulas (=, +, -, @, tab): prove that here')
  })
})
