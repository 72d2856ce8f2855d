import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { demoPassword } from '../src/app/demo/accounts.ts'

/** A demo office served by another process, its database, and a way to ask it as one of its people. */
export interface Served {
  readonly url: string
  /** Of the process that serves. */
  readonly pid: number
  readonly pool: pg.Pool
  /** What some citizen needs to look up their matter. */
  readonly receipt: { readonly number: string; readonly code: string }
  signIn(email: string): Promise<(method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>>
  close(): Promise<void>
}

export async function openServed({ works = false } = {}): Promise<Served> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('server.ts', import.meta.url)), ...(works ? ['works'] : [])], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => { throw new Error('the office did not start') })])) as [string]
  const { url, databaseUrl, receipt } = JSON.parse(line) as { url: string; databaseUrl: string; receipt: Served['receipt'] }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 })
  return {
    url, pid: child.pid ?? 0, pool, receipt,
    async signIn(email) {
      const response = await fetch(`${url}/api/session`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: demoPassword }) })
      if (!response.ok) throw new Error(`${email} could not sign in: ${response.status}`)
      const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      return async (method, path, body) => {
        const answer = await fetch(`${url}${path}`, {
          method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
        return answer.json()
      }
    },
    async close() {
      await pool.end()
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
