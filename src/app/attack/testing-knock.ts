import { call } from './testing-call.ts'
import type { Member, Side } from './testing-ground.ts'
import { kindOfParameter, plainValue } from './testing-names.ts'
import type { ObjectKind, Objects } from './testing-objects.ts'
import { bodies } from './testing-rights.ts'
import { sample } from './testing-sample.ts'
import type { Door } from './testing-schema.ts'
import type { Server } from '../../platform/http/index.ts'

/** What one knocks with: right objects everywhere but where `instead` says otherwise. */
export interface Knock {
  readonly ids: Objects
  readonly as?: Member | undefined
  readonly body?: unknown
  readonly query?: unknown
}

/** All that an answer gives away, without what differs between any two requests. */
export interface Answered {
  readonly status: number
  readonly refusal: string | undefined
  readonly shape: string
  readonly body: string
}

let knocks = 0
const ofEachAnswer = new Set(['date', 'content-length', 'x-request-id'])

/** Knocks on a door with right values. Each knock comes from an address of its own, so that no limit by address answers in its stead. */
export async function knock(app: Server, side: Side, door: Door, { ids, as, body, query }: Knock): Promise<Answered> {
  const idOf = (kind: ObjectKind) => ids[kind]
  const path = door.url.replaceAll(/:(\w+)|\*/g, (_, name?: string) => {
    const kind = name ? kindOfParameter(door.url, name) : null
    return kind ? ids[kind] : plainValue(name ?? '*')
  })
  const asked = query ?? Object.fromEntries(door.required.map((name) => [name, sample(door.query[name] ?? {}, `${door.name}.${name}`, idOf)]))
  const search = new URLSearchParams(asked as Record<string, string>).toString()
  const given = body ?? bodies[door.name]?.(ids) ?? (door.body ? sample(door.body, door.name, idOf) : undefined)
  knocks += 1
  const from = `10.${(knocks >> 16) & 255}.${(knocks >> 8) & 255}.${knocks & 255}`
  const reply = await call(app, side, { method: door.method, url: search ? `${path}?${search}` : path, body: given, as, from })
  const refusal = reply.statusCode >= 400 ? /"refusal":"([^"]+)"/.exec(reply.body)?.[1] : undefined
  const headers = Object.entries(reply.headers).filter(([name]) => !ofEachAnswer.has(name)).sort()
  return { status: reply.statusCode, refusal, shape: faceless(JSON.stringify({ headers, body: reply.body })), body: reply.body }
}

/** Without ids, hashes, secrets told once and instants: an answer may say what was asked, and what was just made has an id and a time of its own. */
export const faceless = (text: string) => text
  .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '#').replaceAll(/\b[0-9a-f]{64}\b/g, '#').replaceAll(/(?<![\w-])[\w-]{43}(?![\w-])/g, '#').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '@')
