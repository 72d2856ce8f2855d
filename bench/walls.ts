import { Kysely, PostgresDialect } from 'kysely'
import type { Server } from '../src/platform/http/index.ts'
import { openDatabase, openPool, type Database } from '../src/platform/database/index.ts'
import { buildServer } from '../src/app/server.ts'
import { demoPassword } from '../src/app/demo/accounts.ts'
import { openStoryOffice } from '../e2e/office.ts'
import { compare, measure, row } from './measure.ts'

/**
 * What the walls between offices cost: the same requests of the same office in this process, by the roles of the server behind row
 * security, and by the owner of the database, whom it does not bind and whose statements say no tenant.
 */
export async function bench() {
  const story = await openStoryOffice({ days: 4, mattersADay: 2 }, new Date(), { works: false })
  const pool = openPool(story.ownerUrl, { name: 'obeh bench', connections: 10 }, true)
  const reading = new Kysely<object>({ dialect: new PostgresDialect({ pool }) })
  const writing = openDatabase(story.ownerUrl, { name: 'obeh bench', connections: 10 })
  const walled = openDatabase(story.office.logins.app, { name: 'obeh bench', connections: 10 })
  const servers: Server[] = []
  const serve = async (db: Database) => {
    const app = await buildServer({ ...story.office, db })
    servers.push(app)
    return app
  }
  try {
    const [ours, peer] = [await serve(walled), await serve(reading)]
    const clerk = await signIn(ours, 'helena.cerna@jezerni-kraj.example')
    const page = (url: string) => (app: Server) => () => ask(app, clerk, 'GET', url)
    const { items } = await ask(ours, clerk, 'GET', '/api/documents') as { items: { id: string }[] }
    await print('inbox of a unit', page('/api/inbox?box=unit'), ours, peer)
    await print('page of documents', page('/api/documents'), ours, peer)
    await print('a document with all that is known of it', page(`/api/documents/${items[0]?.id ?? ''}`), ours, peer)
    await print('a search', page(`/api/search?q=${encodeURIComponent('žádost')}`), ours, peer)
    const deed = (app: Server) => () => ask(app, clerk, 'PUT', '/api/me/language', { language: 'cs' })
    await print('the smallest deed there is, logged', deed, ours, await serve(writing))
  } finally {
    for (const app of servers) await app.close()
    await Promise.all([pool.end(), writing.destroy(), walled.destroy()])
    await story.close()
  }
}

async function signIn(app: Server, email: string): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { email, password: demoPassword } })
  const cookie = [answer.headers['set-cookie']].flat().map((each) => (each ?? '').split(';')[0]).join('; ')
  if (answer.statusCode !== 200) throw new Error(`${email} could not sign in: ${answer.body}`)
  return cookie
}

async function ask(app: Server, cookie: string, method: 'GET' | 'PUT', url: string, payload?: object): Promise<unknown> {
  const answer = await app.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) })
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
  return answer.body === '' ? null : answer.json()
}

async function print(name: string, work: (app: Server) => (turn: number) => Promise<unknown>, ours: Server, peer: Server) {
  const found = await compare(3, () => measure(8, 0.8, work(ours)), () => measure(8, 0.8, work(peer)))
  process.stdout.write(`${row(name, found.ours)}\n${row('without walls', found.peer)}\n  ${(1 / found.ratio).toFixed(2)} times the work without\n`)
}
