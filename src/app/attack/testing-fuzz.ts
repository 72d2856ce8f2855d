import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { openSession } from '../../modules/identity/testing.ts'
import type { Server } from '../../platform/http/index.ts'
import { verifyOffice } from '../verify.ts'
import type { Ground, Member, PersonName } from './testing-ground.ts'
import { faultsOf, type Answer } from './testing-judge.ts'
import { environment, makeObjects, type ObjectKind, type Objects } from './testing-objects.ts'
import { kindOfParameter } from './testing-names.ts'
import { decidedInService, sees } from './testing-rights.ts'
import { requestsTo, type FuzzedRequest } from './testing-requests.ts'
import { doorsOf, type Door } from './testing-schema.ts'

export interface FuzzReport {
  readonly requests: number
  readonly doors: number
  /** How many answers of each hundred: 2 → those with 200 to 299. */
  readonly byClass: Readonly<Record<string, number>>
  readonly slowestMs: number
  readonly slowest: string
  readonly probeMs: number
  readonly grownBytes: number
  /** Each with what was sent, so that it can be sent again. */
  readonly faults: readonly string[]
  /** Doors that never once answered with success. */
  readonly neverOpened: readonly string[]
  /** What the verification of the log, of what it vouches for and of the stored files says that it did not say before. */
  readonly logFindings: readonly string[]
  /** Documented doors whose answer has no schema, so that only its form could be judged. */
  readonly withoutSchema: number
}

export interface FuzzOptions { readonly requests: number; readonly seed: number; readonly say?: (line: string) => void }

/** How many clients ask at once. */
const clients = 4
/** Doors behind which much work is done: passwords are hashed, foreign files read in a process of their own. */
const dear: ReadonlySet<string> = new Set(['POST /api/session', 'POST /api/intake', 'POST /portal/podani', 'PUT /api/me/password', 'POST /api/invitations/accept'])
/** Doors that end what the other requests need. */
const ending: ReadonlySet<string> = new Set(['DELETE /api/session', 'DELETE /api/me/sessions', 'PUT /api/admin/people/:id', 'POST /api/admin/people/:id/deactivate'])

