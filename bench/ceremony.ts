import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCertificate } from '../src/engines/x509/index.ts'
import type { Id } from '../src/kernel/id.ts'
import { accept } from '../src/kernel/result.ts'
import { officeSigner } from '../src/app/signing/signer.ts'
import { migrations as circulation } from '../src/modules/circulation/index.ts'
import { done } from '../src/modules/circulation/testing.ts'
import { testOffice, type TestOffice } from '../src/modules/identity/testing.ts'
import { migrations as records, registerDocument } from '../src/modules/records/index.ts'
import { askSignature, confirm, freeze, migrations as signing, openForSigning, registerCredential, runCeremony, type SigningDeps } from '../src/modules/signing/index.ts'
import { authority, must, proof, rule } from '../src/modules/signing/testing.ts'
import { wrapKey } from '../src/platform/keys/index.ts'
import { openAuthority } from '../src/platform/pki/index.ts'
import { aDocument } from './sign-documents.ts'

const size = Number(process.env['CEREMONY_SIZE'] ?? 1000)
/** A ceremony before the one that is measured: threads start once in the life of a server, and the code gets warm. */
const warmUp = 100

/**
 * One confirmation of so many documents of 100 KiB, from the confirmation until all of it is durable: PostgreSQL state, log, contents synced. The
 * limit is what cannot be spared: a hash of the same bytes and a signature of the same key, one after another in one thread.
 */
export async function bench() {
  const folder = await mkdtemp(join(tmpdir(), 'obeh-ceremony-'))
  const office = await testOffice([records, circulation, signing])
  try {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const secret = Buffer.alloc(32, 7)
    const demo = await openAuthority(folder, office.now)
    const [notBefore, notAfter] = [new Date(office.now().getTime() - 1e9), new Date(office.now().getTime() + 1e11)]
    const certificate = issueCertificate({ subject: [['C', 'CZ'], ['CN', 'Hana Malá']], publicKey, serial: 7n, notBefore, notAfter, uses: ['nonRepudiation'] }, privateKey)
    const signer = officeSigner({ secret, authority: demo, timestamper: { stamp: (sha256) => Promise.resolve(accept(demo.stamp(sha256))), readyAt: () => null }, csc: null, tokens: null })
    const deps = { ...office, signer, now: office.now }
    await rule(office, { need: 'signature', mustOpen: 'sample', samplePercent: 1 })
    await authority(office, {})
    const { id: credentialId } = await must(registerCredential(deps, { ...office.actors.auditor, roles: ['admin'] }, {
      personId: office.actors.head.personId, provider: 'soft', label: 'RSA', chain: [certificate.der], place: {}, wrappedKey: wrapKey(privateKey, certificate.der, secret), validFrom: notBefore, validTo: notAfter,
    }))
    await runCeremony(deps, office.tenantId, await confirmed(deps, credentialId, Array.from({ length: warmUp }, (_, index) => aDocument(size + index))))
    const documents = Array.from({ length: size }, (_, index) => aDocument(index))
    const ceremonyId = await confirmed(deps, credentialId, documents)
    const [cpu, began] = [process.cpuUsage(), performance.now()]
    await runCeremony(deps, office.tenantId, ceremonyId)
    const [wallMs, used] = [performance.now() - began, process.cpuUsage(cpu)]
    const limitMs = limit(documents, privateKey)
    const cpuMs = (used.user + used.system) / 1000
    process.stdout.write(`  ${size} documents, confirmed until durable: ${wallMs.toFixed(0)} ms, ${(size / wallMs * 1000).toFixed(0)}/s; of this process ${cpuMs.toFixed(0)} ms CPU\n`
      + `  limit (sha256 + RSA-2048 of the same, one thread): ${limitMs.toFixed(0)} ms\n  ratio limit/wall ${(limitMs / wallMs).toFixed(2)} (floor 0.2, goal 0.30)\n`)
  } finally {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Documents whose signature the head is asked for, opened, frozen in one list, and confirmed. */
async function confirmed(office: TestOffice & SigningDeps, credentialId: Id<'Credential'>, documents: readonly Buffer[]): Promise<Id<'Ceremony'>> {
  const { head, clerk } = office.actors
  const itemIds: Id<'WorkItem'>[] = []
  for (const bytes of documents) {
    const sha256 = await office.files.put(office.tenantId, bytes)
    const documentId = await done(office, clerk, async (deed) => (await registerDocument(deed, {
      direction: 'outgoing', subject: 'Rozhodnutí', channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id },
      contents: [{ name: 'rozhodnuti.pdf', role: 'main', sha256, size: bytes.length, mediaType: 'application/pdf' }],
    })).document.id)
    itemIds.push(...(await must(askSignature(office, clerk, documentId, { to: head.personId ? [head.personId] : [], documentKind: null, amount: null, instruction: null, dueOn: null }))).itemIds)
  }
  for (const id of itemIds) await must(openForSigning(office, head, id))
  const { ceremonyId, root } = await must(freeze(office, head, { itemIds, excluded: [], credentialId, reason: null }))
  await must(confirm(office, head, ceremonyId, { root, proof: proof(office) }))
  return ceremonyId
}

function limit(documents: readonly Uint8Array[], key: Parameters<typeof sign>[2]): number {
  const began = performance.now()
  for (const bytes of documents) sign('sha256', createHash('sha256').update(bytes).digest(), key)
  return performance.now() - began
}
