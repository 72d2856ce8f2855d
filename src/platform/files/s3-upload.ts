import { codeOf, type S3Client } from './s3-client.ts'
import { ContentsUnavailable } from './content.ts'

/** Bytes that can be read from anywhere, more than once. */
export interface Source {
  readonly size: number
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>
}

/** So much goes in one request, and is held in memory. S3 takes no smaller part than 5 MiB, and ten thousand of them. */
const partBytes = 8 * 1024 * 1024

/**
 * Puts an object where none is; one that came there meanwhile is left, unless it is to be replaced. Whole or not at all: S3 shows no object
 * before it has all of it, on as many disks as it answers for.
 */
export async function upload(ask: S3Client, key: string, source: Source, replaces: boolean): Promise<void> {
  const condition: Record<string, string> = replaces ? {} : { 'if-none-match': '*' }
  if (source.size > partBytes) return uploadParts(ask, key, source, condition)
  const body = await source.slice(0, source.size)
  const put = (headers: Record<string, string>, expects: number[]) => ask({ method: 'PUT', key, headers, body, expects })
  const { status } = await put(condition, [200, 409, 412, 501])
  // One that knows no conditions: the same key is the same content, so writing it over is no harm.
  if (status === 501) await put({}, [200])
}

async function uploadParts(ask: S3Client, key: string, source: Source, condition: Record<string, string>): Promise<void> {
  const begun = await ask({ method: 'POST', key, query: { uploads: '' }, expects: [200] })
  const [, uploadId] = /<UploadId>([^<]+)<\/UploadId>/.exec(begun.bytes.toString()) ?? []
  if (uploadId === undefined) throw new ContentsUnavailable('an upload in parts began without a name')
  try {
    const parts: string[] = []
    for (let from = 0; from < source.size; from += partBytes) {
      const body = await source.slice(from, Math.min(from + partBytes, source.size))
      const { headers } = await ask({ method: 'PUT', key, query: { partNumber: String(parts.length + 1), uploadId }, body, expects: [200] })
      parts.push(`<Part><PartNumber>${parts.length + 1}</PartNumber><ETag>${headers.get('etag') ?? ''}</ETag></Part>`)
    }
    const body = new TextEncoder().encode(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
    const complete = (headers: Record<string, string>, expects: number[]) =>
      ask({ method: 'POST', key, query: { uploadId }, headers, body, expects })
    let done = await complete(condition, [200, 404, 409, 412, 501])
    if (done.status === 501) done = await complete({}, [200, 404])
    // It may begin to answer 200 and fail then. A 404 is the second try of what the first had done; whoever asked looks for the object.
    if (done.status === 200 && codeOf(done) !== '') throw new ContentsUnavailable(`an upload in parts was not finished: ${codeOf(done)}`)
    if (done.status === 409 || done.status === 412) await abandon(ask, key, uploadId)
  } catch (error) {
    await abandon(ask, key, uploadId).catch(() => {})
    throw error
  }
}

const abandon = (ask: S3Client, key: string, uploadId: string) =>
  ask({ method: 'DELETE', key, query: { uploadId }, expects: [204, 200, 404] })
