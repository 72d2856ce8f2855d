import { X509Certificate } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { perform, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { findPerson } from '../identity/index.ts'
import type { Credential } from './model-port.ts'
import { personOf, type Done, type Key, type SigningDeps } from './service.ts'
import { endCredential, insertCredential, readCredential, readCredentials } from './store.ts'

export type NewCredential = Omit<Credential, 'id' | 'endedAt'>
export type RegisterRefusal = 'person-unknown' | 'certificate-unreadable'

/** Keeps a key that somebody signs with, or the seal of the office (`personId` null). Whether it is qualified is told by its certificate alone. */
export function registerCredential(deps: DeedDeps, actor: Actor, one: NewCredential, command: Key = {}): Done<{ id: Id<'Credential'> }, RegisterRefusal | KeyRefusal> {
  const input = keyFacts(one)
  return perform(deps, actor, { name: 'register-signing-key', input, ...command }, async (deed): Done<{ id: Id<'Credential'> }, RegisterRefusal> => {
    const { tx, at, actor: { tenantId, personId } } = deed
    if (one.personId !== null && !(await findPerson(tx, tenantId, one.personId))?.active) return refuse('person-unknown')
    const id = newId<'Credential'>(at)
    await insertCredential(tx, tenantId, { ...one, id, endedAt: null }, personId, at)
    deed.note({ event: 'RegistraceKlice', object: { type: 'PodpisovyKlic', id }, payload: input })
    return accept({ id })
  })
}

/** Gives a person, or the office (`null`), a key for trying out; in no real office (soft keys are never qualified). */
export async function giveTestKey(deps: SigningDeps, actor: Actor, personId: Id<'Person'> | null, command: Key = {}): Done<{ id: Id<'Credential'> }, RegisterRefusal | 'no-test-keys' | KeyRefusal> {
  const person = personId === null ? null : await findPerson(deps.db, actor.tenantId, personId)
  if (person === undefined) return refuse('person-unknown')
  const key = deps.signer.testKey(person?.name ?? 'Elektronická pečeť úřadu', personId === null)
  if (!key) return refuse('no-test-keys')
  return registerCredential(deps, actor, { ...key, personId, provider: 'soft', label: 'Zkušební klíč (není kvalifikovaný)', place: {} }, command)
}

export interface ForeignKey extends Pick<Credential, 'personId' | 'label' | 'place'> {
  readonly provider: Exclude<Credential['provider'], 'soft'>
  /** DER in base64, the signer's own first. */
  readonly certificates: readonly string[]
}

/** Keeps a key that is elsewhere, by its certificates. */
export async function registerForeignKey(deps: DeedDeps, actor: Actor, { certificates, ...key }: ForeignKey, command: Key = {}): Done<{ id: Id<'Credential'> }, RegisterRefusal | KeyRefusal> {
  const chain = certificates.map((each) => Buffer.from(each, 'base64'))
  const own = readCertificate(chain[0])
  if (!own || chain.some((each) => !readCertificate(each))) return refuse('certificate-unreadable')
  return registerCredential(deps, actor, { ...key, chain, wrappedKey: null, validFrom: own.validFromDate, validTo: own.validToDate }, command)
}

export type OwnCardRefusal = 'key-known' | 'credential-not-valid' | 'credential-not-usable'

/**
 * Keeps a card of one's own, by the certificate its agent told. That one has its key need not be proven here: each signature by it is verified
 * by this certificate before it is kept.
 */
export async function registerOwnCard(deps: SigningDeps, actor: Actor, { label, certificates }: Pick<ForeignKey, 'label' | 'certificates'>, command: Key = {}): Done<{ id: Id<'Credential'> }, OwnCardRefusal | RegisterRefusal | KeyRefusal> {
  const own = readCertificate(Buffer.from(certificates[0] ?? '', 'base64'))
  if (deps.signer.agentUrl === null) return refuse('credential-not-usable')
  if (!own) return refuse('certificate-unreadable')
  const at = deps.now()
  if (own.validFromDate > at || own.validToDate <= at) return refuse('credential-not-valid')
  const personId = personOf(actor)
  const before = await readCredentials(deps.db, actor.tenantId, personId)
  if (before.some(({ endedAt, chain: [first] }) => endedAt === null && first && own.raw.equals(first))) return refuse('key-known')
  return registerForeignKey(deps, actor, { label, certificates, personId, provider: 'agent', place: {} }, command)
}

function readCertificate(der: Buffer | undefined): X509Certificate | null {
  try {
    return der ? new X509Certificate(der) : null
  } catch {
    return null
  }
}

/** Ends a key: nothing is signed by it any more; what was signed stays signed. */
export function endKey(deps: DeedDeps, actor: Actor, id: Id<'Credential'>, command: Key = {}): Done<null, 'not-found' | KeyRefusal> {
  return perform(deps, actor, { name: 'end-signing-key', input: { id }, ...command }, async (deed): Done<null, 'not-found'> => {
    const { tx, at, actor: { tenantId } } = deed
    const found = await readCredential(tx, tenantId, id)
    const isTheirs = found && (found.personId === actor.personId || actor.roles.includes('admin'))
    if (!isTheirs || !(await endCredential(tx, tenantId, id, personOf(actor), at))) return refuse('not-found')
    deed.note({ event: 'ZruseniKlice', object: { type: 'PodpisovyKlic', id }, payload: { ended: true } })
    return accept(null)
  })
}

/** What of a key the log vouches for. */
export const keyFacts = ({ personId, provider, label, chain, validFrom, validTo }: NewCredential) => (
  { personId, provider, label, certificate: sha256Of(chain[0] ?? new Uint8Array()), validFrom: validFrom.toISOString(), validTo: validTo.toISOString() })

/** One's own keys, newest first. */
export const ownCredentials = ({ db }: Pick<DeedDeps, 'db'>, { tenantId, personId }: Actor): Promise<Credential[]> =>
  (personId === null ? Promise.resolve([]) : readCredentials(db, tenantId, personId))
