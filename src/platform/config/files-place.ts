import { isAbsolute } from 'node:path'

/** Where contents are kept: a folder, or a bucket of a server that speaks S3. */
export type FilesPlace = { readonly kind: 'directory'; readonly directory: string } | S3Place

export interface S3Place {
  readonly kind: 's3'
  /** The address of the bucket itself, without a slash at the end. */
  readonly bucketUrl: string
  /** Before every key; empty, or with a slash at its end. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** `dir:/absolute/path` or `s3://bucket/prefix?endpoint=https://…&region=…`. A string says what is wrong, as the end of a sentence. */
export function filesPlace(url: string, environment: Environment): FilesPlace | string {
  if (url.startsWith('dir:')) {
    const directory = url.slice(4)
    return isAbsolute(directory) ? { kind: 'directory', directory } : 'must name an absolute path: dir:/srv/obeh/files'
  }
  const form = 'must look like s3://bucket/prefix?endpoint=https://s3.example&region=eu-central-1 or dir:/absolute/path'
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address?.protocol !== 's3:' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(address.hostname)) return form
  if (address.username || address.password) return 'must not carry credentials; they belong in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
  const unknown = [...address.searchParams.keys()].find((name) => !['endpoint', 'region'].includes(name))
  if (unknown !== undefined) return `has an unknown part ${unknown}; there are endpoint and region`
  const [region, endpoint] = [address.searchParams.get('region') ?? 'us-east-1', address.searchParams.get('endpoint')]
  if (!/^[a-z0-9-]{1,40}$/.test(region)) return 'names no region that could be one'
  const bucketUrl = endpoint === null
    ? `https://${address.hostname}.s3.${region}.amazonaws.com`
    : bucketAt(endpoint, address.hostname, environment['NODE_ENV'] === 'production')
  if (bucketUrl === undefined) return 'must reach its endpoint by https; plain http only on this machine or outside production'
  const prefix = address.pathname.split('/').filter((part) => part !== '')
  if (prefix.some((part) => !/^[\w.-]+$/.test(part) || part === '..' || part === '.')) {
    return 'has a prefix with other characters than letters, digits, dots, dashes and slashes'
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = environment
  if (!accessKeyId || !secretAccessKey) return 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
  const session = sessionToken ? { sessionToken } : {}
  return { kind: 's3', bucketUrl, prefix: prefix.map((part) => `${part}/`).join(''), region, accessKeyId, secretAccessKey, ...session }
}

function bucketAt(endpoint: string, bucket: string, isProduction: boolean): string | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url || url.username || url.search) return undefined
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (isHere || !isProduction))) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/${bucket}`
}
