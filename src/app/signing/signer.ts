import { createHash } from 'node:crypto'
import { readCertificate } from '../../engines/x509/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Ability, Credential, FinishRefusal, OpenKey, Prepared, Signer, Told } from '../../modules/signing/index.ts'
import { cscAbility, cscClient, cscKey, fittingSignatures, pkcs11, softKey, unwrapKey, wrapKey, type CscClient, type Pkcs11, type SigningKey } from '../../platform/keys/index.ts'
import type { Authority } from '../../platform/pki/index.ts'
import type { Timestamper } from '../../platform/timestamps/index.ts'
import { openDocuments } from './documents.ts'
import type { KeptDocument, ToFinish } from './documents-thread.ts'
import { authDataOf, handOfCard, handOfService, keyElsewhere } from './hand.ts'
import { placesIn } from './places.ts'
import { rememberInfo } from './service-info.ts'

export interface SignerSettings {
  /** Under which soft keys are kept. */
  readonly secret: Uint8Array
  /** Absent: nobody gives time stamps, and what needs one waits. */
  readonly timestamper: Timestamper | null
  /** The remote service of the office, if it has one. */
  readonly csc: Parameters<typeof cscClient>[0] | null
  /** Where the agent of cards listens at everybody's computer, if the office uses cards. */
  readonly agentUrl?: string | null
  /** Who gives keys for trying out; none in a real office. */
  readonly authority: Authority | null
  /** The token with the seal of the office, if it has one. */
  readonly tokens: { readonly module: string; readonly driver?: string; readonly pin: string } | null
}

/** What is asked for a key. */
interface Providers { readonly secret: Uint8Array; readonly service: CscClient | null; readonly tokens: Pkcs11 | null; readonly pin: string }

const engine = openDocuments()

/** What the signature book needs of engines and keys: documents are made ready and finished in a thread, keys sign by their own ways. */
export function officeSigner(settings: SignerSettings): Signer {
  const { secret, timestamper, authority, agentUrl = null } = settings
  const providers = providersOf(settings)
  const { service } = providers
  const remembered = rememberInfo(service)
  return {
    agentUrl,
    inspect: (bytes) => engine.inspect(bytes),
    places: (bytes) => placesIn(engine, bytes),
    ability: (credential) => abilityOf(credential, remembered, agentUrl),
    async askCode({ provider, place }, askId) {
      const asked = provider === 'csc' ? await service?.challenge(place['credentialId'] ?? '', askId) : undefined
      return asked?.ok ? asked : refuse('code-not-sent')
    },
    async open(credential, { signatures, told = {} }) {
      const key = await keyOf(credential, providers, signatures, told)
      return key ? accept(openKey(credential.chain, key, timestamper)) : refuse('key-unavailable')
    },
    testKey(name, isSeal) {
      if (!authority) return null
      const { key, certificate, chain } = isSeal ? authority.issueSeal(name, '00000000') : authority.issueSigner(name)
      return { chain: [certificate, ...chain].map(({ der }) => der), wrappedKey: wrapKey(key, certificate.der, secret), validFrom: certificate.notBefore, validTo: certificate.notAfter }
    },
  }
}

function providersOf({ secret, csc, tokens }: SignerSettings): Providers {
  return { secret, service: csc ? cscClient(csc) : null, tokens: tokens && pkcs11(tokens), pin: tokens?.pin ?? '' }
}

/** The bare key of a credential for one signature, for what is no document of the signature book; nothing when it is out of reach. */
export const keyOpener = (settings: SignerSettings): ((credential: Credential) => Promise<SigningKey | undefined>) => {
  const providers = providersOf(settings)
  return (credential) => keyOf(credential, providers, 1)
}

/** What is not known of a key is told as the least: one signature by one confirmation. */
const unknownAbility: Ability = { perConfirmation: 1, secondsEach: 1 }

async function abilityOf({ provider, place, personId, chain }: Credential, info: CscClient['info'] | null, agentUrl: string | null): Promise<Ability | null> {
  switch (provider) {
    case 'soft': return { perConfirmation: null, secondsEach: 0.005 }
    case 'pkcs11': return personId === null ? { perConfirmation: null, secondsEach: 0.3 } : unknownAbility
    // How often the card wants its PIN knows the agent, which tells it to the page.
    case 'agent': return agentUrl === null ? null : { perConfirmation: null, secondsEach: 1, hand: handOfCard(agentUrl, chain[0] ?? new Uint8Array()) }
    case 'csc': {
      const found = await info?.(place['credentialId'] ?? '')
      if (!found?.ok) return found ? unknownAbility : null
      const hand = handOfService(found.value)
      return { ...cscAbility(found.value), ...(hand ? { hand } : {}) }
    }
  }
}

