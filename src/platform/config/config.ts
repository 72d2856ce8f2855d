import { resolve } from 'node:path'
import { z } from 'zod'
import { parseCosignerKey, type CosignerKey } from '../../engines/merkle/index.ts'
import { filesPlace, type FilesPlace } from './files-place.ts'
import { signingServices, signingVariables, type SigningServices } from './signing-services.ts'

/** How this server is set up. Everything comes from the environment and is checked before anything else starts. */
export interface Config {
  /** `demo` fills an empty database with a fictional office; `production` never does and takes no default for a secret. */
  readonly mode: 'demo' | 'production'
  /** What of the office this process does: serve people, work behind the counter, or both. */
  readonly run: 'all' | 'web' | 'worker'
  /** Where keys, checkpoints, what is on its way, and unless told otherwise contents and the embedded database live. */
  readonly dataDirectory: string
  readonly host: string
  readonly port: number
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  /** Where contents are kept. */
  readonly files: FilesPlace
  /** Where the keys of the installation are; the same for all its processes. */
  readonly secretsDirectory: string
  /** Roles an administrator has made by hand (`OBEH_DATABASE_APP_URL`, `_PORTAL_URL`, `_WORKER_URL`, all or none). Absent: the server makes its own. */
  readonly databaseLogins: { readonly app: string; readonly portal: string; readonly worker: string } | undefined
  /** The address by which people reach the office, without a slash at the end. */
  readonly publicUrl: string
  /** `smtp://`, `smtps://` or `dir:/absolute/path` (messages are left there as files). */
  readonly mailUrl: string
  readonly mailFrom: string
  /** A ClamAV daemon that scans what comes in: `clamd://host:port` or `clamd:/path/of/its/socket`. Absent: nothing is scanned. */
  readonly scannerUrl: string | undefined
  /** Whose evidence on signatures (OCSP, lists of the revoked) is asked for: of anybody on the internet, also within private networks, or of nobody. */
  readonly evidence: 'public' | 'any' | 'none'
  /** Who helps to sign. */
  readonly signing: SigningServices
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** How many proxies stand in front of the server; each adds one address to `X-Forwarded-For`, and no more of them are believed. */
  readonly trustProxy: number
  /** Servers of others that cosign the log (C2SP tlog-witness): where they are asked, and the key each is known by. */
  readonly witnesses: readonly { readonly url: string; readonly key: CosignerKey }[]
  /** After how many hours without a new cosignature somebody has to look. */
  readonly witnessAlarmHours: number
  /** After how many months what the log says of mere looking and signing in loses its particulars; never less than 18. Absent: never. */
  readonly logReadingMonths: number | undefined
  /** For how many minutes after signing in (or proving it again) people may do sensitive acts without being asked who they are. */
  readonly reauthMinutes: number
  /** With it `/metrics` is told to whoever brings it (`Authorization: Bearer …`); without it to this machine alone. */
  readonly metricsToken: string | undefined
}

const Witnesses = z.string().transform((text, context) => text.split(/[\n;]/).map((each) => each.trim()).filter((each) => each !== '').flatMap((each) => {
  const [line = '', url = '', ...more] = each.split(/\s+/)
  const key = parseCosignerKey(line)
  if (key.ok && more.length === 0 && /^https?:\/\//.test(url) && URL.canParse(url)) return [{ url: url.replace(/\/+$/, ''), key: key.value }]
  context.addIssue('must be "KEY URL" of each witness, with ; between them; a witness prints its key when it starts')
  return []
}))

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' }).optional()

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  OBEH_DATA: z.string().min(1).default('./var'),
  OBEH_RUN: z.enum(['all', 'web', 'worker'], { error: 'must be all, web or worker' }).default('all'),
  OBEH_SECRETS: z.string().min(1).optional(),
  FILES_URL: z.string().optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65535).default(8080),
  DATABASE_URL: databaseUrl,
  OBEH_DATABASE_APP_URL: databaseUrl,
  OBEH_DATABASE_PORTAL_URL: databaseUrl,
  OBEH_DATABASE_WORKER_URL: databaseUrl,
  OBEH_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) address of this office' }).optional(),
  MAIL_URL: z.string().regex(/^(smtps?:\/\/.+|dir:\/.+)$/, 'must look like smtp://host:25 or dir:/absolute/path').optional(),
  MAIL_FROM: z.string().regex(/^[^\s<>@]+@[^\s<>@]+$/, 'must be an e-mail address').optional(),
  SCANNER_URL: z.string().regex(/^clamd:(\/\/[^/\s]+|\/[^/\s].*)$/, 'must look like clamd://host:3310 or clamd:/run/clamav/clamd.ctl').optional(),
  EVIDENCE: z.enum(['public', 'any', 'none'], { error: 'must be public, any or none' }).optional(),
  ...signingVariables,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TRUST_PROXY: z.coerce.number({ error: 'must be the number of proxies in front' }).int().min(0).max(10).default(0),
  WITNESSES: Witnesses.default([]),
  LOG_READING_MONTHS: z.coerce.number({ error: 'must be a number of months' }).int().min(18, 'must be at least 18 (decree 409/2025 § 22)').max(1200).optional(),
  WITNESS_ALARM_HOURS: z.coerce.number({ error: 'must be a number of hours' }).min(1).max(720).default(24),
  METRICS_TOKEN: z.string().regex(/^[\x21-\x7e]{16,200}$/, 'must be at least 16 letters and digits without spaces, best drawn at random').optional(),
  REAUTH_MINUTES: z.coerce.number({ error: 'must be a number of minutes' }).int().min(1).max(720).default(10),
})

