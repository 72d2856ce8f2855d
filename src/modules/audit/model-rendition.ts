import { addDays, startOfDay, type Day } from '../../kernel/day.ts'
import { canonicalJson, type Json } from '../../kernel/json.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import type { LeafBody } from './model.ts'
import { standardEventTypes, standardObjectTypes } from './model-vocabulary.ts'

/* The log as XML by annex 6 of the national standard (VMV čá. 85/2024), canonical: the same entries give the same bytes. */

export const renditionNamespace = 'http://www.mvcr.cz/nsesss/2024/log'

/** What a rendition needs of a stored entry. */
export interface RenderedEntry {
  readonly index: number
  readonly body: string
  readonly payload: string | null
  readonly leafHash: Uint8Array
}

/**
 * The beginning of the rendition of a day. The time of its making is the end of the day, so that making it again changes nothing;
 * when it was really made stands in the log.
 */
export function renditionHead(origin: string, day: Day): string {
  const [from, to] = [startOfDay(day), startOfDay(addDays(day, 1))].map((at) => at.toISOString())
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<TransakcniLogSystemu xmlns="${renditionNamespace}">`,
    '<TransLogInfo>', identifier(`protokol-${day}`, origin),
    `<DatumVzniku>${to}</DatumVzniku>`, `<DatumCasOd>${from}</DatumCasOd>`, `<DatumCasDo>${to}</DatumCasDo>`, '<Software>Oběh</Software>',
    '</TransLogInfo>', '<Udalosti>', '',
  ].join('\n')
}

export const renditionFoot = '</Udalosti>\n</TransakcniLogSystemu>\n'

/**
 * The root element of a rendition in the canonical form that a signature of XML is over (exclusive C14N), piece by piece: it differs from what
 * is written in nothing but tabs and ends of lines within values, which it has as they are.
 */
export function* canonicalRendition(root: Uint8Array): Generator<Uint8Array> {
  const bytes = Buffer.from(root.buffer, root.byteOffset, root.length)
  let from = 0
  for (let at = bytes.indexOf('&#'); at !== -1; at = bytes.indexOf('&#', at + 1)) {
    const found = plainSigns.find(({ written }) => bytes.subarray(at, at + written.length).equals(written))
    if (!found) continue
    yield bytes.subarray(from, at)
    yield found.plain
    from = at + found.written.length
  }
  yield bytes.subarray(from)
}

/**
 * One entry. Beside what the standard asks for it bears the leaf hash and the outcome, so that each line can be held against the log;
 * the names of parameters follow RFC 5424 PARAM-NAME as annex 6 recommends.
 */
export function renderEntry(origin: string, { index, body: text, payload, leafHash }: RenderedEntry): string {
  const body = JSON.parse(text) as LeafBody
  const particulars = payload === null ? null : (JSON.parse(payload) as { readonly [key: string]: Json })
  const name = particulars?.['actorName']
  const parameters = [
    parameter('outcome', [body.outcome]), parameter('origin', [body.origin]), parameter('subject', [body.subject]),
    ...(body.object.id.length > longestId ? [parameter('objectId', [body.object.id])] : []),
    parameter('leaf', [Buffer.from(leafHash).toString('base64')]),
    ...(particulars ? Object.entries(particulars).filter(([key]) => key !== 'actorName').map(([key, value]) => parameter(`p.${key}`, valuesOf(value))) : [parameter('erased', ['true'])]),
  ]
  return [
    '<Udalost>', `<Poradi>${index + 1}</Poradi>`, `<DatumVzniku>${body.at}</DatumVzniku>`, `<provedlKdo>${escape(doer(typeof name === 'string' ? name : null, body.actor))}</provedlKdo>`,
    `<TypUdalosti>${coded('TypUdalosti', body.event, standardEvents)}</TypUdalosti>`,
    `<ParametryUdalosti>${parameters.join('')}</ParametryUdalosti>`,
    `<Objekt><TypObjektu>${coded('TypObjektu', body.object.type, standardObjects)}</TypObjektu>${identifier(body.object.id, origin)}</Objekt>`,
    '</Udalost>', '',
  ].join('\n')
}

const standardEvents: ReadonlySet<string> = new Set(standardEventTypes)
const standardObjects: ReadonlySet<string> = new Set(standardObjectTypes)
const longestId = 50

/** A word of the code list by its code, any other as text. */
function coded(element: 'TypUdalosti' | 'TypObjektu', word: string, list: ReadonlySet<string>): string {
  const kind = `${element}${list.has(word) ? 'Id' : 'Text'}`
  return `<${kind}>${escape(word)}</${kind}>`
}

/** An identifier too long for the standard is written as its hash; the whole stands in a parameter. */
function identifier(id: string, origin: string): string {
  const short = id.length <= longestId ? id : `sha256:${sha256Of(Buffer.from(id)).slice(0, longestId - 'sha256:'.length)}`
  return `<Identifikator><HodnotaID>${escape(short)}</HodnotaID><ZdrojID>${escape(origin.slice(0, longestId))}</ZdrojID></Identifikator>`
}

/** Name and identifier within the 100 characters the standard leaves. */
function doer(name: string | null, actor: string | null): string {
  const known = actor === null ? name || 'systém' : `${name ?? ''} (${actor})`.trimStart()
  const over = Array.from(known).length - 100
  if (over <= 0) return known
  return actor === null ? Array.from(known).slice(0, 100).join('') : `${Array.from(name ?? '').slice(0, -over).join('')} (${actor})`
}

function parameter(name: string, values: readonly string[]): string {
  const word = name.replace(/[^!-~]|[="\]]/g, '_').slice(0, 32)
  return `<ParametrUdalosti><NazevParametru>${escape(word)}</NazevParametru>${values.map((value) => `<HodnotaParametru>${escape(value)}</HodnotaParametru>`).join('')}</ParametrUdalosti>`
}

/** Several values where there are several; what has parts of its own stays JSON. */
function valuesOf(value: Json): readonly string[] {
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each !== 'object' || each === null)) return value.map(scalar)
  return [scalar(value)]
}

const scalar = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value))

/** XML 1.0 has no place for most control characters and for halves of pairs: they become U+FFFD. */
function escape(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>\r\t\n]/g, (sign) => signs[sign] ?? sign)
}
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;', '\t': '&#9;', '\n': '&#10;' }
const plainSigns = ['\t', '\n'].map((plain) => ({ written: Buffer.from(signs[plain] ?? ''), plain: Buffer.from(plain) }))
