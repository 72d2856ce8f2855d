import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { demoPassword } from '../demo/accounts.ts'
import { writeMail } from '../demo/mail.ts'
import { balancer, type Balancer } from './testing-balancer.ts'
import { openNodes, type Node, type Nodes } from './testing-nodes.ts'

const registrar = 'vera.hajkova@jezerni-kraj.example'
type Ask = (base: string, method: string, path: string, body?: object | FormData, key?: string) => Promise<{ status: number; body: unknown }>

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
    const signedIn = await fetch(`${base}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: demoPassword }) })
    assert.equal(signedIn.status, 200)
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    return async (at, method, path, body, key) => {
      const answer = await fetch(`${at}${path}`, {
        method, headers: { cookie, ...(key ? { 'idempotency-key': key } : {}), ...(body && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
      })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) as unknown }
    }
  }
  const mailOf = (i: number) => writeMail({ from: { name: `Jan ${i}.`, email: `jan${i}@posta.example` }, to: 'podatelna@jezerni-kraj.example', subject: `Žádost ${i}`, text: 'Žádám o povolení.', at: new Date() })
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
    const answers = await Promise.all([a, b, a, b, a, b].map((node) => ask(node!.url, 'POST', '/api/views', { place: 'documents', name: 'Moje věci', query: 'stav=nova' }, 'key-of-the-view')))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1)
    const { items } = (await ask(b!.url, 'GET', '/api/views')).body as { items: { name: string }[] }
    assert.equal(items.filter(({ name }) => name === 'Moje věci').length, 1)
  })

  it('what is handed in at one is read at the other, numbered without a gap, and told to each citizen once', async () => {
    const ask = await signIn(front.url)
    const numbers = await Promise.all(Array.from({ length: 4 }, async (_, i) => {
      const [here, there] = i % 2 ? [a!.url, b!.url] : [b!.url, a!.url]
      const received = (await ask(here, 'POST', '/api/intake', parcel(mailOf(i), `zadost-${i}.eml`), `receive-mail-${i}`)).body as { items: { id: string; subject: string }[] }
      const [item] = received.items
      assert.equal(item?.subject, `Žádost ${i}`)
      const registered = await Promise.all([there, here].map((at) => ask(at, 'POST', `/api/intake/${item?.id}/register`, { subject: `Žádost ${i}` }, `register-mail-${i}`)))
      assert.deepEqual(registered.map(({ status }) => status), [200, 200])
      return (registered[0]!.body as { referenceNumber: string }).referenceNumber
    }))
    const counted = numbers.map((number) => Number(/\d+/.exec(number)?.[0])).sort((x, y) => x - y)
    assert.deepEqual(counted, Array.from({ length: 4 }, (_, i) => counted[0]! + i))
    const told = (i: number) => nodes.smtp.mails.filter(({ to }) => to.includes(`jan${i}@posta.example`)).length
    while (![0, 1, 2, 3].every((i) => told(i) > 0)) await new Promise((resolve) => setTimeout(resolve, 50))
    // Whatever else waits has been heard as well when the queue is empty.
    while (Number((await query<{ n: number }>('select count(*)::int as n from graphile_worker._private_jobs where run_at <= now()')).rows[0]?.n) > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual([0, 1, 2, 3].map(told), [1, 1, 1, 1])
  })

  it('refuse plainly what they cannot keep while the bucket is away, and take it once when it is asked again', async () => {
    const ask = await signIn(a!.url)
    const waiting = async () => Number((await query<{ n: number }>('select count(*)::int as n from intake.item')).rows[0]?.n)
    const before = await waiting()
    const send = (at: string) => ask(at, 'POST', '/api/intake', parcel(mailOf(90), 'vypadek.eml'), 'while-the-bucket-is-away')
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
    await query(`alter table identity.person add column newer text default 'x'; alter table identity.unit add column newer int; alter table identity.session add column newer int;
      alter table records.document add column newer text; alter table intake.item add column newer jsonb; alter table audit.head add column newer int`)
    for (let i = 0; i < 3; i++) assert.deepEqual([...new Set((await round()).map(({ status }) => status))], [200])
    const saved = await Promise.all([a, b, a, b].map((node, i) => ask(node!.url, 'POST', '/api/views', { place: 'documents', name: `Po změně ${i}`, query: '' }, `after-change-${i}`)))
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
        const answer = posts ? await ask(front.url, 'POST', '/api/intake/paper', paper, `under-load-${who}-${i}`) : await ask(front.url, 'GET', i % 3 === 1 ? '/api/intake' : '/api/me')
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
        while (done < before + 8) await new Promise((resolve) => setTimeout(resolve, 20))
        const fresh = await nodes.start('web', port)
        if (at === 0) a = fresh
        else b = fresh
      }
      codes.push(await workers.pop()!.stop())
    }
    await restartAll().finally(() => { isOver = true })
    await Promise.all(load)
    assert.deepEqual([failures, codes], [[], [0, 0, 0]])
    const { rows } = await query<{ n: number }>(`select count(*)::int as n from intake.item where reading ->> 'subject' like 'Pod zátěží%'`)
    assert.equal(rows[0]?.n, posted, 'asked again by the proxy, nothing is done twice')
  })
})