/** Every variable that says anything to a server. */
export const variables: readonly string[] = [...Object.keys(Environment.shape), 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']

/** Those read elsewhere: by the launcher of PostgreSQL, by the tools and by tests. */
const othersRead = ['OBEH_PG_TEMPLATE', 'OBEH_BENCH_DOCUMENTS', 'OBEH_CHROMIUM', 'OBEH_SCREENSHOTS', 'OBEH_SHARED']

/** Variables that look like ours and mean nothing: most likely mistyped, and what they should have set has its default. */
function unknownOurs(set: Readonly<Record<string, unknown>>): string[] {
  const known = [...Object.keys(Environment.shape), ...othersRead]
  return Object.keys(set).filter((name) => name.startsWith('OBEH_') && !known.includes(name))
    .map((name) => `${name} is not a variable of Oběh; those are ${known.filter((each) => each.startsWith('OBEH_') && !othersRead.includes(each)).join(', ')}`)
}

/** What is wrong with the environment, one line a variable. */
export class BadConfig extends Error {}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(set)
  const wrong = [...parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [], ...unknownOurs(set)]
  if (!parsed.success || wrong.length > 0) throw new BadConfig(wrong.join('\n'))
  const env = parsed.data
  const mode = env.NODE_ENV === 'production' ? 'production' : 'demo'
  const dataDirectory = resolve(env.OBEH_DATA)
  const files = filesPlace(env.FILES_URL ?? `dir:${resolve(dataDirectory, 'files')}`, set)
  if (typeof files === 'string') throw new BadConfig(`FILES_URL ${files}`)
  const signing = signingServices(env)
  if (typeof signing === 'string') throw new BadConfig(signing)
  if (env.OBEH_RUN !== 'all' && !env.DATABASE_URL) throw new BadConfig(`DATABASE_URL must be set with OBEH_RUN=${env.OBEH_RUN}: the embedded PostgreSQL belongs to one process`)
  if (mode === 'production') {
    const missing = (['OBEH_DATA', 'OBEH_URL', 'MAIL_URL', 'MAIL_FROM'] as const).filter((name) => set[name] === undefined)
    if (missing.length > 0) throw new BadConfig(missing.map((name) => `${name} must be set in production`).join('\n'))
  }
  return {
    mode,
    run: env.OBEH_RUN,
    dataDirectory,
    files,
    secretsDirectory: resolve(env.OBEH_SECRETS ?? resolve(dataDirectory, 'secrets')),
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    databaseLogins: loginsOf(env),
    publicUrl: (env.OBEH_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    mailUrl: env.MAIL_URL ?? `dir:${resolve(dataDirectory, 'outgoing-mail')}`,
    mailFrom: env.MAIL_FROM ?? 'podatelna@kraj.example',
    scannerUrl: env.SCANNER_URL,
    evidence: env.EVIDENCE ?? (mode === 'production' ? 'public' : 'none'),
    signing,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY,
    witnesses: env.WITNESSES,
    witnessAlarmHours: env.WITNESS_ALARM_HOURS,
    logReadingMonths: env.LOG_READING_MONTHS,
    reauthMinutes: env.REAUTH_MINUTES,
    metricsToken: env.METRICS_TOKEN,
  }
}

function loginsOf(env: z.infer<typeof Environment>): Config['databaseLogins'] {
  const { OBEH_DATABASE_APP_URL: app, OBEH_DATABASE_PORTAL_URL: portal, OBEH_DATABASE_WORKER_URL: worker, DATABASE_URL: owner } = env
  if (app === undefined && portal === undefined && worker === undefined) return undefined
  if (app && portal && worker && owner) return { app, portal, worker }
  throw new BadConfig('OBEH_DATABASE_APP_URL, OBEH_DATABASE_PORTAL_URL and OBEH_DATABASE_WORKER_URL must be set all, and beside DATABASE_URL, or none')
}
