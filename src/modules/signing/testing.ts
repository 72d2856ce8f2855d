import { createHash, createPublicKey, createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { migrations as circulation } from '../circulation/index.ts'
import { written } from '../circulation/testing.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as records } from '../records/index.ts'
import { askSignature, freeze, keepRule, migrations as signing, openForSigning, registerCredential, writeAuthority, type NewRule, type Hand, type OpenKey, type Places, type Signer, type SigningDeps, type Told } from './index.ts'
import type { CeremonyItem } from './model-ceremony.ts'
import { readItems } from './service-read.ts'

export { rootOf, type CeremonyItem } from './model-ceremony.ts'
export { readItems } from './service-read.ts'

/** What the key of a test has done and will do. */
export interface TestKey {
  /** Digests it has signed, in order: how often it was really asked. */
  readonly signed: string[]
  perConfirmation: number | null
  stampsFail: boolean
  /** What it wants of its holder. */
  hand: Hand | undefined
  /** What its holder has to tell it, when its hand is `secrets`. */
  secret: string
  /** What a digest is of that was asked of a card. */
  bytesOf(digest: Uint8Array): Uint8Array
  /** Where bytes have room for signatures that are shown. */
  placesOf: (bytes: Buffer) => Places
  /** Called before the key signs. */
  beforeSigning: () => Promise<void>
}

/** The key of the head of a test. */
export const testKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A key and an engine of the outside world: signs really, appends the signature to the bytes, and can be told to fail. */
export function testSigner(key: KeyObject = testKeys.privateKey): { readonly signer: Signer; readonly test: TestKey } {
  const wanted = new Map<string, Uint8Array>()
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const test: TestKey = {
    signed: [], perConfirmation: null, stampsFail: false, hand: undefined, secret: '1234', placesOf: () => ({ places: [], obstacle: 'no-free-place' }), beforeSigning: () => Promise.resolve(), bytesOf: (digest) => wanted.get(hex(digest)) ?? Buffer.alloc(0),
  }
  const keyOf = (told: Told | undefined): OpenKey => ({
    prepare: (contents) => Promise.resolve(contents.map(({ bytes, at, name, reason, shown }) => {
      if (Buffer.from(bytes).includes('locked')) return refuse('certified-no-changes')
      const toSign = Buffer.concat([bytes, Buffer.from(JSON.stringify([at, name, reason, shown]))])
      const digest = createHash('sha256').update(toSign).digest()
      const hash = createHash('sha256').update(digest).digest()
      wanted.set(hex(hash), digest)
      return accept({ digest, kept: bytes, wanted: { bytes: digest, digest: hash, hash: 'sha256' as const } })
    })),
    async sign(prepared) {
      const digests = prepared.map(({ digest }) => digest)
      await test.beforeSigning()
      if (test.hand && told?.['PIN'] !== test.secret) return { signatures: [], trouble: { code: told?.['PIN'] ? 'pin-incorrect' : 'confirmation-needed', again: false, detail: 'two tries left' } }
      const signatures = digests.map((digest) => createSign('sha256').update(digest).sign(key))
      test.signed.push(...digests.map(hex))
      return { signatures, trouble: null }
    },
    finish: (prepared) => Promise.resolve(prepared.map(({ content, signature, stamp }) => {
      if (stamp && test.stampsFail) return refuse('no-timestamp')
      return accept([content.kept as Uint8Array, Buffer.from(`\n%signed ${Buffer.from(signature).toString('base64')}${stamp ? ' stamped' : ''}`)])
    })),
    fitting: ({ bytes }, signature) => (createVerify('sha256').update(bytes).verify(createPublicKey(key), signature) ? signature : null),
    close: () => Promise.resolve(),
  })
  const signer: Signer = {
    inspect: (bytes) => Promise.resolve({ pages: 1, obstacle: Buffer.from(bytes).includes('encrypted') ? 'encrypted' : null }),
    places: (bytes) => Promise.resolve(test.placesOf(Buffer.from(bytes))),
    ability: () => Promise.resolve({ perConfirmation: test.perConfirmation, secondsEach: 0.01, ...(test.hand ? { hand: test.hand } : {}) }),
    askCode: () => Promise.resolve(accept({ question: null })),
    agentUrl: null,
    testKey: () => null,
    open: (_credential, { told }) => Promise.resolve(accept(keyOf(told))),
  }
  return { signer, test }
}

export interface SigningOffice extends TestOffice, SigningDeps { readonly test: TestKey }

/** An office with records, circulation and signing, whose head may sign everything and has a key. */
export async function officeWithSigning(): Promise<SigningOffice & { readonly credentialId: Id<'Credential'> }> {
  const office = Object.assign(await testOffice([records, circulation, signing]), testSigner())
  const { head } = office.actors
  await rule(office, {})
  await authority(office, {})
  const credentialId = await giveCredential(office, head)
  return Object.assign(office, { credentialId })
}

const admin = (office: TestOffice): Actor => ({ ...office.actors.auditor, roles: ['admin'] })

/** The rule of the whole office, a signature without a time stamp and nothing that has to be opened, save what is said. */
export async function rule(office: TestOffice, more: Partial<NewRule>): Promise<void> {
  await must(keepRule(office, admin(office), { classId: null, documentKind: null, need: 'signature', mustOpen: 'sample', samplePercent: 1, onChange: 'affected', visible: false, ...more }))
}

/** The head of transport may sign anything without limit, save what is said. */
export async function authority(office: TestOffice, more: Partial<Parameters<typeof writeAuthority>[2]>): Promise<Id<'Authority'>> {
  const line = {
    holder: { kind: 'person', id: personId(office.actors.head) } as const, classId: null, documentKind: null, upTo: null, startsOn: dayOf(office.now()), endsOn: null, basis: 'čl. 5 organizačního řádu',
  }
  return (await must(writeAuthority(office, admin(office), { ...line, ...more }))).id
}

export async function giveCredential(office: TestOffice, whose: Actor | null): Promise<Id<'Credential'>> {
  const at = office.now().getTime()
  return (await must(registerCredential(office, admin(office), {
    personId: whose && personId(whose), provider: 'agent', label: 'Zkušební klíč', chain: [Buffer.from('certificate')], place: {}, wrappedKey: null,
    validFrom: new Date(at - 86_400_000), validTo: new Date(at + 365 * 86_400_000),
  }))).id
}

/** Documents of transport, each with a request for the head's signature; returns what was asked, in order. */
export async function asked(office: SigningOffice, count: number, to: Actor = office.actors.head): Promise<{ documentId: Id<'Document'>; itemId: Id<'WorkItem'>; content: string }[]> {
  const made = []
  for (let i = 0; i < count; i++) {
    const { documentId, content } = await written(office)
    const { itemIds: [itemId] } = await must(askSignature(office, office.actors.clerk, documentId, { to: [personId(to)], documentKind: null, amount: null, instruction: null, dueOn: null }))
    if (!itemId) throw new Error('nobody was asked')
    made.push({ documentId, itemId, content })
  }
  return made
}

/** Freezes these items for the head and opens what must be opened. */
export async function frozen(office: SigningOffice & { readonly credentialId: Id<'Credential'> }, itemIds: readonly Id<'WorkItem'>[], actor: Actor = office.actors.head) {
  return must(freeze(office, actor, { itemIds, excluded: [], credentialId: office.credentialId, reason: null }))
}

/** Opens what the head has to have opened. */
export async function opened(office: SigningOffice, itemIds: readonly Id<'WorkItem'>[]): Promise<void> {
  for (const id of itemIds) await must(openForSigning(office, office.actors.head, id))
}

/** The lines of a list as its signer sees them. */
export const linesOf = async (deps: SigningDeps, actor: Actor, id: Id<'Ceremony'>): Promise<CeremonyItem[]> => (await must(readItems(deps, actor, id, { limit: 200 }))).items.map(({ item }) => item)

export const proof = (office: TestOffice) => ({ at: office.now(), by: 'passkey', bound: true }) as const

export const personId = ({ personId: id }: Actor): Id<'Person'> => id ?? newId()

/** The value of a deed that has to succeed. */
export async function must<Value>(result: Promise<{ ok: true; value: Value } | { ok: false; refusal: string }>): Promise<Value> {
  const found = await result
  if (!found.ok) throw new Error(found.refusal)
  return found.value
}
