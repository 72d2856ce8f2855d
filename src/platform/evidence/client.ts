import { readCrl, readOcspResponse } from '../../engines/x509/index.ts'
import { isPublic } from './host.ts'
import { fetchCarefully } from './request.ts'

/** What a verdict says it lacks; as in its report. */
export interface WantedEvidence {
  readonly kind: 'ocsp' | 'crl' | 'issuer'
  readonly url: string | null
  /** Of OCSP: what to send, in base64. */
  readonly request?: string
}

/** DER, whatever it says. */
export interface FetchedEvidence {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
}

export interface EvidenceSource {
  fetch(wanted: readonly WantedEvidence[]): Promise<FetchedEvidence>
}

export const noEvidence: FetchedEvidence = { certificates: [], crls: [], ocsps: [] }

/** Nobody is asked: verdicts say what they lack. */
export const closedSource: EvidenceSource = { fetch: () => Promise.resolve(noEvidence) }

export interface EvidenceSettings {
  readonly now?: () => Date
  readonly timeoutMs?: number
  /** Whether loopback and private networks may be asked. */
  readonly allowsInner?: boolean
}

const [mostAddresses, atOnce, restMs] = [24, 4, 300_000]
const largest = { ocsp: 256 * 1024, issuer: 256 * 1024, crl: 50 * 2 ** 20 } as const
/** What is brought for one file at most; what comes beyond is as if nobody had answered. */
const mostBytes = 64 * 2 ** 20
/** What is kept in memory at most; the oldest goes first. */
const keptBytes = 128 * 2 ** 20

interface Kept { readonly bytes: Uint8Array | undefined; readonly until: number }

export function evidenceClient({ now = () => new Date(), timeoutMs = 15_000, allowsInner = false }: EvidenceSettings = {}): EvidenceSource {
  const kept = new Map<string, Kept>()
  const underWay = new Map<string, Promise<Uint8Array | undefined>>()

  async function get(wanted: WantedEvidence & { readonly url: string }): Promise<Uint8Array | undefined> {
    const key = `${wanted.url} ${wanted.request ?? ''}`
    const known = kept.get(key)
    if (known && known.until > now().getTime()) return known.bytes
    const asked = underWay.get(key) ?? ask(wanted, key)
    underWay.set(key, asked)
    return asked
  }

  async function ask({ kind, url, request }: WantedEvidence & { readonly url: string }, key: string): Promise<Uint8Array | undefined> {
    try {
      const body = kind === 'ocsp' && request ? { bytes: Buffer.from(request, 'base64'), type: 'application/ocsp-request' } : undefined
      const bytes = await fetchCarefully({ url, timeoutMs, most: largest[kind], mayAsk: allowsInner ? () => true : isPublic, ...(body ? { body } : {}) })
      keep(key, { bytes, until: now().getTime() + lifeOf(kind, bytes, now()) })
      return bytes
    } finally {
      underWay.delete(key)
    }
  }

  function keep(key: string, one: Kept) {
    kept.delete(key)
    kept.set(key, one)
    let total = [...kept.values()].reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0)
    for (const [oldest, { bytes }] of kept) {
      if (total <= keptBytes && kept.size <= 10_000) break
      kept.delete(oldest)
      total -= bytes?.length ?? 0
    }
  }

  return {
    async fetch(wanted) {
      const askable = wanted.filter((one): one is WantedEvidence & { readonly url: string } => one.url !== null && (one.kind !== 'ocsp' || one.request !== undefined)).slice(0, mostAddresses)
      const got: { readonly kind: WantedEvidence['kind']; readonly bytes: Uint8Array }[] = []
      let brought = 0
      for (let at = 0; at < askable.length && brought < mostBytes; at += atOnce) {
        const part = await Promise.all(askable.slice(at, at + atOnce).map(async (one) => ({ kind: one.kind, bytes: await get(one) })))
        for (const { kind, bytes } of part) {
          if (!bytes || brought + bytes.length > mostBytes) continue
          brought += bytes.length
          got.push({ kind, bytes })
        }
      }
      const of = (kind: WantedEvidence['kind']) => got.filter((one) => one.kind === kind).map(({ bytes }) => bytes)
      return { certificates: of('issuer').map(inDer), crls: of('crl').map(inDer), ocsps: of('ocsp') }
    },
  }
}

/** Until its next update, a minute at least and a day at most; a failure rests for five minutes. */
function lifeOf(kind: WantedEvidence['kind'], bytes: Uint8Array | undefined, now: Date): number {
  if (!bytes) return restMs
  const next = kind === 'crl' ? nextOfList(bytes) : kind === 'ocsp' ? nextOfAnswer(bytes) : undefined
  return Math.min(Math.max(next ? next.getTime() - now.getTime() : 86_400_000, 60_000), 86_400_000)
}

function nextOfList(bytes: Uint8Array): Date | undefined {
  const crl = readCrl(inDer(bytes))
  return crl.ok ? crl.value.nextUpdate ?? new Date(0) : new Date(0)
}

function nextOfAnswer(bytes: Uint8Array): Date | undefined {
  const response = readOcspResponse(bytes)
  return response.ok ? response.value.singles[0]?.nextUpdate ?? new Date(0) : new Date(0)
}

/** Some authorities give out PEM. */
function inDer(bytes: Uint8Array): Uint8Array {
  const text = bytes[0] === 0x2d ? Buffer.from(bytes).toString('latin1') : undefined
  const [, body] = text ? /-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]+)-----END/.exec(text) ?? [] : []
  return body ? Buffer.from(body, 'base64') : bytes
}
