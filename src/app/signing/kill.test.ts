import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { signatures, openPdf } from '../../engines/pdf/index.ts'
import { buildPdf } from '../../engines/pdf/testing.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { verifyLog } from '../../modules/audit/index.ts'
import { migrations as circulation } from '../../modules/circulation/index.ts'
import { done } from '../../modules/circulation/testing.ts'
import { testOffice, type TestOffice } from '../../modules/identity/testing.ts'
import { currentMain, migrations as records, readComponents, registerDocument } from '../../modules/records/index.ts'
import { askSignature, confirm, freeze, giveTestKey, migrations as signing, openForSigning, type SigningDeps } from '../../modules/signing/index.ts'
import { authority as mayThey, must, proof, rule } from '../../modules/signing/testing.ts'
import { openAuthority, type Authority } from '../../platform/pki/index.ts'
import { officeSigner } from './signer.ts'
import type { RunnerSettings } from './testing-runner.ts'

const count = 24

describe('a worker that is killed while it signs', () => {
  let office: TestOffice
  let deps: SigningDeps
  let folder: string
  let demo: Authority
  const secret = randomBytes(32)
  before(async () => {
    office = await testOffice([records, circulation, signing])
    folder = await mkdtemp(join(tmpdir(), 'obeh-signing-'))
    demo = await openAuthority(folder, office.now)
    const signer = officeSigner({ secret, authority: demo, timestamper: { stamp: (sha256) => Promise.resolve(accept(demo.stamp(sha256))), readyAt: () => null }, csc: null, tokens: null })
    deps = { ...office, signer, now: office.now }
  })
  after(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  const letter = async (index: number): Promise<Id<'Document'>> => {
    const bytes = Buffer.from(buildPdf({ pages: [`Rozhodnutí ${index} ${newId()}`] }))
    const sha256 = await office.files.put(office.tenantId, bytes)
    return done(office, office.actors.clerk, async (deed) => (await registerDocument(deed, {
      direction: 'outgoing', subject: `Rozhodnutí ${index}`, channel: null, party: null, receivedAt: null, file: { openFor: office.units.DOP.id },
      contents: [{ name: 'rozhodnuti.pdf', role: 'main', sha256, size: bytes.length, mediaType: 'application/pdf' }],
    })).document.id)
  }

  /** Runs it in a process of its own; with `killAfterMs` it is killed so long after it began. */
  const run = (ceremonyId: Id<'Ceremony'>, killAfterMs?: number) => new Promise<boolean>((ended) => {
    const settings: RunnerSettings = {
      url: office.url, files: office.fileDirectory, authority: folder, logKey: office.logKey.export({ type: 'pkcs8', format: 'pem' }).toString(), secret: secret.toString('hex'),
      tenantId: office.tenantId, ceremonyId, now: office.now().toISOString(), chunk: 4,
    }
    const child = spawn(process.execPath, [fileURLToPath(new URL('./testing-runner.ts', import.meta.url))], { env: { ...process.env, RUNNER: JSON.stringify(settings) }, stdio: ['ignore', 'pipe', 'inherit'] })
    let isDone = false
    child.stdout.on('data', (said: Buffer) => {
      if (said.includes('done')) isDone = true
      if (said.includes('ready') && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    })
    child.once('exit', () => ended(isDone))
  })

  it('loses nothing and signs nothing twice: another goes on, and every document has exactly one signature', async () => {
    await rule(office, { need: 'signature+timestamp', mustOpen: 'sample', samplePercent: 1 })
    await mayThey(office, {})
    const { head, clerk, auditor } = office.actors
    const { id: credentialId } = await must(giveTestKey(deps, { ...auditor, roles: ['admin'] }, head.personId))
    const documents: Id<'Document'>[] = []
    for (let index = 0; index < count; index++) documents.push(await letter(index))
    const items: Id<'WorkItem'>[] = []
    for (const documentId of documents) items.push(...(await must(askSignature(deps, clerk, documentId, { to: [head.personId ?? newId()], documentKind: null, amount: null, instruction: null, dueOn: null }))).itemIds)
    const { ceremonyId, root } = await must(freeze(deps, head, { itemIds: items, excluded: [], credentialId, reason: null }))
    for (const id of items) await must(openForSigning(deps, head, id))
    await must(confirm(deps, head, ceremonyId, { root, proof: proof(office) }))
    let kills = 0
    for (let tries = 0; tries < 40; tries++) {
      if (await run(ceremonyId, kills < 6 ? 60 + 90 * kills : undefined)) break
      kills++
    }
    assert.ok(kills >= 3, `killed ${kills} times`)
    for (const documentId of documents) {
      const main = currentMain(await readComponents(office.db, office.tenantId, [documentId]))
      assert.ok(main?.version.signs)
      const pdf = openPdf(await office.files.read(office.tenantId, main.version.sha256))
      assert.ok(pdf.ok)
      assert.deepEqual([signatures(pdf.value).length, main.version.number], [1, 2])
    }
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [])
    console.log(`${count} documents signed by one confirmation, killed ${kills} times on the way`)
  })
})
