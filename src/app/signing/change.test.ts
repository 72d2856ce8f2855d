import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { assessSignatures } from '../../engines/pdf-changes/index.ts'
import { openPdf } from '../../engines/pdf/index.ts'
import { buildPdf } from '../../engines/pdf/testing.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { migrations as circulation } from '../../modules/circulation/index.ts'
import { done, hears } from '../../modules/circulation/testing.ts'
import { testOffice, type TestOffice } from '../../modules/identity/testing.ts'
import { addContent, currentMain, migrations as records, readComponents, registerDocument } from '../../modules/records/index.ts'
import { askFinalCopy, askSignature, confirm, freeze, giveTestKey, madeSignatures, migrations as signing, openForSigning, readBook, runCeremony, signingTasks, type SigningDeps } from '../../modules/signing/index.ts'
import { authority as mayThey, must, personId, proof, rule } from '../../modules/signing/testing.ts'
import { openAuthority } from '../../platform/pki/index.ts'
import { officeSigner } from './signer.ts'

describe('a document that was signed', () => {
  let office: TestOffice
  let deps: SigningDeps
  let folder: string
  let credentialId: Id<'Credential'>
  before(async () => {
    office = await testOffice([records, circulation, signing])
    folder = await mkdtemp(join(tmpdir(), 'obeh-change-'))
    const demo = await openAuthority(folder, office.now)
    const signer = officeSigner({ secret: randomBytes(32), authority: demo, timestamper: { stamp: (sha256) => Promise.resolve(accept(demo.stamp(sha256))), readyAt: () => null }, csc: null, tokens: null })
    deps = { ...office, signer, now: office.now }
    await mayThey(office, {})
    const admin = { ...office.actors.auditor, roles: ['admin'] as const }
    credentialId = (await must(giveTestKey(deps, admin, personId(office.actors.head)))).id
    await must(giveTestKey(deps, admin, null))
  })
  after(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  const content = async (text: string) => {
    const bytes = Buffer.from(buildPdf({ pages: [`${text} ${newId()}`] }))
    return { name: 'rozhodnuti.pdf', role: 'main' as const, sha256: await office.files.put(office.tenantId, bytes), size: bytes.length, mediaType: 'application/pdf' }
  }
  const main = async (documentId: Id<'Document'>) => currentMain(await readComponents(office.db, office.tenantId, [documentId]))
  const bytesOf = async (documentId: Id<'Document'>) => office.files.read(office.tenantId, (await main(documentId))?.version.sha256 as never)
  const inBook = async (documentId: Id<'Document'>) => (await readBook(deps, office.actors.head, { limit: 100 })).lines.filter(({ situation }) => situation.work.item.documentId === documentId)

  async function signed(): Promise<Id<'Document'>> {
    const { clerk, head } = office.actors
    const first = await content('Rozhodnutí')
    const documentId = await done(office, clerk, async (deed) => (await registerDocument(deed, {
      direction: 'outgoing', subject: 'Rozhodnutí', channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id }, contents: [first],
    })).document.id)
    const { itemIds } = await must(askSignature(deps, clerk, documentId, { to: [personId(head)], documentKind: null, amount: null, instruction: null, dueOn: null }))
    for (const id of itemIds) await must(openForSigning(deps, head, id))
    const { ceremonyId, root } = await must(freeze(deps, head, { itemIds, excluded: [], credentialId, reason: null }))
    await must(confirm(deps, head, ceremonyId, { root, proof: proof(office) }))
    await runCeremony(deps, office.tenantId, ceremonyId)
    return documentId
  }

  for (const [onChange, again] of [['none', 0], ['affected', 1], ['all', 1]] as const) {
    it(`and then got another wording asks its signer again ${again ? 'for what is new' : 'for nothing'} where the rule says ${onChange}; the signature stays valid for its version`, async () => {
      await rule(office, { need: 'signature', mustOpen: 'sample', samplePercent: 1, onChange })
      const documentId = await signed()
      const before = await bytesOf(documentId)
      const [made] = await must(madeSignatures(office, office.actors.clerk, documentId))
      assert.deepEqual([made?.version, made?.isOfNewest, made?.changesSince, made?.signer?.name], [2, true, 0, office.actors.head.name])
      assert.equal((await inBook(documentId)).length, 0)
      const next = await content('Oprava')
      await done(office, office.actors.clerk, (deed) => addContent(deed, documentId, next))
      await hears(office, 'records.content-replaced', documentId)
      const [after_] = await must(madeSignatures(office, office.actors.clerk, documentId))
      assert.deepEqual([after_?.version, after_?.isOfNewest, after_?.changesSince], [2, false, 1])
      const version2 = (await main(documentId))?.component.versions.find(({ number }) => number === 2)
      assert.deepEqual(await office.files.read(office.tenantId, version2?.sha256 as never), before)
      assert.equal((await main(documentId))?.version.signs, null)
      assert.equal((await inBook(documentId)).length, again)
    })
  }

  it('is first certified so that others may sign it, and at the end so that nobody may', async () => {
    await rule(office, { need: 'signature', mustOpen: 'sample', samplePercent: 1, onChange: 'affected' })
    const { clerk, otherClerk } = office.actors
    const documentId = await signed()
    const mdp = async () => {
      const pdf = openPdf(await bytesOf(documentId))
      assert.ok(pdf.ok)
      const assessed = assessSignatures(pdf.value)
      assert.ok(assessed.ok)
      return assessed.value.map(({ docMdp, ok }) => [docMdp?.permission ?? null, ok])
    }
    assert.deepEqual(await mdp(), [[2, true]])
    assert.equal((await askFinalCopy(deps, otherClerk, documentId)).ok, false)
    await must(askFinalCopy(deps, clerk, documentId))
    const signedContent = (await main(documentId))?.version.sha256
    await signingTasks(deps)['signing.seal']?.({ tenantId: office.tenantId, documentId, sha256: signedContent, at: office.now().toISOString(), final: true })
    assert.equal((await main(documentId))?.version.number, 3)
    assert.equal((await mdp()).every(([, ok]) => ok), true)
    const { obstacle } = await deps.signer.inspect(await bytesOf(documentId))
    assert.notEqual(obstacle, null)
    const made = await must(madeSignatures(office, clerk, documentId))
    assert.deepEqual(made.map(({ signer, isOfNewest }) => [signer?.name ?? null, isOfNewest]), [[office.actors.head.name, true], [null, true]])
  })

  it('of which nobody signed anything has no final copy', async () => {
    const first = await content('Koncept')
    const documentId = await done(office, office.actors.clerk, async (deed) => (await registerDocument(deed, {
      direction: 'outgoing', subject: 'Koncept', channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id }, contents: [first],
    })).document.id)
    assert.deepEqual(await askFinalCopy(deps, office.actors.clerk, documentId), { ok: false, refusal: 'not-signed-yet' })
    assert.deepEqual(await must(madeSignatures(office, office.actors.clerk, documentId)), [])
  })
})
