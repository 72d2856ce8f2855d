import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'
import { dayOf } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { migrations as circulation } from '../circulation/index.ts'
import { written } from '../circulation/testing.ts'
import { testOffice, type TestOffice } from '../identity/testing.ts'
import { migrations as records } from '../records/index.ts'
import { askSignature, freeze, keepRule, migrations as signing, registerCredential, writeAuthority, type NewRule, type OpenKey, type Signer, type SigningDeps } from './index.ts'

/** What the key of a test has done and will do. */
export interface TestKey {
  /** Digests it has signed, in order: how often it was really asked. */
  readonly signed: string[]
  perConfirmation: number | null
  stampsFail: boolean
  /** Called before the key signs. */
  beforeSigning: () => Promise<void>
}

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A key and an engine of the outside world: signs really, appends the signature to the bytes, and can be told to fail. */
export function testSigner(key: KeyObject = keys.privateKey): { readonly signer: Signer; readonly test: TestKey } {
  const test: TestKey = { signed: [], perConfirmation: null, stampsFail: false, beforeSigning: () => Promise.resolve() }
  const opened: OpenKey = {
    prepare: (contents) => Promise.resolve(contents.map(({ bytes, at, name, reason }) => {
      if (Buffer.from(bytes).includes('locked')) return refuse('certified-no-changes')
      return accept({ digest: createHash('sha256').update(bytes).update(JSON.stringify([at, name, reason])).digest(), kept: bytes })
    })),
    async sign(prepared) {
      const digests = prepared.map(({ digest }) => digest)
      await test.beforeSigning()
      const signatures = digests.map((digest) => createSign('sha256').update(digest).sign(key))
      test.signed.push(...digests.map((digest) => Buffer.from(digest).toString('hex')))
      return { signatures, trouble: null }
    },
    finish: (prepared) => Promise.resolve(prepared.map(({ content, signature, stamp }) => {
      if (stamp && test.stampsFail) return refuse('no-timestamp')
      return accept([content.kept as Uint8Array, Buffer.from(`\n%signed ${Buffer.from(signature).toString('base64')}${stamp ? ' stamped' : ''}`)])
    })),
    close: () => Promise.resolve(),
  }
  const signer: Signer = {
    inspect: (bytes) => Promise.resolve({ pages: 1, obstacle: Buffer.from(bytes).includes('encrypted') ? 'encrypted' : null }),
    ability: () => Promise.resolve({ perConfirmation: test.perConfirmation, secondsEach: 0.01 }),
    testKey: () => null,
    open: () => Promise.resolve(accept(opened)),
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

export const proof = (office: TestOffice) => ({ at: office.now(), by: 'passkey', bound: true }) as const

export const personId = ({ personId: id }: Actor): Id<'Person'> => id ?? newId()

/** The value of a deed that has to succeed. */
export async function must<Value>(result: Promise<{ ok: true; value: Value } | { ok: false; refusal: string }>): Promise<Value> {
  const found = await result
  if (!found.ok) throw new Error(found.refusal)
  return found.value
}
