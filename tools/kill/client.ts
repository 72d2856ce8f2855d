import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Login } from './office.ts'

export interface Figures { requests: number; acknowledged: number; repeated: number; refused: Record<string, number> }
export const noFigures = (): Figures => ({ requests: 0, acknowledged: 0, repeated: 0, refused: {} })

/** The office said no, for good. */
export class Refusal extends Error {
  readonly status: number
  readonly refusal: string
  constructor(what: string, status: number, refusal: string) {
    super(`${what}: ${status} ${refusal}`)
    this.status = status
    this.refusal = refusal
  }
}

type Body = { readonly json: unknown } | { readonly form: () => FormData } | null
interface Answer { readonly status: number; readonly text: string; readonly cookie: string | null }

/** Somebody who works with the office and does not let go: what got no answer is asked again, under the same key, until there is one. */
export class Client {
  readonly #url: string
  readonly #figures: Figures
  /** Limits on tries are counted by address; everybody has one of their own. */
  readonly #address: string
  #cookie = ''
  constructor(url: string, figures: Figures, address: string) {
    this.#url = url
    this.#figures = figures
    this.#address = address
  }

  async signIn({ email, password }: Login): Promise<void> {
    const { status, cookie, text } = await this.#insist('POST', '/api/session', { json: { email, password } }, {})
    if (status >= 400 || cookie === null) throw new Error(`${email} may not sign in: ${status} ${text.slice(0, 200)}`)
    this.#cookie = cookie
  }

  async get<Value>(path: string): Promise<Value> {
    return this.#json(`GET ${path}`, await this.#insist('GET', path, null, {}))
  }

  /** One command under one key. */
  async deed<Value>(method: 'POST' | 'PUT', path: string, body: Body): Promise<Value> {
    const value = this.#json<Value>(`${method} ${path}`, await this.#insist(method, path, body, { 'idempotency-key': randomUUID() }))
    this.#figures.acknowledged++
    return value
  }

  /** A question that needs a body. */
  async ask<Value>(path: string, body: unknown): Promise<Value> {
    return this.#json(`POST ${path}`, await this.#insist('POST', path, { json: body }, {}))
  }

  /** Somebody else, at another address, who has not signed in. */
  as(address: string): Client {
    return new Client(this.#url, this.#figures, address)
  }

  /** A page of the portal. */
  async page(path: string, form: () => FormData): Promise<string> {
    const { status, text } = await this.#insist('POST', path, { form }, {})
    if (status >= 400) throw new Refusal(`POST ${path}`, status, text.slice(0, 200))
    return text
  }

  acknowledged(): void {
    this.#figures.acknowledged++
  }

  #json<Value>(what: string, { status, text }: Answer): Value {
    const value = text === '' ? {} : JSON.parse(text) as { refusal?: string }
    if (status < 400) return value as Value
    const refusal = (value as { refusal?: string }).refusal ?? ''
    this.#figures.refused[refusal] = (this.#figures.refused[refusal] ?? 0) + 1
    throw new Refusal(what, status, refusal)
  }

  async #insist(method: string, path: string, body: Body, headers: Record<string, string>): Promise<Answer> {
    // Patient, as people and programs are: a server that starts is not to be kept from it.
    const until = Date.now() + 300_000
    for (let wait = 50; ; wait = Math.min(wait * 2, 2_000)) {
      this.#figures.requests++
      const answer = await this.#once(method, path, body, headers).catch(() => null)
      if (answer && answer.status < 500) return answer
      if (answer && answer.status !== 502 && answer.status !== 503 && answer.status !== 504) throw new Error(`${method} ${path} failed: ${answer.status} ${answer.text.slice(0, 500)}`)
      if (Date.now() > until) throw new Error(`${method} ${path} gets no answer`)
      this.#figures.repeated++
      await pause(wait * (0.5 + Math.random()))
    }
  }

  async #once(method: string, path: string, body: Body, headers: Record<string, string>): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method, redirect: 'manual', signal: AbortSignal.timeout(60_000),
      headers: { cookie: this.#cookie, 'x-forwarded-for': this.#address, 'accept-language': 'cs', ...headers, ...(body && 'json' in body ? { 'content-type': 'application/json' } : {}) },
      body: body === null ? null : 'json' in body ? JSON.stringify(body.json) : body.form(),
    })
    const cookies = response.headers.getSetCookie().map((each) => each.split(';', 1)[0] ?? '')
    return { status: response.status, text: await response.text(), cookie: cookies.length > 0 ? cookies.join('; ') : null }
  }
}
