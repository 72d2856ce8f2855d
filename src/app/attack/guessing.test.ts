import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Server } from '../../platform/http/index.ts'
import { buildServer } from '../server.ts'
import { call } from './testing-call.ts'
import { openGround, password, type Ground } from './testing-ground.ts'
import { makeObjects, prepareSide, type Objects } from './testing-objects.ts'

describe('guessing', () => {
  let ground: Ground
  let app: Server
  let objects: Objects
  before(async () => {
    ground = await openGround()
    app = await buildServer(ground.office)
    await prepareSide(app, ground.ours)
    objects = await makeObjects(app, ground.ours)
  })
  after(async () => {
    await app.close()
    await ground.close()
  })

  let turn = 0
  const signIn = async (email: string, from = `10.66.${turn >> 8}.${(turn += 1) & 255}`) => {
    const started = performance.now()
    const { statusCode, body, headers } = await call(app, ground.ours, { method: 'POST', url: '/api/session', body: { email, password: 'spatne-heslo-17' }, from })
    return { ms: performance.now() - started, told: JSON.stringify([statusCode, body, Object.keys(headers).sort()]) }
  }
  const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

  it('who has an account is told neither by the answer nor by the time it takes: unknown, wrong password, left', async () => {
    const { head, clerk, left } = ground.ours.people
    const times: Record<'known' | 'unknown' | 'left', number[]> = { known: [], unknown: [], left: [] }
    for (let i = 0; i < 8; i += 1) {
      const answers = { known: await signIn((i % 2 ? head : clerk).person.email), unknown: await signIn(`nikdo${i}@nas-kraj.example`), left: await signIn(left.person.email) }
      assert.deepEqual([answers.unknown.told, answers.left.told], [answers.known.told, answers.known.told])
      for (const [who, { ms }] of Object.entries(answers)) times[who as keyof typeof times].push(ms)
    }
    const [known, unknown, gone] = [middle(times.known), middle(times.unknown), middle(times.left)]
    // Without the hash of nobody's password an unknown address would be answered ten times as fast.
    for (const other of [unknown, gone]) assert.ok(other > known / 3 && other < known * 3, JSON.stringify(times))
  })

  it('which matters there are is not told: a number that is none and one with a wrong code get the same page', async () => {
    const numbers = ['KUNK 1/2026', 'KUNK 999/2026', 'nesmysl']
    const pages = await Promise.all(numbers.map((number, i) => call(app, ground.ours, { method: 'POST', url: '/portal/vec', from: `10.67.0.${i}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ number, code: 'AAAA-BBBB-CCCC' }).toString() })))
    const [first, ...others] = pages.map(({ statusCode, body }, i) => [statusCode, body.replaceAll(numbers[i] ?? '', '#')])
    for (const other of others) assert.deepEqual(other, first)
  })

  it('codes from one address ends after a few tries, and no header makes it another address', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 24; i += 1) {
      const { statusCode } = await call(app, ground.ours, { method: 'POST', url: i % 2 ? '/portal/vec' : '/portal/doklad', from: '203.0.113.9', body: new URLSearchParams({ number: 'KUNK 1/2026', code: `AAAA-BBBB-${1000 + i}` }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `198.51.100.${i}`, forwarded: `for=198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}`, 'client-ip': `198.51.100.${i}` } })
      statuses.push(statusCode)
    }
    assert.deepEqual([statuses.slice(0, 20).every((status) => status === 404), statuses.slice(20)], [true, [429, 429, 429, 429]])
  })

  it('one person\'s password ends after ten tries wherever they come from, and stays ended for the right one', async () => {
    const email = ground.ours.people.auditor.person.email
    for (let i = 0; i < 10; i += 1) await signIn(email)
    const right = await call(app, ground.ours, { method: 'POST', url: '/api/session', body: { email, password }, from: '10.68.0.1' })
    assert.equal(right.statusCode, 429, right.body)
  })

  it('one person\'s codes of a signing service end after ten, wherever they ask from', async () => {
    const asked = (i: number) => call(app, ground.ours, { method: 'POST', url: `/api/signing/ceremonies/${objects.Ceremony}/code`, body: { ask: 'OTP' }, as: ground.ours.people.head, from: `10.69.0.${i}` })
    const statuses: number[] = []
    for (let i = 0; i < 11; i += 1) statuses.push((await asked(i)).statusCode)
    assert.deepEqual([new Set(statuses.slice(0, 10)), statuses[10]], [new Set([503]), 429])
  })
})
