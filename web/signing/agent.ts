/** The agent of cards at this computer, as docs/card-agent.md has it. What it says is only shown or passed on: the server judges each signature. */
export interface Agent {
  status(): Promise<AgentStatus>
  /** By the six digits the agent shows in its own window; `false` when they are not right. */
  pair(code: string): Promise<boolean>
  open(batch: { readonly title: string, readonly certificate: string, readonly documents: readonly ToSign[] }): Promise<{ readonly batch: string } | Refused>
  /** Waits for its person as long as they need. */
  sign(batch: string, indices: readonly number[]): Promise<{ readonly signatures: readonly string[], readonly trouble: string | null } | Refused>
  end(batch: string): Promise<void>
}

/** `blocked`: this page was loaded from an address whose pages may not speak to the agent. */
export type AgentStatus = { readonly kind: 'off' | 'blocked' | 'unpaired' } | { readonly kind: 'ready', readonly certificates: readonly AgentCertificate[] }
export interface AgentCertificate {
  /** As the card calls it. */
  readonly label: string
  /** DER in base64, the signer's own first. */
  readonly chain: readonly string[]
  /** Signatures by one PIN; `null`: any number. */
  readonly perConfirmation: number | null
}
/** Bytes in base64. */
export interface ToSign { readonly name: string, readonly digest: string, readonly hash: string }
export interface Refused { readonly refused: string }

const quickMs = 3_000

export function agentAt(url: string): Agent {
  const kept = `obeh-agent ${url}`
  const ask = async (path: string, body: object | undefined, withinMs?: number): Promise<{ readonly status: number, readonly said: Record<string, unknown> }> => {
    const token = localStorage.getItem(kept)
    const response = await fetch(`${url}/v1${path}`, {
      method: body ? 'POST' : 'GET', credentials: 'omit', redirect: 'error', ...(body ? { body: JSON.stringify(body) } : {}), ...(withinMs ? { signal: AbortSignal.timeout(withinMs) } : {}),
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    })
    const said: unknown = await response.json()
    return { status: response.status, said: isRecord(said) ? said : {} }
  }
  const refusedOr = <Answer>({ status, said }: Awaited<ReturnType<typeof ask>>, read: (said: Record<string, unknown>) => Answer | null): Answer | Refused => {
    if (typeof said['refused'] === 'string') return { refused: said['refused'] }
    return (status === 200 ? read(said) : null) ?? { refused: status === 401 ? 'unpaired' : 'not-understood' }
  }
  return {
    async status() {
      try {
        const { said } = await ask('', undefined, quickMs)
        if (said['protocol'] !== 1) return { kind: 'off' }
        if (said['isPaired'] !== true) return { kind: 'unpaired' }
        const told = await ask('/certificates', undefined, quickMs)
        return { kind: 'ready', certificates: Array.isArray(told.said['certificates']) ? told.said['certificates'].flatMap(certificateOf) : [] }
      } catch {
        return { kind: blocked.has(url) ? 'blocked' : 'off' }
      }
    },
    async pair(code) {
      const { said } = await ask('/pair', { code }, quickMs)
      if (typeof said['token'] !== 'string') return false
      localStorage.setItem(kept, said['token'])
      return true
    },
    open: async (batch) => refusedOr(await ask('/batch', batch), ({ batch: id }) => (typeof id === 'string' ? { batch: id } : null)),
    sign: async (batch, indices) => refusedOr(await ask('/sign', { batch, indices }), ({ signatures, trouble }) => (
      Array.isArray(signatures) ? { signatures: signatures.filter(isText), trouble: isText(trouble) ? trouble : null } : null)),
    end: async (batch) => void await ask('/end', { batch }, quickMs).catch(() => undefined),
  }
}

/** Addresses to which the browser did not let this page speak; it tells so a moment after the request has failed. */
const blocked = new Set<string>()
globalThis.document?.addEventListener('securitypolicyviolation', ({ blockedURI }) => { if (URL.canParse(blockedURI)) blocked.add(new URL(blockedURI).origin) })

function certificateOf(said: unknown): AgentCertificate[] {
  if (!isRecord(said)) return []
  const { label, chain, perConfirmation } = said
  if (!isText(label) || !Array.isArray(chain) || !isText(chain[0])) return []
  return [{ label: label.slice(0, 200), chain: chain.filter(isText), perConfirmation: typeof perConfirmation === 'number' && perConfirmation > 0 ? Math.floor(perConfirmation) : null }]
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** SHA-256 of a certificate, as the server knows the key by it. */
export async function hashOf({ chain: [own = ''] }: AgentCertificate): Promise<string> {
  const bytes = Uint8Array.from(atob(own), (letter) => letter.charCodeAt(0))
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
