import { Parser } from 'htmlparser2'
import type { S3Client } from './s3-client.ts'

interface Listed {
  readonly key: string
  readonly size: number
  readonly modified: Date
}

/** Every object whose key begins with this, in the order of keys; the prefix of the bucket is theirs to cut off. */
export async function* listObjects(ask: S3Client, prefix: string): AsyncGenerator<Listed> {
  for (let token: string | undefined, first = true; first || token; first = false) {
    const query = { 'list-type': '2', prefix, ...(token === undefined ? {} : { 'continuation-token': token }) }
    const { bytes } = await ask({ method: 'GET', query, expects: [200] })
    const page = readPage(bytes.toString())
    yield* page.objects
    token = page.next
  }
}

const listed = ({ Key: key = '', Size: size, LastModified: modified = '' }: Readonly<Record<string, string>>): Listed =>
  ({ key, size: Number(size), modified: new Date(modified) })

/** The answer of ListObjectsV2: what it lists, and how to ask for what follows. */
function readPage(xml: string): { objects: Listed[]; next: string | undefined } {
  const objects: Listed[] = []
  let [text, next, isCut] = ['', '', false]
  let current: Record<string, string> = {}
  const parser = new Parser({
    onopentag(name) {
      text = ''
      if (name === 'Contents') current = {}
    },
    ontext: (more) => void (text += more),
    onclosetag(name) {
      if (name === 'Contents') objects.push(listed(current))
      else if (name === 'NextContinuationToken') next = text
      else if (name === 'IsTruncated') isCut = text === 'true'
      else current[name] = text
    },
  }, { xmlMode: true })
  parser.end(xml)
  return { objects, next: isCut && next !== '' ? next : undefined }
}
