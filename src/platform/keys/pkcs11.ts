import type { Certificate } from '../../engines/x509/index.ts'
import { refuse, accept, type Result } from '../../kernel/result.ts'
import { openThreads } from '../threads/index.ts'
import type { Ability, KeyTrouble, Signed, SigningKey, ToSign } from './model.ts'
import type { FoundCertificate, Pkcs11Answer, Pkcs11Opened, Pkcs11Place, Pkcs11Question } from './pkcs11-thread.ts'
import { fittingSignatures } from './signatures.ts'

export interface Pkcs11Settings {
  /** The library of the token's maker, a path the administrator chose: it is code that runs within the server. */
  readonly module: string
  /** A package that speaks to it; `pkcs11js` unless a test brings its own. */
  readonly driver?: string
}

export interface Pkcs11Key {
  readonly place: Pkcs11Place
  readonly certificate: Certificate
  /** Asked when the key is opened, and before each further signature of a key that wants it so; `null`: nobody confirmed. Kept in memory only. */
  readonly pin: () => Promise<string | null>
}

export interface Pkcs11 {
  /** Certificates on all tokens that are there, with where their keys are. Needs no PIN. */
  tokens(): Promise<Result<readonly FoundCertificate[], KeyTrouble['code']>>
  open(key: Pkcs11Key): Promise<{ readonly ok: true; readonly key: SigningKey; readonly ability: Ability } | { readonly ok: false; readonly trouble: KeyTrouble }>
  close(): Promise<void>
}

const noAnswer: KeyTrouble = { code: 'key-removed', again: false, detail: 'the driver ended' }
const unconfirmed: KeyTrouble = { code: 'confirmation-needed', again: false }

/** Cards and tokens at the server by PKCS#11: a token of the seal, a hardware module. */
export function pkcs11({ module, driver = 'pkcs11js' }: Pkcs11Settings): Pkcs11 {
  const threads = openThreads<Pkcs11Question, Pkcs11Answer>(new URL('./pkcs11-thread.ts', import.meta.url), 1)
  // A driver is foreign code: when it takes its thread along, that is the token's trouble and nobody else's.
  const ask = (question: Pkcs11Question): Promise<Pkcs11Answer> => threads.ask(question).catch(() => ({ trouble: noAnswer }))

  return {
    async tokens() {
      const told = await ask({ ask: 'tokens', module, driver })
      return 'found' in told ? accept(told.found) : refuse(troubleIn(told).code)
    },
    async open({ place, certificate, pin }) {
      const first = await pin()
      if (first === null) return { ok: false, trouble: unconfirmed }
      const told = await ask({ ask: 'open', module, driver, place, pin: first })
      if (!('session' in told)) return { ok: false, trouble: troubleIn(told) }
      return { ok: true, key: keyOf(ask, told, certificate, firstThen(first, pin)), ability: abilityOf(told) }
    },
    close: () => threads.close(),
  }
}

/** The PIN by which the key was opened is that of the first signature as well: one confirmation, one signature. */
function firstThen(first: string, pin: () => Promise<string | null>): () => Promise<string | null> {
  let kept: string | null = first
  return () => {
    const given = kept
    kept = null
    return given === null ? pin() : Promise.resolve(given)
  }
}

/** A card signs a few times in a second; one that wants its PIN each time waits for a person. */
const abilityOf = ({ isPinEach }: Pkcs11Opened): Ability => (isPinEach ? { perConfirmation: 1, secondsEach: 5 } : { perConfirmation: null, secondsEach: 0.3 })

/** So many at once, that what was signed is told in time when the token goes away. */
const atOnce = 20

function keyOf(ask: (question: Pkcs11Question) => Promise<Pkcs11Answer>, { session, isPinEach }: Pkcs11Opened, certificate: Certificate, pin: () => Promise<string | null>): SigningKey {
  const signPart = async (list: readonly ToSign[]): Promise<Signed> => {
    const code = isPinEach ? await pin() : null
    if (isPinEach && code === null) return { signatures: [], trouble: unconfirmed }
    const told = await ask({ ask: 'sign', session, pin: code, list: list.map(({ digest, hash }) => ({ digest, hash })) })
    if (!('signatures' in told)) return { signatures: [], trouble: troubleIn(told) }
    const signatures = fittingSignatures(certificate, list, told.signatures)
    const isForeign = signatures.length < told.signatures.length
    return { signatures, trouble: isForeign ? { code: 'service-refused', again: false, detail: 'a signature that does not fit the certificate' } : told.trouble }
  }
  return {
    async sign(list) {
      const signatures: Uint8Array[] = []
      while (signatures.length < list.length) {
        const part = await signPart(list.slice(signatures.length, signatures.length + (isPinEach ? 1 : atOnce)))
        signatures.push(...part.signatures)
        if (part.trouble) return { signatures, trouble: part.trouble }
      }
      return { signatures, trouble: null }
    },
    async close() {
      await ask({ ask: 'close', session })
    },
  }
}

const troubleIn = (told: Pkcs11Answer): KeyTrouble => ('trouble' in told && told.trouble !== null ? told.trouble : noAnswer)