async function keyOf(credential: Credential, { secret, service, tokens, pin }: Providers, signatures: number, told: Told = {}): Promise<SigningKey | undefined> {
  const { provider, chain, wrappedKey, place } = credential
  switch (provider) {
    case 'soft': {
      const key = wrappedKey && unwrapKey(wrappedKey, chain[0] ?? new Uint8Array(), secret)
      return key ? softKey(key) : undefined
    }
    case 'csc': {
      const id = place['credentialId'] ?? ''
      const found = await service?.info(id)
      // What is signed already is finished without the service.
      if (!found?.ok || !service) return found?.ok === false && found.refusal === 'service-unreachable' ? keyElsewhere('service-unreachable') : undefined
      return cscKey(service, id, found.value, authDataOf(found.value, told), { signatures })
    }
    case 'pkcs11': return tokens ? tokenKey(credential, tokens, pin) : undefined
    case 'agent': return keyElsewhere('confirmation-needed')
  }
}

/** The seal alone: the PIN is the office's. It is told once; a token that wants it for each signature wants a person. */
async function tokenKey({ personId, chain, place }: Credential, tokens: Pkcs11, pin: string): Promise<SigningKey | undefined> {
  const certificate = readCertificate(chain[0] ?? new Uint8Array())
  if (personId !== null || !certificate.ok) return undefined
  let told: string | null = pin
  const once = () => {
    const given = told
    told = null
    return Promise.resolve(given)
  }
  const opened = await tokens.open({ place: { token: place['token'] ?? '', id: place['id'] ?? '' }, certificate: certificate.value, pin: once })
  return opened.ok ? opened.key : undefined
}

/** What of a prepared document is kept by the run until its signature comes. */
interface Kept { readonly bytes: Uint8Array; readonly document: KeptDocument }

function openKey(chain: readonly Uint8Array[], key: SigningKey, timestamper: Timestamper | null): OpenKey {
  return {
    async prepare(contents) {
      const made = await engine.prepare(chain, contents.map(({ bytes, fileName, at, name, reason, shown, stamp, final = false }) => (
        { bytes, shown, fileName, stamped: stamp && timestamper !== null, wish: { signedAt: at, name, final, ...(reason === null ? {} : { reason }) } })))
      return made.map((one, index): Result<Prepared, string> => {
        const { bytes } = contents[index] ?? {}
        if (!one.ok || !bytes) return one.ok ? refuse('not-prepared') : one
        const { toSign, digest, hash, form: { kind } } = one.value
        return accept({ digest, container: kind === 'container', kept: { bytes, document: one.value } satisfies Kept, wanted: { bytes: toSign.bytes, digest: toSign.digest, hash } })
      })
    },
    sign: (prepared) => key.sign(prepared.map(({ wanted }) => wanted)),
    fitting(wanted, signature) {
      const own = readCertificate(chain[0] ?? new Uint8Array())
      return own.ok ? fittingSignatures(own.value, [wanted], [signature])[0] ?? null : null
    },
    async finish(prepared) {
      const tokens = await Promise.all(prepared.map(({ signature, stamp }) => (stamp ? stampOver(timestamper, signature) : null)))
      const documents = prepared.map(({ content: { kept, container }, signature }, index): ToFinish => (
        { kept: (kept as Kept).document, signature, ...(tokens[index] ? { token: tokens[index] } : {}), ...(container ? { bytes: (kept as Kept).bytes } : {}) }))
      return (await engine.finish(chain, documents)).map((one, index): Result<readonly Uint8Array[], FinishRefusal> => {
        const { content, stamp } = prepared[index] ?? {}
        if (!content || (stamp && !tokens[index])) return refuse('no-timestamp')
        if (one.ok) return accept(content.container ? [one.value] : [(content.kept as Kept).bytes, one.value])
        return refuse(one.refusal === 'took-too-long' ? one.refusal : 'broken-signature')
      })
    },
    close: () => key.close(),
  }
}

async function stampOver(timestamper: Timestamper | null, signature: Uint8Array): Promise<Uint8Array | null> {
  const stamped = await timestamper?.stamp(createHash('sha256').update(signature).digest())
  return stamped?.ok ? stamped.value : null
}
