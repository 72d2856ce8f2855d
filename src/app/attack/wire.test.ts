import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createServer, type Server } from '../../platform/http/index.ts'
import { buildServer } from '../server.ts'
import { openGround, type Ground } from './testing-ground.ts'
import { overTheWire, statusesOf, type Heard } from './testing-wire.ts'

/** What no client library would send. */
describe('bytes on the wire', () => {
  let ground: Ground
  let app: Server
  const failures: string[] = []
  before(async () => {
    ground = await openGround()
    app = await buildServer(ground.office, { log: { info() {}, warn() {}, error: (data: object) => failures.push(JSON.stringify(data)) } as never })
    await app.listen({ host: '127.0.0.1', port: 0 })
  })
  after(async () => {
    await app.close()
    await ground.close()
  })

  const clerk = () => `Cookie: obeh=${ground.ours.people.clerk.token}\r\n`
  const post = (headers: string, body: string) => `POST /api/views HTTP/1.1\r\nHost: nas-kraj.example\r\n${clerk()}Content-Type: application/json\r\n${headers}\r\n${body}`
  const hidden = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'
  const isRefused = (heard: Heard, told: string) => {
    assert.deepEqual(statusesOf(heard), [400], told + heard.text)
    assert.match(heard.text, /content-type: application\/problem\+json/i, told)
    assert.match(heard.text, /x-content-type-options: nosniff/i, told)
    assert.match(heard.text, /connection: close/i, told)
  }

  it('that could be one request to a proxy and two to us are refused, and the line is closed', async () => {
    const both = `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n`
    for (const [what, bytes] of Object.entries({
      'length and chunks': post(both, `0\r\n\r\n${hidden}`),
      'two lengths': post(`Content-Length: 2\r\nContent-Length: ${hidden.length + 2}\r\n`, `{}${hidden}`),
      'a length with a sign': post('Content-Length: +2\r\n', `{}${hidden}`),
      'chunked, and not in the end': post('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${hidden}`),
      'an unknown coding': post('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${hidden}`),
      'a chunk whose size is no number': post('Transfer-Encoding: chunked\r\n', `zz\r\n${hidden}`),
      'white space before the colon': post('Content-Length : 2\r\n', `{}${hidden}`),
      'a folded header': post('X-A: b\r\n Content-Length: 2\r\n', `{}${hidden}`),
      'lines that end with a bare LF': `GET /healthz HTTP/1.1\nHost: x\n\n${hidden}`,
      'a NUL in a header': `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n${hidden}`,
      'a bare CR in a header': `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\rB: c\r\n\r\n${hidden}`,
      'another protocol': `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${hidden}`,
      'an unknown version': 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n',
    })) isRefused(await overTheWire(app, bytes), `${what}: `)
  })

  it('without a host, with a method that nobody has, or with headers without end are refused in our form', async () => {
    assert.deepEqual(statusesOf(await overTheWire(app, 'GET /healthz HTTP/1.1\r\n\r\n')), [400])
    isRefused(await overTheWire(app, 'OBEH / HTTP/1.1\r\nHost: x\r\n\r\n'), 'a method of our own: ')
    const long = await overTheWire(app, `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`)
    assert.deepEqual([statusesOf(long), /application\/problem\+json[\s\S]*content-security-policy|content-security-policy[\s\S]*application\/problem\+json/i.test(long.text)], [[431], true], long.text)
    const many = await overTheWire(app, `GET /healthz HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(5_000)}\r\n`)
    assert.ok([400, 431].includes(statusesOf(many)[0] ?? 0), many.text)
  })

  it('of TRACE, TRACK, CONNECT and DEBUG are never answered with what was asked', async () => {
    for (const method of ['TRACE', 'TRACK', 'CONNECT', 'DEBUG']) {
      const heard = await overTheWire(app, `${method} / HTTP/1.1\r\nHost: nas-kraj.example\r\nX-Secret: tajemstvi\r\nConnection: close\r\n\r\n`)
      assert.ok(!heard.text.includes('tajemstvi') && !statusesOf(heard).some((status) => status < 400), `${method}: ${heard.text}`)
    }
  })

  it('of an address that breaks its line write no header, and one that is wrongly encoded is refused in our form', async () => {
    const broken = await overTheWire(app, 'GET /portal?lang=cs%0d%0aX-Injected:%201&cislo=%0d%0aX-Injected:%201 HTTP/1.1\r\nHost: nas-kraj.example\r\nConnection: close\r\n\r\n')
    assert.deepEqual([statusesOf(broken), /^X-Injected/im.test(broken.text.split('\r\n\r\n')[0] ?? '')], [[200], false])
    for (const path of ['/api/documents/%zz', '/api/documents/%', '/portal/%ff%fe', `/api/documents/${'a'.repeat(300)}`]) {
      const heard = await overTheWire(app, `GET ${path} HTTP/1.1\r\nHost: nas-kraj.example\r\nConnection: close\r\n\r\n`)
      assert.ok([400, 404, 414].includes(statusesOf(heard)[0] ?? 0), heard.text)
      assert.match(heard.text, /x-frame-options: DENY/i)
      assert.doesNotMatch(heard.text, /FST_|valid url component/)
    }
  })

  it('of a form that stops in its middle are refused as the sender\'s mistake, not ours', async () => {
    const cut = '--h\r\nContent-Disposition: form-data; name="proof"; filename="a"\r\n\r\nabc'
    const to = (path: string, body: string, boundary = '; boundary=h') =>
      overTheWire(app, `POST ${path} HTTP/1.1\r\nHost: nas-kraj.example\r\nCookie: obeh=${ground.ours.people.registrar.token}\r\nContent-Type: multipart/form-data${boundary}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`, { silenceMs: 3_000 })
    for (const path of ['/portal/overeni', '/portal/podani', '/api/intake']) {
      for (const heard of [await to(path, cut), await to(path, cut.slice(0, 30)), await to(path, cut, '')]) assert.ok([400, 406, 415].includes(statusesOf(heard)[0] ?? 0), `${path}: ${heard.text}`)
    }
    assert.deepEqual(failures, [])
  })

  it('that are no form are read as an empty one where a form is asked for', async () => {
    for (const path of ['/portal/vec', '/portal/doklad', '/portal/dokument']) {
      for (const [type, body] of [['text/plain', '0'], ['application/json', '[]'], ['application/json', '"x"'], ['application/json', 'null']] as const) {
        const { statusCode } = await app.inject({ method: 'POST', url: path, headers: { host: ground.ours.host, 'content-type': type }, payload: body })
        assert.equal(statusCode, 400, `${path} ${type} ${body}`)
      }
    }
  })

  it('that come a letter at a time hold a line no longer than headers may take', async () => {
    const slow = createServer({ authenticate: async () => null, headersMs: 600 })
    slow.get('/', { config: { access: 'public' } }, async () => 'ok')
    await slow.listen({ host: '127.0.0.1', port: 0 })
    const heard = await Promise.all(Array.from({ length: 20 }, () => overTheWire(slow, 'GET / HTTP/1.1\r\n', { silenceMs: 20_000, drip: `X-A: ${'a'.repeat(2_000)}` })))
    await slow.close()
    for (const each of heard) assert.deepEqual([statusesOf(each), each.ms < 15_000], [[408], true], each.text)
  })
})
