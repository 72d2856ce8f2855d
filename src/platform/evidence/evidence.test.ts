import assert from 'node:assert/strict'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { testAuthority } from '../../engines/x509/testing.ts'
import { addressOf, isPublic } from './host.ts'
import { evidenceClient, noEvidence } from './index.ts'
import { fetchCarefully } from './request.ts'

const now = new Date('2026-11-23T10:00:00Z')
const pki = testAuthority({ now })

describe('fetching evidence', () => {
  const servers: Server[] = []
  after(() => servers.forEach((server) => server.close()))
  const serve = async (answer: (response: ServerResponse, body: Buffer, path: string) => void) => {
    const told = { asked: 0, url: '' }
    const server = createServer((request, response) => void (async () => {
      told.asked++
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece)
      answer(response, Buffer.concat(pieces), request.url ?? '')
    })())
    await new Promise<void>((done) => void server.listen(0, '0.0.0.0', done))
    servers.push(server)
    told.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return told
  }
  const client = (allowsInner = true, clock = () => now) => evidenceClient({ now: clock, timeoutMs: 400, allowsInner })

  it('brings lists, answers and certificates, also in PEM, each asked for once until its next update', async () => {
    const certificate = Buffer.from(pki.authority.certificate.der)
    const server = await serve((response, body, path) => void response.end(
      path === '/crl' ? pki.crl().der : path === '/ocsp' ? (body.toString() === 'request' ? pki.ocspBytes(pki.signer.certificate) : '') : `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`))
    let time = now
    const source = client(true, () => time)
    const wanted = [
      { kind: 'crl', url: `${server.url}/crl` }, { kind: 'ocsp', url: `${server.url}/ocsp`, request: Buffer.from('request').toString('base64') }, { kind: 'issuer', url: `${server.url}/issuer` },
    ] as const
    const [one, other] = await Promise.all([source.fetch(wanted), source.fetch(wanted)])
    assert.deepEqual(one, other)
    assert.deepEqual([one.certificates.map((der) => Buffer.from(der)), one.crls.length, one.ocsps.length, server.asked], [[certificate], 1, 1, 3])
    await source.fetch(wanted)
    assert.equal(server.asked, 3)
    time = new Date(now.getTime() + 2 * 86_400_000)
    await source.fetch(wanted)
    assert.equal(server.asked, 6)
  })

  it('gives nothing for what fails, is endless, late, elsewhere or no address, and leaves it alone for a while', async () => {
    const answers: ((response: ServerResponse) => void)[] = [
      (response) => void response.writeHead(500).end(), (response) => void response.writeHead(302, { location: '/1' }).end(), (response) => void response,
      (response) => void response.writeHead(200).write(Buffer.alloc(300_000)),
    ]
    const server = await serve((response, _, path) => answers[Number(path.slice(1))]?.(response))
    const source = client()
    const wanted = answers.map((_, index) => ({ kind: 'issuer' as const, url: `${server.url}/${index}` }))
    assert.deepEqual(await source.fetch(wanted), noEvidence)
    assert.deepEqual(await source.fetch(wanted), noEvidence)
    assert.equal(server.asked, answers.length + 3, 'a circle of redirects is left after three')
    for (const url of ['ftp://x.example/a', 'file:///etc/passwd', 'http://u:p@x.example/', 'nonsense', null]) assert.deepEqual(await source.fetch([{ kind: 'crl', url }]), noEvidence)
  })

  it('follows three redirects of lists and of questions, relative ones too, and no more', async () => {
    const crl = pki.crl().der
    const server = await serve((response, body, path) => {
      const [, kind = '', left = ''] = path.split('/')
      if (Number(left) > 0) return void response.writeHead(kind === 'ocsp' ? 307 : kind === 'post' ? 302 : 301, { location: Number(left) % 2 ? `./${Number(left) - 1}` : `/${kind}/${Number(left) - 1}` }).end()
      response.end(kind === 'ocsp' && body.toString() !== 'request' ? '' : kind === 'crl' ? crl : pki.ocspBytes(pki.signer.certificate))
    })
    const crls = async (hops: number) => (await client().fetch([{ kind: 'crl', url: `${server.url}/crl/${hops}` }])).crls.length
    assert.deepEqual([await crls(0), await crls(3), await crls(4)], [1, 1, 0])
    const question = Buffer.from('request').toString('base64')
    const answers = async (kind: string, hops: number) => (await client().fetch([{ kind: 'ocsp', url: `${server.url}/${kind}/${hops}`, request: question }])).ocsps.map(({ length }) => length > 0)
    assert.deepEqual([await answers('ocsp', 2), await answers('post', 1)], [[true], []], 'a question is not made a mere look')
  })

  it('follows nobody who points inside, to another scheme or to a name with a password, also on the last step', async () => {
    const inside = await serve((response) => void response.end(pki.crl().der))
    const port = new URL(inside.url).port
    const places = [`ftp://127.0.0.1:${port}/`, `file:///etc/passwd`, `http://a:b@127.0.0.1:${port}/`, `http://:b@127.0.0.1:${port}/`, 'http://', `gopher://127.0.0.1:${port}/`]
    const server = await serve((response, _, path) => void response.writeHead(302, { location: places[Number(path.slice(1))] ?? '/' }).end())
    for (const [index, place] of places.entries()) assert.deepEqual(await client().fetch([{ kind: 'crl', url: `${server.url}/${index}` }]), noEvidence, place)
    assert.equal(inside.asked, 0)
    const asked: string[] = []
    const mayAsk = (address: string) => {
      asked.push(address)
      return address === '127.0.0.1'
    }
    const door = await serve((response) => void response.writeHead(307, { location: `http://127.0.0.2:${port}/` }).end())
    assert.equal(await fetchCarefully({ url: door.url, timeoutMs: 400, most: 100_000, mayAsk }), undefined)
    assert.deepEqual([asked, door.asked, inside.asked], [['127.0.0.1', '127.0.0.2'], 1, 0])
  })

  it('never knocks within the office because a foreign file says so', async () => {
    const server = await serve((response) => void response.end('x'))
    const port = new URL(server.url).port
    for (const url of [server.url, `http://localhost:${port}/`, `http://[::1]:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `http://2130706433:${port}/`, `http://0x7f.1:${port}/`, `http://0:${port}/`]) {
      assert.deepEqual(await client(false).fetch([{ kind: 'crl', url }]), noEvidence, url)
    }
    assert.equal(server.asked, 0)
    const inside = ['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::']
    assert.deepEqual(inside.filter(isPublic), [])
    assert.deepEqual(['193.84.0.1', '2a02:38::1'].filter(isPublic).length, 2)
    assert.equal(await addressOf('127.0.0.1', isPublic), undefined)
  })

  it('asks no more than so many addresses for one file', async () => {
    const server = await serve((response) => void response.writeHead(404).end())
    await client().fetch(Array.from({ length: 100 }, (_, index) => ({ kind: 'crl', url: `${server.url}/${index}` })))
    assert.equal(server.asked, 24)
  })
})
