import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { deliver } from '../../platform/events/index.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { portalRoutes, publicationListeners, type SubmittedForm } from './index.ts'
import { codeOf } from './model-code.ts'
import { testPublication, type TestPublication } from './testing.ts'

type Files = readonly (readonly [name: string, bytes: Buffer])[]
const filled = { name: 'Jan Novák', email: 'jan@example.cz', phone: '', subject: 'Zábor chodníku', text: 'Žádám o zábor.\r\nDěkuji.' }

describe('a submission by the form of the portal', () => {
  let office: TestPublication
  let app: Server
  let received: Map<string, { id: Id<'Item'>; form: SubmittedForm }>
  before(async () => void (office = await testPublication()))
  after(() => office.close())
  beforeEach(async () => {
    received = new Map()
    app = createServer({ authenticate: async () => null })
    await app.register(multipart)
    await app.register(rateLimit, { global: false })
    await portalRoutes(app, {
      portalDb: office.portalDb, now: office.now, logKey: createPublicKey(office.logKey), render: (page) => JSON.stringify(page), assets: null,
      submissions: {
        db: office.db, files: office.files, portalKey: office.portalKey,
        async receiveForm(_tenantId, form, key) {
          const known = received.get(key) ?? { id: newId<'Item'>(office.clock), form }
          received.set(key, known)
          return accept({ id: known.id, receivedAt: office.clock })
        },
      },
    })
  })

  async function send(fields: Record<string, string | readonly string[]>, files: Files = [], remoteAddress = '127.0.0.1') {
    const parts = [
      ...Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => Buffer.from(`--xx\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`))),
      ...files.flatMap(([name, bytes]) => [Buffer.from(`--xx\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`), bytes, Buffer.from('\r\n')]),
    ]
    const response = await app.inject({ method: 'POST', url: '/portal/podani', remoteAddress, payload: Buffer.concat([...parts, Buffer.from('--xx--\r\n')]), headers: { 'content-type': 'multipart/form-data; boundary=xx', 'sec-fetch-site': 'same-origin' } })
    return { status: response.statusCode, page: response.json() }
  }
  const lookUp = async (number: string, code: string) => (await app.inject({
    method: 'POST', url: '/portal/vec', payload: new URLSearchParams({ number, code }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } })).json()
  async function handIn() {
    const { page } = await send({ ...filled, step: 'check' }, [['plán.pdf', Buffer.from('%PDF-1.7 plán')]])
    return (await send({ draft: page.draft, step: 'send' })).page
  }

  it('is looked over before it is sent, and gives a number and a code, the same however often the page is sent again', async () => {
    const { status, page } = await send({ ...filled, step: 'check' }, [['plán.pdf', Buffer.from('%PDF-1.7 plán')]])
    assert.deepEqual([status, page.kind, page.text, page.files.map(({ name }: { name: string }) => name), received.size], [200, 'submit-confirm', 'Žádám o zábor.\nDěkuji.', ['plán.pdf'], 0])
    const [first, second] = [await send({ draft: page.draft, step: 'send' }), await send({ draft: page.draft, step: 'send' })]
    assert.match(first.page.number, /^W-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    assert.match(first.page.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    assert.deepEqual([first.page.kind, second.page.number, second.page.code, received.size], ['submitted', first.page.number, first.page.code, 1])
    const [{ form } = { form: null }] = [...received.values()]
    assert.deepEqual([form?.name, form?.subject, form?.files.length], ['Jan Novák', 'Zábor chodníku', 1])
    assert.equal((await office.files.read(office.tenantId, form?.files[0]?.sha256 ?? '' as never)).toString(), '%PDF-1.7 plán')
  })

  it('keeps what was typed and sent along through every error, and through going back', async () => {
    const { status, page } = await send({ ...filled, name: '', email: 'jan@', step: 'check' }, [['a.txt', Buffer.from('obsah')]])
    assert.deepEqual([status, page.kind, page.faults, page.subject, page.text], [422, 'submit', { name: 'missing', contact: 'malformed' }, filled.subject, 'Žádám o zábor.\nDěkuji.'])
    assert.deepEqual(page.files.map(({ name }: { name: string }) => name), ['a.txt'])
    const mended = await send({ ...filled, draft: page.draft, keep: page.files.map(({ sha256 }: { sha256: string }) => sha256), step: 'check' }, [['b.txt', Buffer.from('další')]])
    assert.deepEqual([mended.page.kind, mended.page.files.map(({ name }: { name: string }) => name)], ['submit-confirm', ['a.txt', 'b.txt']])
    const back = await send({ draft: mended.page.draft, step: 'edit' })
    assert.deepEqual([back.page.kind, back.page.name, back.page.files.length], ['submit', 'Jan Novák', 2])
    const without = await send({ ...filled, draft: back.page.draft, keep: [back.page.files[1].sha256], step: 'check' })
    assert.deepEqual(without.page.files.map(({ name }: { name: string }) => name), ['b.txt'])
  })

  it('is not taken from a machine, nor with files that are too large or too many, nor with a draft somebody bent', async () => {
    const trapped = await send({ ...filled, web: 'http://spam.example', step: 'check' })
    assert.deepEqual([trapped.status, trapped.page.faults], [422, { trap: 'filled-by-machine' }])
    const large = await send({ ...filled, step: 'check' }, [['velký.bin', Buffer.alloc(10 * 1024 * 1024 + 1)], ['malý.txt', Buffer.from('x')]])
    assert.deepEqual([large.status, large.page.faults, large.page.name, large.page.files.length], [422, { files: 'too-large' }, 'Jan Novák', 1])
    const many = await send({ ...filled, step: 'check' }, Array.from({ length: 6 }, (_, i) => [`${i}.txt`, Buffer.from(`${i}`)] as const))
    assert.deepEqual([many.status, many.page.faults], [422, { files: 'too-many' }])
    assert.deepEqual(many.page.files.map(({ size }: { size: number }) => size), [1, 1, 1, 1, 1], 'only what is really there is offered to be kept')
    const { page } = await send({ ...filled, step: 'check' })
    const bent = await send({ draft: `${page.draft.slice(0, -2)}xx`, step: 'send' })
    assert.deepEqual([bent.status, bent.page.kind, received.size], [422, 'submit', 0])
  })

  it('comes from one address ten times in ten minutes, not more', async () => {
    for (let i = 0; i < 10; i += 1) assert.equal((await handIn()).kind, 'submitted')
    assert.equal((await handIn()).kind, 'too-many-tries')
  })

  it('brings files from one address twenty times in ten minutes, not more, whether or not it is ever sent', async () => {
    const load = () => send({ ...filled, step: 'check' }, [['foto.bin', Buffer.alloc(600 * 1024, 7)]], '192.0.2.9')
    for (let i = 0; i < 20; i += 1) assert.equal((await load()).page.kind, 'submit-confirm')
    assert.deepEqual([(await load()).status, (await send({ ...filled, step: 'check' }, [], '192.0.2.9')).status], [429, 200])
  })

  it('is found by its number and code: as received, then as the matter it became, or as refused; by a wrong code never', async () => {
    const { number, code } = await handIn()
    const [{ id: itemId } = { id: newId<'Item'>() }] = [...received.values()]
    assert.deepEqual([(await lookUp(number, code)).kind, (await lookUp(number, '0000-0000-0000')).kind], ['submitted', 'not-found'])
    const made = await office.register()
    await office.hear(await office.told(made.document.id))
    const event = (name: 'intake.registered' | 'intake.refused', body: Record<string, string>) => ({ id: newId<'Event'>(), tenantId: office.tenantId, name, subject: itemId, at: office.clock, body })
    await deliver(event('intake.registered', { itemId, documentId: made.document.id }) as never, publicationListeners(office))
    const shown = await lookUp(number, code)
    assert.deepEqual([shown.kind, shown.number], ['matter', made.document.referenceNumber])
    assert.deepEqual(shown.otherLanguage.fields.code, codeOf(office.portalKey, office.tenantId, made.document.id))
    const other = await handIn()
    const [, second] = [...received.values()]
    await deliver(event('intake.refused', { itemId: second?.id ?? '', reason: 'x' }) as never, publicationListeners(office))
    assert.equal((await lookUp(other.number, other.code)).refused, true)
  })
})
