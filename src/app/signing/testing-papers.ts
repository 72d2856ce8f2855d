import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeFile, readEvidence } from '../../engines/verdict/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { migrations as circulation } from '../../modules/circulation/index.ts'
import { done } from '../../modules/circulation/testing.ts'
import { testOffice, type TestOffice } from '../../modules/identity/testing.ts'
import { currentMain, migrations as records, readComponents, registerDocument, type CurrentMain } from '../../modules/records/index.ts'
import { askSignature, confirm, freeze, giveTestKey, migrations as signing, openForSigning, runCeremony, type SigningDeps } from '../../modules/signing/index.ts'
import { authority as mayThey, must, personId, proof } from '../../modules/signing/testing.ts'
import { migrations as validation } from '../../modules/validation/index.ts'
import { openAuthority } from '../../platform/pki/index.ts'
import { officeSigner } from './signer.ts'

/** An office whose heads sign with real engines and keys of an authority of their own. */
export async function officeThatSigns() {
  const office = await testOffice([records, circulation, signing, validation])
  const folder = await mkdtemp(join(tmpdir(), 'obeh-papers-'))
  const demo = await openAuthority(folder, office.now)
  const signer = officeSigner({ secret: randomBytes(32), authority: demo, timestamper: { stamp: (sha256) => Promise.resolve(accept(demo.stamp(sha256))), readyAt: () => null }, csc: null, tokens: null })
  const deps: SigningDeps = { ...office, signer, now: office.now }
  const keys = new Map<Actor, Id<'Credential'>>()
  for (const whose of [office.actors.head, office.actors.colleague]) {
    await mayThey(office, { holder: { kind: 'person', id: personId(whose) } })
    keys.set(whose, (await must(giveTestKey(deps, { ...office.actors.auditor, roles: ['admin'] }, personId(whose)))).id)
  }
  return {
    office, deps, ...papersOf(office, deps, keys),
    /** What our own verdict says of bytes, with the office's authority trusted. */
    judged: (bytes: Uint8Array) => judgeFile(bytes, readEvidence({ anchors: [demo.root.der], crls: [demo.crl(), demo.crl('root')], at: office.now() })),
    async close() {
      await office.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function papersOf(office: TestOffice, deps: SigningDeps, keys: ReadonlyMap<Actor, Id<'Credential'>>) {
  const { clerk } = office.actors
  const main = async (documentId: Id<'Document'>): Promise<CurrentMain> => {
    const found = currentMain(await readComponents(office.db, office.tenantId, [documentId]))
    if (!found) throw new Error('the document has no content')
    return found
  }
  const ask = async (documentId: Id<'Document'>, to: readonly Actor[]) =>
    (await must(askSignature(deps, clerk, documentId, { to: to.map(personId), documentKind: null, amount: null, instruction: null, dueOn: null }))).itemIds
  const freezeOf = async (actor: Actor, itemIds: readonly Id<'WorkItem'>[], reason: string | null = null) => {
    for (const id of itemIds) await must(openForSigning(deps, actor, id))
    const credentialId = keys.get(actor)
    if (!credentialId) throw new Error(`${actor.name} has no key`)
    return must(freeze(deps, actor, { itemIds, excluded: [], credentialId, reason }))
  }
  return {
    main, ask, freezeOf,
    /** Registers a file as the main content of a document of transport. */
    async register(bytes: Buffer, name: string, mediaType: string): Promise<Id<'Document'>> {
      const sha256 = await office.files.put(office.tenantId, bytes)
      return done(office, clerk, async (deed) => (await registerDocument(deed, {
        direction: 'outgoing', subject: name, channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id },
        contents: [{ name, role: 'main', sha256, size: bytes.length, mediaType }],
      })).document.id)
    },
    bytesOf: async (documentId: Id<'Document'>) => office.files.read(office.tenantId, (await main(documentId)).version.sha256),
    /** Freezes, opens, confirms and runs, all of it. */
    async sign(actor: Actor, itemIds: readonly Id<'WorkItem'>[], reason: string | null = null): Promise<Id<'Ceremony'>> {
      const { ceremonyId, root } = await freezeOf(actor, itemIds, reason)
      await must(confirm(deps, actor, ceremonyId, { root, proof: proof(office) }))
      await runCeremony(deps, office.tenantId, ceremonyId)
      return ceremonyId
    },
  }
}
