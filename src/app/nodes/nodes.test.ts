import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { demoPassword } from '../demo/accounts.ts'
import { writeMail } from '../demo/mail.ts'
import { balancer, type Balancer } from './testing-balancer.ts'
import { openNodes, type Node, type Nodes } from './testing-nodes.ts'

const registrar = 'vera.hajkova@jezerni-kraj.example'
interface Ask {
  (base: string, method: string, path: string, body?: object, key?: string): Promise<{ status: number; body: unknown }>
  bytes(base: string, path: string): Promise<Buffer>
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50))
}

/** Several processes of one office, as on machines of their own: two that serve, two that work behind the counter. */
describe('several nodes', () => {
  let nodes: Nodes
  let [a, b]: Node[] = []
  const workers: Node[] = []
  let front: Balancer
  before(async () => {
    nodes = await openNodes()
    front = await balancer()
    ;[a, b] = await Promise.all([nodes.start('web'), nodes.start('web')])
    workers.push(...await Promise.all([nodes.start('worker'), nodes.start('worker')]))
    front.ports.push(a!.port, b!.port)
  })
  after(async () => {
    await front.close()
    await nodes.close()
  })

  async function signIn(base: string, email = registrar): Promise<Ask> {
    const body = JSON.stringify({ email, password: demoPassword })
    const signedIn = await fetch(`${base}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    assert.equal(signedIn.status, 200)
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const ask = async (at: string, method: string, path: string, said?: object, key?: string) => {
      const json = said && !(said instanceof FormData)
      const headers = { cookie, ...(key ? { 'idempotency-key': key } : {}), ...(json ? { 'content-type': 'application/json' } : {}) }
      const sent = said instanceof FormData ? said : JSON.stringify(said)
      const answer = await fetch(`${at}${path}`, { method, headers, ...(said ? { body: sent } : {}) })
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json')
      return { status: answer.status, body: isJson ? JSON.parse(text) as unknown : text || null }
    }
    const bytes = async (at: string, path: string) => Buffer.from(await (await fetch(`${at}${path}`, { headers: { cookie } })).arrayBuffer())
    return Object.assign(ask, { bytes })
  }
  const mailOf = (i: number) => writeMail({
    from: { name: `Jan ${i}.`, email: `jan${i}@posta.example` }, to: 'podatelna@jezerni-kraj.example',
    subject: `Žádost ${i}`, text: 'Žádám o povolení.', at: new Date(),
  })
  const parcel = (bytes: Uint8Array, name: string) => {
    const form = new FormData()
    form.append('file', new File([Uint8Array.from(bytes)], name))
    return form
  }
  const query = async <Row extends pg.QueryResultRow>(text: string) => {
    const client = new pg.Client({ connectionString: nodes.database.url })
    await client.connect()
    return client.query<Row>(text).finally(() => client.end())
  }

  it('a person signed in at one is known at the other, and ended at one is unknown at the other at once', async () => {
    const ask = await signIn(a!.url)
    const me = (await ask(b!.url, 'GET', '/api/me')).body as { person: { email: string } }
    assert.equal(me.person.email, registrar)
    assert.equal((await ask(a!.url, 'DELETE', '/api/session')).status, 204)
    assert.equal((await ask(b!.url, 'GET', '/api/me')).status, 401)
  })

  it('the same command asked of both by six at the same moment is done once', async () => {
    const ask = await signIn(front.url)
    const view = { place: 'documents', name: 'Moje věci', query: 'stav=nova' }
    const answers = await Promise.all([a, b, a, b, a, b].map((node) => ask(node!.url, 'POST', '/api/views', view, 'key-of-the-view')))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1)
    const { items } = (await ask(b!.url, 'GET', '/api/views')).body as { items: { name: string }[] }
    assert.equal(items.filter(({ name }) => name === 'Moje věci').length, 1)
  })

  it('what is handed in at one is read at the other, byte for byte', async () => {
    const [ask, mail] = [await signIn(a!.url), mailOf(80)]
    const received = await ask(a!.url, 'POST', '/api/intake', parcel(mail, 'zadost.eml'), 'handed-in-at-one')
    const id = (received.body as { items: { id: string }[] }).items[0]?.id
    await until(async () => ((await ask(b!.url, 'GET', `/api/intake/${id}`)).body as { state: string }).state === 'waiting')
    assert.deepEqual(await ask.bytes(b!.url, `/api/intake/${id}/contents/0`), Buffer.from(mail))
  })

  it('what is registered at all at once is numbered without a gap, and told to each citizen once', async () => {
    const ask = await signIn(front.url)
    const numbers = await Promise.all(Array.from({ length: 4 }, async (_, i) => {
      const [here, there] = i % 2 ? [a!.url, b!.url] : [b!.url, a!.url]
      const sender = { name: `Jan ${i}.`, email: `jan${i}@posta.example` }
      const paper = { subject: `Žádost ${i}`, channel: 'Posta', sheets: 1, annexes: 0, sender }
      const { id } = (await ask(here, 'POST', '/api/intake/paper', paper, `receive-paper-${i}`)).body as { id: string }
      const facts = { subject: `Žádost ${i}` }
      const registered = await Promise.all([there, here].map((at) => ask(at, 'POST', `/api/intake/${id}/register`, facts, `register-paper-${i}`)))
      assert.deepEqual(registered.map(({ status }) => status), [200, 200])
      return (registered[0]!.body as { referenceNumber: string }).referenceNumber
    }))
    const counted = numbers.map((number) => Number(/\d+/.exec(number)?.[0])).sort((x, y) => x - y)
    assert.deepEqual(counted, Array.from({ length: 4 }, (_, i) => counted[0]! + i))
    const told = (i: number) => nodes.smtp.mails.filter(({ to }) => to.includes(`jan${i}@posta.example`)).length
    await until(async () => [0, 1, 2, 3].every((i) => told(i) > 0))
    // Whatever else waits has been heard as well when the queue is empty.
    const waiting = 'select count(*)::int as n from graphile_worker._private_jobs where run_at <= now()'
    await until(async () => (await query<{ n: number }>(waiting)).rows[0]?.n === 0)
    assert.deepEqual([0, 1, 2, 3].map(told), [1, 1, 1, 1])
  })

  it('refuse plainly what they cannot keep while the bucket is away, and take it once when it is asked again', async () => {
    const ask = await signIn(a!.url)
    const waiting = async () => Number((await query<{ n: number }>('select count(*)::int as n from intake.item')).rows[0]?.n)
    const before = await waiting()
    const mail = mailOf(90)
    const send = (at: string) => ask(at, 'POST', '/api/intake', parcel(mail, 'vypadek.eml'), 'while-the-bucket-is-away')
    nodes.s3.fail('slow-down')
    const refused = await send(a!.url)
    assert.deepEqual([refused.status, (refused.body as { refusal: string }).refusal, await waiting()], [503, 'files-down', before])
    assert.equal((await ask(b!.url, 'GET', '/api/me')).status, 200)
    nodes.s3.fail('slow-down', 0)
    const taken = await Promise.all([a, b, a, b].map((node) => send(node!.url)))
    assert.deepEqual([taken.map(({ status }) => status), await waiting()], [[200, 200, 200, 200], before + 1])
  })

  it('is changed by a migration of a newer version while the older works: nobody notices', async () => {
    const ask = await signIn(front.url)
    const paths = ['/api/me', '/api/directory', '/api/documents', '/api/intake', '/api/views']
    const round = () => Promise.all([a, b].flatMap((node) => paths.map((path) => ask(node!.url, 'GET', path))))
    for (let i = 0; i < 6; i++) await round()
    // Expands: what the older version does not know it does not touch. Its plans are of another shape now and are made anew.
    await query(`
      alter table identity.person add column newer text default 'x'; alter table identity.unit add column newer int;
      alter table identity.session add column newer int; alter table records.document add column newer text;
      alter table intake.item add column newer jsonb; alter table audit.head add column newer int`)
    for (let i = 0; i < 3; i++) assert.deepEqual([...new Set((await round()).map(({ status }) => status))], [200])
    const viewOf = (i: number) => ({ place: 'documents', name: `Po změně ${i}`, query: '' })
    const saved = await Promise.all([a, b, a, b].map((node, i) => ask(node!.url, 'POST', '/api/views', viewOf(i), `after-change-${i}`)))
    assert.deepEqual(saved.map(({ status }) => status), [200, 200, 200, 200])
  })

  it('one after the other is stopped and started anew under load, and no request of anybody fails', async () => {
    const asks = await Promise.all(Array.from({ length: 4 }, () => signIn(front.url)))
    const failures: string[] = []
    let [done, posted, isOver] = [0, 0, false]
    const load = asks.map(async (ask, who) => {
      for (let i = 0; !isOver; i++) {
        const paper = { subject: `Pod zátěží ${who}/${i}`, channel: 'Posta', sheets: 1, annexes: 0, sender: { name: 'Eva Malá' } }
        const posts = i % 3 === 0
        const answer = await (posts
          ? ask(front.url, 'POST', '/api/intake/paper', paper, `under-load-${who}-${i}`)
          : ask(front.url, 'GET', i % 3 === 1 ? '/api/intake' : '/api/me'))
        if (answer.status !== 200) failures.push(`${answer.status} ${JSON.stringify(answer.body)}`)
        done++
        if (posts) posted++
      }
    })
    const codes: (number | null)[] = []
    const restartAll = async () => {
      for (const at of [0, 1]) {
        const port = front.ports[at]!
        codes.push(await (at === 0 ? a! : b!).stop())
        const before = done
        await until(async () => isOver || done >= before + 8)
        const fresh = await nodes.start('web', port)
        if (at === 0) a = fresh
        else b = fresh
      }
      codes.push(await workers.pop()!.stop())
    }
    // What fails under load ends the test, which would otherwise wait for it for ever.
    await Promise.race([restartAll(), Promise.all(load)]).finally(() => { isOver = true })
    await Promise.all(load)
    assert.deepEqual([failures, codes], [[], [0, 0, 0]])
    const { rows } = await query<{ n: number }>(`select count(*)::int as n from intake.item where reading ->> 'subject' like 'Pod zátěží%'`)
    assert.equal(rows[0]?.n, posted, 'asked again by the proxy, nothing is done twice')
  })
})
