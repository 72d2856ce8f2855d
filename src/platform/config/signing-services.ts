import { z } from 'zod'

/** Who helps to sign: authorities of time stamps, a remote signing service, a library of tokens. Each may be absent. */
export interface SigningServices {
  /** RFC 3161, asked in this order. Empty: nobody gives time stamps, and what needs one waits. */
  readonly timestampUrls: readonly string[]
  /** At most so many requests in so long, to each authority. */
  readonly timestampBudget: { readonly requests: number; readonly windowMs: number }
  /** A service of CSC API v2. */
  readonly csc: { readonly url: string; readonly clientId: string; readonly clientSecret: string } | undefined
  /** Where the agent of cards listens at everybody's computer; pages of signing may speak to it, and to nobody else. */
  readonly agentUrl: string | undefined
  /** The library by which PKCS#11 speaks to the token with the seal of the office, and its PIN. */
  readonly tokens: { readonly module: string; readonly pin: string } | undefined
}

/** Digests go to a remote key and its answers come back with what was confirmed: in the clear only within this machine. */
const isSafe = (text: string) => {
  const { protocol, hostname, username } = URL.parse(text) ?? { protocol: '', hostname: '', username: '' }
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)))
}

const Urls = z.string().transform((text, context) => text.split(/[\s,]+/).filter((each) => each !== '').flatMap((url) => {
  // A time stamp is signed, so http is as good, and many authorities offer nothing else.
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return [url]
  context.addIssue('must be http(s) addresses of time-stamping authorities, with spaces between them')
  return []
}))

const Budget = z.string().transform((text, context) => {
  const [, requests, seconds] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const budget = { requests: Number(requests), windowMs: Number(seconds) * 1000 }
  if (budget.requests > 0 && budget.windowMs > 0) return budget
  context.addIssue('must be REQUESTS/SECONDS, such as 20/1200: at most 20 in 20 minutes')
  return z.NEVER
})

export const signingVariables = {
  TSA_URLS: Urls.optional(),
  TSA_BUDGET: Budget.optional(),
  CSC_URL: z.string().refine(isSafe, 'must be the https address of a signing service, up to its version (https://service.example/csc/v2)').optional(),
  CSC_CLIENT_ID: z.string().min(1).max(500).optional(),
  CSC_CLIENT_SECRET: z.string().min(1).max(2000).optional(),
  CARD_AGENT_URL: z.string().regex(/^http:\/\/127\.0\.0\.1:[1-9][0-9]{0,4}$/, 'must be where the agent of cards listens: http://127.0.0.1: and its port').optional(),
  PKCS11_MODULE: z.string().regex(/^\/.+/, 'must be the whole path of a library (/usr/lib/….so)').optional(),
  PKCS11_PIN: z.string().min(1).max(200).optional(),
} as const

type Given = { readonly [Name in keyof typeof signingVariables]?: z.infer<(typeof signingVariables)[Name]> | undefined }

/** What was set, or what is wrong with it. */
export function signingServices({ TSA_URLS = [], TSA_BUDGET = { requests: 1_000, windowMs: 60_000 }, CSC_URL: url, CSC_CLIENT_ID: clientId, CSC_CLIENT_SECRET: clientSecret, CARD_AGENT_URL: agentUrl, PKCS11_MODULE: module, PKCS11_PIN: pin }: Given): SigningServices | string {
  const csc = url !== undefined && clientId !== undefined && clientSecret !== undefined ? { url: url.replace(/\/+$/, ''), clientId, clientSecret } : undefined
  if (!csc && (url ?? clientId ?? clientSecret) !== undefined) return 'CSC_URL, CSC_CLIENT_ID and CSC_CLIENT_SECRET must be set all or none'
  const tokens = module !== undefined && pin !== undefined ? { module, pin } : undefined
  if (!tokens && (module ?? pin) !== undefined) return 'PKCS11_MODULE and PKCS11_PIN must be set both or none'
  return { timestampUrls: TSA_URLS, timestampBudget: TSA_BUDGET, csc, agentUrl, tokens }
}
