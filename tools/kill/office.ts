import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { livingProcess, watchPostgres } from '../../src/platform/postgres/index.ts'
import { fakeSmtp, type FakeSmtp } from '../../src/platform/testing/smtp.ts'
import { freePort } from '../../src/platform/testing/port.ts'

export const victims = ['web', 'worker', 'postmaster', 'backend'] as const
export type Victim = (typeof victims)[number]

export interface Login { readonly email: string; readonly password: string; readonly unit: string; readonly role: string }

/** A real office as processes: a server for people, a worker, PostgreSQL, and a mail server in this process. */
export interface Office {
  readonly url: string
  readonly databaseUrl: string
  readonly people: readonly Login[]
  readonly smtp: FakeSmtp
  /** Kills one with SIGKILL, waits until the office serves again, and returns after how many milliseconds it did. */
  kill(victim: Victim, draw: () => number): Promise<number | null>
  /** Runs a command of the office to its end. */
  obeh(...args: string[]): Promise<{ code: number; stdout: string }>
  /** How often a process ended by itself. */
  falls(): number
  /** Asks its processes to stop, as a supervisor does, and returns the exit codes of those that did not end in order. */
  halt(): Promise<number[]>
  /** Lets go of everything else. */
  close(): Promise<void>
}

const units = [
  { code: 'KR', name: 'Kancelář ředitele' }, { code: 'OD', name: 'Odbor dopravy', parent: 'KR' }, { code: 'OZP', name: 'Odbor životního prostředí', parent: 'KR' },
]
const staff = units.flatMap(({ code }) => (code === 'KR' ? ['registrar', 'registrar2'] : ['head', 'clerk']).map((role) => ({ unit: code, role })))
const program = (path: string) => fileURLToPath(new URL(`../../src/app/${path}`, import.meta.url))

export async function openOffice(directory: string): Promise<Office> {
  const postgres = await watchPostgres({ directory: join(directory, 'postgres') })
  const server = new URL(postgres.url('postgres'))
  const databaseUrl = postgres.url('obeh')
  const admin = await import('pg').then(({ default: pg }) => new pg.Client({ connectionString: server.href }))
  await admin.connect()
  await admin.query('create database obeh')
  await admin.end()
  const smtp = await fakeSmtp()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const environment = {
    ...process.env, OBEH_DATA: join(directory, 'obeh'), DATABASE_URL: databaseUrl, MAIL_URL: smtp.url, MAIL_FROM: 'podatelna@kraj.example', OBEH_URL: url,
    TRUST_PROXY: '1', LOG_LEVEL: 'warn',
  }
  const obeh: Office['obeh'] = (...args) => promisify(execFile)(process.execPath, [program('cli/main.ts'), ...args], { env: environment, maxBuffer: 1 << 26 })
    .then(({ stdout }) => ({ code: 0, stdout }), (error: { code?: number; stdout?: string }) => ({ code: error.code ?? 1, stdout: error.stdout ?? '' }))
  const people = await found(directory, obeh)
  const start = async (run: 'web' | 'worker') => spawn(process.execPath, [program('main.ts'), 'serve'], {
    env: { ...environment, OBEH_RUN: run, PORT: String(run === 'web' ? port : await freePort()) }, stdio: ['ignore', 'ignore', 'inherit'] })
  const running: Record<'web' | 'worker', ChildProcess> = { web: await start('web'), worker: await start('worker') }
  let isHalting = false
  let falls = 0
  // As a supervisor does: whatever ends by itself is started again, and counted.
  const watch = setInterval(() => {
    for (const run of ['web', 'worker'] as const) {
      if (isHalting || running[run].exitCode === null) continue
      falls++
      void start(run).then((child) => { running[run] = child })
    }
  }, 500)
  await serves(url)
  return {
    url, databaseUrl, people, smtp, obeh, falls: () => falls,
    async kill(victim, draw) {
      const since = performance.now()
      if (victim === 'web' || victim === 'worker') {
        const gone = new Promise((resolve) => running[victim].once('exit', resolve))
        running[victim].kill('SIGKILL')
        await gone
        running[victim] = await start(victim)
      } else {
        const pid = victim === 'postmaster' ? await postmasterOf(directory) : await backendOf(directory, draw)
        if (pid === null) return null
        process.kill(pid, 'SIGKILL')
        while ((await livingProcess(pid))) await pause(5)
      }
      await serves(url)
      return performance.now() - since
    },
    async halt() {
      isHalting = true
      clearInterval(watch)
      const codes = await Promise.all(Object.values(running).map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? -1
        const gone = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
        child.kill('SIGTERM')
        return gone
      }))
      return codes.filter((code) => code !== 0)
    },
    async close() {
      isHalting = true
      clearInterval(watch)
      for (const child of Object.values(running)) child.kill('SIGKILL')
      await smtp.close()
      await postgres.stop()
    },
  }
}

async function found(directory: string, obeh: Office['obeh']): Promise<Login[]> {
  const people = staff.map(({ unit, role }) => ({
    name: `${role} ${unit}`, familyName: unit, unit, post: role, email: `${role}.${unit}@kraj.example`.toLowerCase(),
    roles: role.startsWith('registrar') ? ['registrar', 'clerk'] : role === 'head' ? ['head', 'clerk'] : ['clerk'],
  }))
  const file = join(directory, 'office.json')
  await writeFile(file, JSON.stringify({
    name: 'Krajský úřad', abbreviation: 'KUXX', ico: '12345678', address: ['Ulice 1'], email: 'podatelna@kraj.example', logOrigin: 'kraj.example/log', units, people }))
  const { code, stdout } = await obeh('office', 'found', file, '--json')
  if (code !== 0) throw new Error(`the office was not founded: ${stdout}`)
  const { people: first } = JSON.parse(stdout) as { people: { email: string; password: string }[] }
  return first.map(({ email, password }, i) => ({ email, password, unit: staff[i]?.unit ?? '', role: staff[i]?.role.replace('2', '') ?? '' }))
}

/** Waits until the office says that it is ready, for two minutes at most. */
async function serves(url: string): Promise<void> {
  for (const until = Date.now() + 120_000; ; await pause(25)) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(({ status }) => status, () => 0)
    if (answer === 200) return
    if (Date.now() > until) throw new Error('the office does not come back')
  }
}

async function postmasterOf(directory: string): Promise<number | null> {
  const place = await readFile(join(directory, 'postgres', 'cluster.place'), 'utf8').catch(() => '')
  const home = /"?(\/[^"\n]+)"?/.exec(place)?.[1] ?? join(directory, 'postgres')
  const text = await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n', 1)[0])
  return pid > 0 && (await livingProcess(pid)) ? pid : null
}

/** A process that serves one connection of the office. */
async function backendOf(directory: string, draw: () => number): Promise<number | null> {
  const postmaster = await postmasterOf(directory)
  if (postmaster === null) return null
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(async (name) => {
    const [stat, command] = await Promise.all([readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''), readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')])
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return parent === postmaster && / obeh /.test(command) ? [Number(name)] : []
  }))
  const backends = all.flat()
  return backends[Math.floor(draw() * backends.length)] ?? null
}
