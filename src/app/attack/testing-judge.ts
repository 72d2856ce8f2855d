import { image, markup } from './testing-hostile.ts'

/** One answer, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly ms: number
}

/** Words that only our own machinery says, and only when it says too much. No text that the fuzzer sends has them. */
const tattle = [
  /\bat (?:async )?[\w.<>]* ?\(?(?:file|node):/, /node_modules/, /\.ts:\d+/, /\b(?:Type|Reference|Range|Syntax)Error\b/, /ZodError|Kysely|graphile/i, /violates .{0,40}constraint/, /syntax error at/, /invalid input syntax/,
  /invalid byte sequence/, /unterminated (?:quoted|CSV)/, /null value in column/, /relation "/, /\bselect .{1,200}\bfrom "?\w+"?\./i, /\binsert into "/i, /\bpg_\w+/, /ENOENT|EACCES|ECONNREFUSED/, /\/(?:work|home|tmp|var)\/\w/, /root:x:0:0/,
]

/** What is wrong with an answer, whatever was asked; empty when nothing is. */
export function faultsOf({ status, headers, body }: Answer, { path, method }: { readonly path: string; readonly method: string }): string[] {
  const type = String(headers['content-type'] ?? '')
  const isHtml = type.startsWith('text/html')
  const told = isHtml || type.includes('json') ? tattle.find((pattern) => pattern.test(body)) : undefined
  const isApi = /^\/api(\/|\?|$)/.test(path)
  return [
    ...status >= 500 ? [`status ${status}`] : [],
    ...told ? [`says too much (${told.source})`] : [],
    ...body !== '' && type === '' ? ['has no content type'] : [],
    ...isApi && status >= 400 && body !== '' && !isProblem(type, body, status) ? [`is no problem document of its status: ${type}`] : [],
    ...isApi && isHtml ? ['gives a page for an interface'] : [],
    ...isHtml && (body.includes(markup) || body.includes(image)) ? ['gives back markup unescaped'] : [],
    ...headers['x-content-type-options'] === 'nosniff' ? [] : ['lets the browser guess the type'],
    ...String(headers['content-security-policy'] ?? '').includes("frame-ancestors 'none'") ? [] : ['has no content security policy'],
    ...headers['x-injected'] === undefined && headers['x'] === undefined && headers['x-evil'] === undefined ? [] : ['has a header that the request wrote'],
    ...foreignLocation(headers['location']) ? [`leads away to ${String(headers['location'])}`] : [],
    ...[headers['set-cookie'] ?? []].flat().some((cookie) => !/^(?:__Host-)?obeh(?:-[a-z]+)?=[\w.-]*; Path=\//.test(cookie)) ? ['sets a cookie that is not ours'] : [],
    ...method === 'HEAD' && body !== '' ? ['answers HEAD with a body'] : [],
  ]
}

function isProblem(type: string, body: string, status: number): boolean {
  if (!type.startsWith('application/problem+json')) return false
  const problem = JSON.parse(body) as { status?: unknown; title?: unknown }
  return problem.status === status && typeof problem.title === 'string'
}

const foreignLocation = (location: string | string[] | undefined) => location !== undefined && !/^\/(?![/\\])/.test(String(location))