/** Sends requests to every door of a listening server, as everybody, and judges each answer. The same seed sends the same requests. */
export async function fuzz(ground: Ground, app: Server, { requests, seed, say = () => {} }: FuzzOptions): Promise<FuzzReport> {
  const { port } = app.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const send = (asked: FuzzedRequest, as: Member | undefined, n: number) => ask(agent, port, asked, { host: ground.ours.host, ...(as ? { cookie: `obeh=${as.token}` } : {}), 'x-forwarded-for': addressOf(n) })
  const people = new Map<PersonName, Member>(Object.entries(ground.ours.people) as [PersonName, Member][])
  const others: Objects[] = [await makeObjects(app, ground.ours, environment), await makeObjects(app, ground.foreign)]
  let own = await makeObjects(app, ground.ours)
  const idsOf = (kind: ObjectKind) => [own[kind], own[kind], own[kind], own[kind], ...others.map((each) => each[kind])]
  const doors = doorsOf(app).flatMap((door) => Array.from({ length: weight(door) }, () => door))
  const findings = async () => (await verifyOffice(ground.office)).flatMap((report) => report.findings.map((finding) => JSON.stringify(finding)))
  const known = new Set(await findings())
  const probe = await probed(() => send({ door: '', method: 'GET', path: '/api/me', headers: {}, body: null }, people.get('clerk'), 0))
  const before = used()
  const [byClass, faults, opened, slow] = [{} as Record<string, number>, [] as string[], new Set<string>(), { ms: 0, door: '' }]
  const chosen = fc.sample(fc.tuple(fc.nat(doors.length - 1), fc.constantFrom<PersonName | null>('clerk', 'clerk', 'head', 'registrar', 'admin', 'auditor', 'otherClerk', 'substitute', 'left', null)), { numRuns: requests, seed })

  let next = 0
  const client = async () => {
    for (let n = next++; n < requests; n = next++) {
      const [at = 0, wished = null] = chosen[n] ?? []
      const door = doors[n < doors.length ? n : at]
      if (!door) continue
      // Most of the time somebody who may come in: behind the door there is more to break.
      const welcome = welcomeAt(door, ground)
      const name = n % 4 === 0 ? wished : welcome[at % welcome.length] ?? wished
      const [asked] = fc.sample(requestsTo(door, idsOf), { numRuns: 1, seed: seed + n })
      if (!asked) continue
      const answer = await send(asked, name ? people.get(name) : undefined, n).catch((error: unknown) => String(error))
      const told = `${asked.method} ${asked.path.slice(0, 160)} as ${name ?? 'nobody'} (seed ${seed}, request ${n}) ${JSON.stringify(asked.headers)} ${asked.body?.toString().slice(0, 400) ?? ''}`
      if (typeof answer === 'string') {
        faults.push(`no answer, ${answer}: ${told}`)
        continue
      }
      const wrong = faultsOf(answer, asked)
      if (wrong.length > 0) faults.push(`${wrong.join(', ')}: ${told}\n  → ${answer.status} ${answer.body.slice(0, 300)}`)
      byClass[Math.floor(answer.status / 100)] = (byClass[Math.floor(answer.status / 100)] ?? 0) + 1
      if (answer.status < 400) opened.add(door.name)
      if (answer.ms > slow.ms) Object.assign(slow, { ms: answer.ms, door: asked.path.slice(0, 200) })
      const member = name && people.get(name)
      if (answer.status === 401 && member && name !== 'left' && door.url !== '/api/session') people.set(name, { ...member, token: await openSession(ground.office, ground.ours.tenantId, member.person.id) })
      // What is settled, closed and ended has little left to break.
      if (n % 200 === 199) own = await makeObjects(app, ground.ours).catch(() => own)
      if (n % 1000 === 999) say(`${n + 1} requests, ${faults.length} faults`)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  // Keys that the ground gave to people by hand were never logged; what counts is what came since.
  const found = (await findings()).filter((finding) => !known.has(finding))
  return {
    requests, doors: new Set(doors).size, byClass, slowestMs: Math.round(slow.ms), slowest: slow.door, probeMs: Math.round(probe * 10) / 10, grownBytes: used() - before, faults, logFindings: found,
    withoutSchema: doorsOf(app).filter(({ method, documented, answerDocumented }) => method !== 'HEAD' && documented && !answerDocumented).length,
    neverOpened: [...new Set(doors)].filter((door) => !opened.has(door.name)).map(({ name }) => name),
  }
}

/** Who may come in, and has something there. */
function welcomeAt({ name, access, url, params }: Door, { ours }: Ground): PersonName[] {
  const kinds = params.map((each) => kindOfParameter(url, each)).filter((kind) => kind !== null)
  return (Object.keys(ours.people) as PersonName[]).filter((who) => who !== 'left' && (decidedInService[name] ?? [who]).includes(who) && kinds.every((kind) => sees[kind].includes(who))
    && (typeof access === 'string' || access.some((role) => ours.people[who].person.roles.includes(role))))
}

const weight = (door: Door) => (door.method === 'HEAD' ? 1 : dear.has(door.name) || ending.has(door.name) ? 1 : door.body ? 6 : 3)
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

function ask(agent: Agent, port: number, { method, path, headers, body }: FuzzedRequest, more: Record<string, string>): Promise<Answer> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path: path.replaceAll(' ', '%20'), headers: { ...more, ...headers, ...(body ? { 'content-length': body.byteLength } : {}) }, timeout: 30_000 }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
        .on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks).toString('utf8'), ms: performance.now() - started }))
    })
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('nothing came for 30 seconds')))
    sent.end(body ?? undefined)
  })
}

/** How long a light request takes here and now. */
async function probed(light: () => Promise<Answer>): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < 21; i += 1) took.push((await light()).ms)
  return took.sort((a, b) => a - b)[10] ?? 0
}

/** What the process holds after it has thrown away what it does not need. */
function used(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
