import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import type { Server } from '../../platform/http/index.ts'
import { zipOf } from '../../platform/archives/fixtures.ts'
import { contentText } from '../../platform/texts/index.ts'
import { buildServer } from '../server.ts'
import { call, must } from './testing-call.ts'
import { openGround, type Ground } from './testing-ground.ts'
import { makeObjects, prepareSide } from './testing-objects.ts'
import { doorsOf } from './testing-schema.ts'
import { overTheWire } from './testing-wire.ts'

/** Names, keys and texts that mean more to a machine than to their reader. */
describe('what is sent in', () => {
  let ground: Ground
  let app: Server
  const lines: string[] = []
  before(async () => {
    ground = await openGround()
    const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) })
    app = await buildServer(ground.office, { log: pino({ base: null }, sink) })
    await prepareSide(app, ground.ours)
    await makeObjects(app, ground.ours)
    await app.listen({ host: '127.0.0.1', port: 0 })
  })
  after(async () => {
    await app.close()
    await ground.close()
  })
  const upload = (name: string, bytes: Buffer, field = 'file') => call(app, ground.ours, {
    method: 'POST', url: '/api/intake', as: ground.ours.people.registrar, headers: { 'content-type': 'multipart/form-data; boundary=h' },
    body: Buffer.concat([Buffer.from(`--h\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`), bytes, Buffer.from('\r\n--h--\r\n')]),
  })

  it('as an address reaches no file that is not served, however it climbs', async () => {
    const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '%252e%252e%252f', '..;/', '....//', '%c0%ae%c0%ae/', '.%00./', '//', '/./../']
    for (const base of ['/', '/assets/', '/portal/assets/', '/portal/', '/api/documents/']) {
      for (const step of up) {
        for (const target of ['package.json', 'etc/passwd', 'src/app/main.ts', 'secrets/log-key.pem']) {
          const { text } = await overTheWire(app, `GET ${base}${step.repeat(8)}${target} HTTP/1.1\r\nHost: nas-kraj.example\r\nConnection: close\r\n\r\n`, { silenceMs: 5_000 })
          assert.ok(!/root:x:0|"devDependencies"|PRIVATE KEY|readConfig\(/.test(text), `${base}${step}${target}: ${text.slice(0, 300)}`)
        }
      }
    }
    for (const path of ['/index.html%00.png', '/assets/%00', '/portal/assets/portal.css%00', '/portal/assets/..', '/.git/config', '/.env']) {
      const { statusCode, body } = await call(app, ground.ours, { method: 'GET', url: path })
      assert.ok(statusCode >= 400 || body.includes('<div id="app">'), `${path}: ${statusCode} ${body.slice(0, 200)}`)
    }
  })

  it('as an archive writes nothing where its names point, and what is taken out of it has a name that leads nowhere', async () => {
    const mark = `obeh-slip-${process.pid}`
    const archive = zipOf([{ name: `../../../../../../..${tmpdir()}/${mark}-1`, body: 'a' }, { name: `${tmpdir()}/${mark}-2`, body: 'b' }, { name: `..\\..\\${mark}-3`, body: 'c' }, { name: `dopis\0${mark}-4.exe`, body: 'd' }])
    const reply = await upload('davka.zip', archive)
    assert.equal(reply.statusCode, 200, reply.body)
    const [item] = reply.json<{ items: { id: string }[] }>().items
    for (const part of [0, 1, 2, 3, 4]) {
      const { statusCode, headers } = await call(app, ground.ours, { method: 'GET', url: `/api/intake/${item?.id}/contents/${part}`, as: ground.ours.people.registrar })
      if (statusCode === 200) assert.doesNotMatch(decodeURIComponent(String(headers['content-disposition'])), /[/\\]|\.\.|\0/, `part ${part}`)
    }
    assert.deepEqual(['-1', '-2', '-4.exe'].filter((end) => existsSync(join(tmpdir(), `${mark}${end}`))), [])
    const written = readdirSync(join(ground.directory, 'files'), { recursive: true, encoding: 'utf8' }).map((path) => path.split('/').at(-1) ?? '')
    assert.deepEqual(written.filter((name) => !/^(?:[0-9a-f]{2}|[0-9a-f]{64}|[0-9a-f-]{36}|incoming)$/.test(name)), [], 'contents are called by what is in them')
  })

  it('as a document of entities within entities is read in a moment, and takes in neither their product nor a file of ours', async () => {
    const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')
    const xml = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "haha">${laughs}<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><w:document><w:t>Věc &a12; &f; konec</w:t></w:document>`
    for (const bytes of [zipOf([{ name: '[Content_Types].xml', body: '<Types/>' }, { name: 'word/document.xml', body: xml }]), Buffer.from(xml), Buffer.from(xml.replace('<w:document>', '<html><body>'))]) {
      const started = performance.now()
      const text = await contentText(bytes, 100_000)
      assert.ok(performance.now() - started < 20_000)
      assert.ok(!text.ok || (!/root:x|(?:haha){20}/.test(text.value) && text.value.length < 5_000), text.ok ? text.value.slice(0, 300) : '')
    }
  })

  it('with names of what every object has by birth changes no object but its own', async () => {
    const before = JSON.stringify(Reflect.ownKeys(Object.prototype).map(String))
    const poison = ['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"a":{"__proto__":{"polluted":true}}}', '{"__proto__.polluted":true}', '["__proto__"]']
    const as = ground.ours.people.admin
    for (const door of doorsOf(app).filter(({ body, params }) => body && params.length === 0)) {
      for (const body of poison) {
        const { statusCode } = await call(app, ground.ours, { method: door.method, url: door.url, as, body, headers: { 'content-type': 'application/json' }, from: '10.77.0.1' })
        assert.ok(statusCode >= 400 && statusCode < 500 || statusCode === 200, `${door.name} ${body}: ${statusCode}`)
      }
    }
    for (const url of ['/api/documents?__proto__[polluted]=true&constructor[prototype][polluted]=true', '/portal?__proto__=1&constructor=2&lang=cs']) assert.ok((await call(app, ground.ours, { method: 'GET', url, as })).statusCode < 500)
    for (const field of ['__proto__', 'constructor', 'prototype', '__proto__[polluted]']) assert.ok((await upload('a.txt', Buffer.from('x'), field)).statusCode < 500, field)
    for (const heading of ['__proto__;constructor;toString', 'jméno;e-mail;útvar;__proto__']) {
      const table = `${heading}\nJan;jan@example.cz;DOP;polluted\n__proto__;constructor@example.cz;toString;x`
      assert.ok((await call(app, ground.ours, { method: 'POST', url: '/api/admin/people/import/preview', as, body: { table } })).statusCode < 500, heading)
      const content = Buffer.from(`znak;název;skartační znak;lhůta;__proto__;constructor\n__proto__;Věc;S;5;polluted;x\nconstructor;Jiná;A;10;;\n`).toString('base64')
      assert.ok((await call(app, ground.ours, { method: 'POST', url: '/api/plan/import', as, body: { content, dryRun: true } })).statusCode < 500)
    }
    assert.equal(JSON.stringify(Reflect.ownKeys(Object.prototype).map(String)), before)
    assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  })

  it('writes no line of its own into the log of the server, nor anything that only its sender should know', async () => {
    const from = lines.length
    const secret = 'TAJNE-7K2M'
    await overTheWire(app, `GET /portal?cislo=a%0a{"level":50,"msg":"forged"}%0a%1b[31m&code=${secret} HTTP/1.1\r\nHost: nas-kraj.example\r\nUser-Agent: x{"level":60}\r\nReferer: https://x/${secret}\r\nConnection: close\r\n\r\n`)
    await call(app, ground.ours, { method: 'POST', url: '/portal/vec', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `number=KUNK+1%2F2026%0A{}&code=${secret}`, from: '10.78.0.1' })
    await call(app, ground.ours, { method: 'POST', url: '/api/session', body: { email: `a\n{"level":50}@${secret}.cz`, password: secret }, from: '10.78.0.2' })
    await call(app, ground.ours, { method: 'GET', url: `/api/documents/${secret}%0aforged`, as: ground.ours.people.clerk, headers: { 'idempotency-key': `${secret}-klic` } })
    const written = lines.slice(from).join('').split('\n').filter((line) => line !== '')
    assert.ok(written.length >= 4, written.join('\n'))
    for (const line of written) {
      assert.ok(typeof JSON.parse(line) === 'object' && !line.includes('\u001b'), line)
      assert.ok(!line.includes(secret) && !line.includes('forged') && !line.includes(ground.ours.people.clerk.token.split('.')[1] ?? ''), line)
    }
  })

  it('under the name of an object that is one of the language finds no object', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      for (const url of [`/portal/assets/${name}`, `/api/numbering/${name}`, `/api/documents/${name}`, `/api/route-templates?sort=${name}`, `/api/inbox?box=${name}`, `/api/inbox?sort=${name}`]) {
        const { statusCode } = await call(app, ground.ours, { method: 'GET', url, as: ground.ours.people.admin })
        assert.ok(statusCode < 500, `${url}: ${statusCode}`)
      }
    }
    assert.equal((await must<{ items: unknown[] }>(app, ground.ours, { method: 'GET', url: '/api/inbox', as: ground.ours.people.admin })).items.length, 0)
  })
})
