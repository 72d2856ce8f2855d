import rateLimit from '@fastify/rate-limit'
import { sql } from 'kysely'
import { openDatabase } from '../../platform/database/index.ts'
import { createServer, type Server } from '../../platform/http/index.ts'
import { administrationRoutes, hashPassword, identityRoutes, sessionDoor, type AdministrationDeps } from './index.ts'
import { testOffice, type TestOffice } from './testing.ts'
import type { SoftwareKey, Tricks } from './testing-authenticator.ts'

/** The clock of an office that has just been opened, and so many minutes later. */
export const start = new Date('2026-11-23T08:00:00Z')
export const minutes = (count: number) => new Date(start.getTime() + count * 60_000)

/** Everybody's in an office opened for signing in. */
export const password = 'správné koňské baterie'

type Question = { readonly allowCredentials: readonly { readonly id: string }[] } & Parameters<SoftwareKey['make']>[0] & Parameters<SoftwareKey['answer']>[0]
export interface Body extends Question { refusal: string; id: string; bound: boolean; second: Question | null; person: { name: string } | null; items: { id: string; name: string; bound: boolean }[]; owesFactor: boolean; password: boolean; question: Question | null }

/** A browser: keeps its cookies from one request to the next. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: Server
  constructor(app: Server) { this.#app = app }
  async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, remoteAddress = '10.0.0.1') {
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    const response = await this.#app.inject({ method, url, headers, remoteAddress, ...(payload ? { payload } : {}) })
    for (const { name, value } of response.cookies) this.cookies.set(name, value)
    return { status: response.statusCode, body: (response.body ? response.json<Body>() : {}) as Body }
  }
  signIn = (mailbox: string, typed = password) => this.call('POST', '/api/session', { email: `${mailbox}@kuzk.example`, password: typed })
}

/** An office with its doors: the registrar administers it. Everybody's password is `password`. */
export interface SignInOffice {
  readonly office: TestOffice
  readonly app: Server
  policy(secondFactor: 'none' | 'leaders' | 'everybody', boundKeys?: boolean): Promise<unknown>
}

export async function signInOffice({ secureCookies = false }: { readonly secureCookies?: boolean } = {}): Promise<SignInOffice> {
  const office = await testOffice([], await hashPassword(password))
  // As the server: what is asked in nobody's name finds no row of any office.
  const db = openDatabase(office.url, { name: 'obeh test doors', role: 'obeh_app', connections: 10 })
  const deps = { ...office, db, now: () => office.clock, secureCookies, publicUrl: 'http://localhost' }
  const app = createServer(sessionDoor(deps))
  await app.register(rateLimit, { global: false })
  identityRoutes(app, deps)
  const none = { files: 0, items: 0 }
  const work: AdministrationDeps['work'] = { ofPerson: async () => none, ofUnit: async () => none, handOver: async () => ({ ok: true, value: none }) }
  administrationRoutes(app, { ...deps, work })
  await sql`update identity.person set roles = '{clerk,admin}' where id = ${office.actors.registrar.personId}`.execute(office.superuser)
  return {
    app, office: { ...office, get clock() { return office.clock }, set clock(to) { office.clock = to }, close: () => db.destroy().then(office.close) },
    policy: (secondFactor, boundKeys = false) => sql`insert into identity.sign_in_policy values (${office.tenantId}, ${secondFactor}, ${boundKeys})
      on conflict (tenant_id) do update set second_factor = excluded.second_factor, bound_keys = excluded.bound_keys`.execute(office.superuser),
  }
}

/** Registers a key in a browser whose person is signed in. */
export async function registered(browser: Browser, key: SoftwareKey, name = 'Klíč', tricks: Tricks = {}) {
  const question = (await browser.call('POST', '/api/me/passkeys/question', {})).body
  return browser.call('POST', '/api/me/passkeys', { name, response: key.make(question, tricks) })
}
