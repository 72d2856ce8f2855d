import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signatureProblem } from './s3-signature.ts'

/**
 * What it does instead of answering as it should: fails, asks to be slower, never answers, drops the line at once, drops it after half an
 * answer, does what it was asked and drops the line then, or turns a byte over.
 */
export type S3Fault = 'error' | 'slow-down' | 'stall' | 'reset' | 'cut' | 'lost-answer' | 'wrong-bytes'

interface StoredObject { bytes: Buffer; modified: Date }

export interface FakeS3 {
  /** For `FILES_URL`, with the credentials for the environment beside. */
  readonly url: string
  readonly environment: Readonly<Record<'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY', string>>
  /** By key. A test may turn over, remove or age what lies here. */
  readonly objects: Map<string, StoredObject>
  /** Uploads in parts that were neither finished nor given up. */
  readonly uploads: ReadonlyMap<string, unknown>
  /** `METHOD key`, in the order they came, those that failed as well. */
  readonly asked: readonly string[]
  /** The next so many requests of which this is true meet the fault. */
  fail(fault: S3Fault, times?: number, concerns?: (method: string, key: string) => boolean): void
  /** Is waited for before any request is answered, so that a test can have something happen meanwhile. */
  meanwhile(work: (method: string, key: string) => Promise<void>): void
  close(): Promise<void>
}

const credentials = { accessKeyId: 'OBEHTESTKEY', secretAccessKey: 'tajne/klic+pro=zkousky', region: 'eu-central-1' }
const bucket = '/obeh-files'
const pageLength = 50

/** A server that speaks S3, as far as contents need it, in this process: every signature is verified, every condition kept. */
export async function fakeS3(): Promise<FakeS3> {
  const objects = new Map<string, StoredObject>()
  const uploads = new Map<string, Map<number, Buffer>>()
  const asked: string[] = []
  let meanwhile = async (_method: string, _key: string) => {}
  let planned: { fault: S3Fault; times: number; concerns: (method: string, key: string) => boolean } | undefined

  const server = createServer((request, response) => void (async () => {
    const body = await buffer(request)
    const url = new URL(request.url ?? '/', 'http://s3')
    const [method, key] = [request.method ?? '', decodeURIComponent(url.pathname.slice(bucket.length + 1))]
    asked.push(`${method} ${key}`)
    const fault = planned && planned.times > 0 && planned.concerns(method, key) ? (planned.times--, planned.fault) : undefined
    if (fault === 'reset') return request.socket.destroy()
    if (fault === 'stall') return undefined
    if (fault === 'error') return refuse(response, 500, 'InternalError')
    if (fault === 'slow-down') return refuse(response, 503, 'SlowDown')
    const problem = signatureProblem(request, body, credentials)
    if (problem) return refuse(response, 403, problem)
    if (!url.pathname.startsWith(bucket)) return refuse(response, 404, 'NoSuchBucket')
    await meanwhile(method, key)
    const answer = answerTo(request, key, url.searchParams, body)
    if (fault === 'lost-answer') return request.socket.destroy()
    return send(response, answer, fault)
  })().catch(() => response.destroy()))

  function answerTo({ method, headers }: IncomingMessage, key: string, query: URLSearchParams, body: Buffer): Answer {
    if (method === 'GET' && key === '') return list(objects, query)
    if (method === 'POST' && query.has('uploads')) {
      const id = `upload ${uploads.size}-${asked.length}`
      uploads.set(id, new Map())
      return { status: 200, body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` }
    }
    const upload = uploads.get(query.get('uploadId') ?? '')
    if (query.has('uploadId') && !upload) return { status: 404, body: '<Error><Code>NoSuchUpload</Code></Error>' }
    if (method === 'DELETE') return (upload ? uploads.delete(query.get('uploadId') ?? '') : objects.delete(key), { status: 204 })
    if (method === 'PUT' && upload) {
      upload.set(Number(query.get('partNumber')), body)
      return { status: 200, headers: { etag: etagOf(body) } }
    }
    const known = objects.get(key)
    if (method === 'GET' || method === 'HEAD') {
      return known ? { status: 200, body: known.bytes, headers: { 'last-modified': known.modified.toUTCString() } } : noSuchKey
    }
    if (headers['if-none-match'] === '*' && known) return { status: 412, body: '<Error><Code>PreconditionFailed</Code></Error>' }
    const source = headers['x-amz-copy-source']
    const copied = source === undefined ? undefined : objects.get(String(source).slice(bucket.length + 1))
    if (source !== undefined && !copied) return noSuchKey
    if (upload) uploads.delete(query.get('uploadId') ?? '')
    const parts = upload && Buffer.concat([...upload].sort(([a], [b]) => a - b).map(([, part]) => part))
    objects.set(key, { bytes: copied?.bytes ?? parts ?? body, modified: new Date() })
    return { status: 200, body: upload ? '<CompleteMultipartUploadResult/>' : copied ? '<CopyObjectResult/>' : '' }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `s3:/${bucket}/kraj/contents?endpoint=${encodeURIComponent(`http://127.0.0.1:${port}`)}&region=${credentials.region}`,
    environment: { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    objects, uploads, asked,
    fail: (fault, times = Number.POSITIVE_INFINITY, concerns = () => true) => void (planned = { fault, times, concerns }),
    meanwhile: (work) => void (meanwhile = work),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer { readonly status: number; readonly body?: string | Buffer; readonly headers?: Readonly<Record<string, string>> }

const noSuchKey: Answer = { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`

function list(objects: ReadonlyMap<string, StoredObject>, query: URLSearchParams): Answer {
  const [prefix, after] = [query.get('prefix') ?? '', query.get('continuation-token') ?? '']
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
  const page = keys.slice(0, pageLength)
  const contents = page.map((key) => {
    const { bytes, modified } = objects.get(key) as StoredObject
    const facts = `<LastModified>${modified.toISOString()}</LastModified><ETag>&quot;x&quot;</ETag><Size>${bytes.byteLength}</Size>`
    return `<Contents><Key>${key}</Key>${facts}</Contents>`
  })
  const more = keys.length > page.length
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  const result = `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`
  return { status: 200, body: `<?xml version="1.0" encoding="UTF-8"?>\n${result}` }
}

const refuse = (response: ServerResponse, status: number, code: string) => send(response, { status, body: `<Error><Code>${code}</Code></Error>` })

function send(response: ServerResponse, { status, body = '', headers = {} }: Answer, fault?: S3Fault) {
  const bytes = Buffer.from(body)
  if (fault === 'wrong-bytes' && bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': bytes.byteLength }) })
  if (fault !== 'cut') return response.end(bytes)
  return response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy())
}
