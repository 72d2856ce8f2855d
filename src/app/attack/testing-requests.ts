import fc, { type Arbitrary } from 'fast-check'
import { taken } from './testing-arbitrary.ts'
import { brokenJson, contentTypes, hostileSegment, hostileText } from './testing-hostile.ts'
import { multipart, urlencoded, type Form } from './testing-multipart.ts'
import { kindOfParameter, plainValue } from './testing-names.ts'
import type { ObjectKind } from './testing-objects.ts'
import type { Door } from './testing-schema.ts'

/** One request, as it goes over the wire. */
export interface FuzzedRequest {
  readonly door: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

type IdsOf = (kind: ObjectKind) => readonly string[]

/** What can be sent to one door: mostly what it asks for, and everything else. */
export function requestsTo(door: Door, idsOf: IdsOf): Arbitrary<FuzzedRequest> {
  const method = fc.oneof({ weight: 30, arbitrary: fc.constant(door.method) }, { weight: 1, arbitrary: fc.constantFrom('PROPFIND', 'TRACE', 'OPTIONS', 'PATCH', 'DELETE', 'HEAD', 'PURGE', 'POST', 'PUT') })
  return fc.tuple(method, pathOf(door, idsOf), queryOf(door, idsOf), bodyOf(door, idsOf), headers).map(([verb, path, query, form, more]) => ({
    door: door.name, method: verb, path: query === '' ? path : `${path}?${query}`, body: form?.body ?? null, headers: { ...more, ...(form ? { 'content-type': form.type } : {}) },
  }))
}

function pathOf({ url }: Door, idsOf: IdsOf): Arbitrary<string> {
  const parts = url.split('/').map((part): Arbitrary<string> => {
    if (part === '*') return fc.oneof(hostileSegment, fc.constantFrom('index.html', 'assets', 'assets/../index.html'))
    if (!part.startsWith(':')) return fc.constant(part)
    const kind = kindOfParameter(url, part.slice(1))
    const fine = kind ? fc.constantFrom(...idsOf(kind)) : fc.constant(plainValue(part.slice(1)))
    return fc.oneof({ weight: 20, arbitrary: fine }, { weight: 1, arbitrary: hostileSegment }, { weight: 1, arbitrary: fc.uuid() })
  })
  return fc.tuple(...parts).map((found) => found.join('/'))
}

function queryOf({ query, required, name }: Door, idsOf: IdsOf): Arbitrary<string> {
  const known = Object.entries(query)
  const fields = fc.record(Object.fromEntries(known.map(([field, schema]) => [field, taken(schema, `${name}.${field}`, idsOf)])), { requiredKeys: [...required] })
  const fine = fields.map((chosen) => Object.entries(chosen).map(([field, value]) => `${field}=${encodeURIComponent(told(value).toWellFormed())}`).join('&'))
  const odd = fc.tuple(fine, fc.constantFrom('a=1&a=2', '__proto__[x]=1', 'constructor=1', 'limit=1&limit=2', 'q=%00', 'q=%zz', 'q=%ff', '=', '&&&', 'before[]=1', 'lang=xx', 'lang=cs%0d%0aX:1', `q=${'a'.repeat(9_000)}`, '?', '#'))
    .map(([good, bad]) => `${good}&${bad}`)
  const noise = fc.tuple(fc.constantFrom('q', 'cislo', 'limit', 'before', 'from'), hostileText).map(([field, value]) => `${field}=${encodeURIComponent(value.toWellFormed().slice(0, 3_000))}`)
  return fc.oneof({ weight: 10, arbitrary: fine }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: noise })
}

function bodyOf(door: Door, idsOf: IdsOf): Arbitrary<Form | null> {
  if (door.method === 'GET' || door.method === 'HEAD') return fc.constant(null)
  const json = (body: Arbitrary<string>): Arbitrary<Form> => body.map((text) => ({ type: 'application/json', body: Buffer.from(text) }))
  const broken = fc.tuple(brokenJson, fc.constantFrom(...contentTypes)).map(([text, type]) => ({ type, body: Buffer.from(text) }))
  if (door.body) {
    const fine = json(taken(door.body, door.name, idsOf).map((value) => JSON.stringify(value)))
    return fc.oneof({ weight: 14, arbitrary: fine }, { weight: 1, arbitrary: json(brokenJson) }, { weight: 1, arbitrary: broken }, { weight: 1, arbitrary: multipart })
  }
  if (door.url === '/api/intake' || door.url.startsWith('/portal')) {
    return fc.oneof({ weight: 4, arbitrary: multipart }, { weight: door.url.startsWith('/portal') ? 4 : 0, arbitrary: urlencoded }, { weight: 1, arbitrary: broken })
  }
  return fc.oneof({ weight: 10, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: broken })
}

const printable = hostileText.map((text) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500))

/** Headers beside those that every request has: mostly none. */
const headers: Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: printable.map((value) => ({ 'idempotency-key': value })) },
  { weight: 1, arbitrary: fc.constantFrom('opakovany-klic-1', 'opakovany-klic-2').map((value) => ({ 'idempotency-key': value })) },
  { weight: 1, arbitrary: printable.map((value) => ({ 'accept-language': value, accept: value, range: 'bytes=0-99999999999', 'if-none-match': value })) },
  { weight: 1, arbitrary: fc.constantFrom('https://evil.example', 'null', 'x').map((origin) => ({ origin })) },
  { weight: 1, arbitrary: fc.constantFrom('cross-site', 'same-site', 'same-origin', 'none', 'x').map((site) => ({ 'sec-fetch-site': site })) },
  { weight: 1, arbitrary: fc.constantFrom('gzip', 'br', 'identity', 'x').map((encoding) => ({ 'content-encoding': encoding })) },
)

const told = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
