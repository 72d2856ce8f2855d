import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { cosigner, encodeSubmission, noteKey, type Cosigner, type Submission } from '../../engines/merkle/index.ts'
import { accept } from '../../kernel/result.ts'
import { checkProof, logHeads, perform, proveEntry, readHistory, readWitnesses, showWitnesses, submissionTo, verifyLog } from '../../modules/audit/index.ts'
import { testOffice, type TestOffice } from '../../modules/identity/testing.ts'
import { readConfig, type Config } from '../../platform/config/index.ts'
import type { Server } from '../../platform/http/index.ts'
import { allMigrations } from '../rooms.ts'
import { verifyOffice } from '../verify.ts'
import { askWitnesses, hearWitnesses } from './round.ts'
import { witnessServer } from './server.ts'
import { witnessState } from './state.ts'

describe('the office and its witnesses', () => {
  let office: TestOffice
  let directory = ''
  const running: Server[] = []
  const said: string[] = []
  const keys = ['soused.example/witness', 'ministerstvo.example/witness'].map((name) => cosigner(name, generateKeyPairSync('ed25519').privateKey))
  const [neighbour, ministry] = keys as [Cosigner, Cosigner]
  beforeEach(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    directory = await mkdtemp(join(tmpdir(), 'obeh-witness-'))
    said.length = 0
    await log(3)
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()))
    await office.close()
    await rm(directory, { recursive: true, force: true })
  })

  /** A witness that listens on a port of its own and remembers in a folder of its own. */
  async function start(key: Cosigner, logKey = createPublicKey(office.logKey)): Promise<{ url: string; key: Cosigner; app: Server }> {
    const logs = (await logHeads(office.db)).map(({ origin }) => noteKey(origin, logKey))
    const app = witnessServer({ cosigner: key, logs, state: witnessState(join(directory, key.id)), now: () => office.clock })
    await app.listen({ host: '127.0.0.1', port: 0 })
    running.push(app)
    return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, key, app }
  }
  const deps = (...witnesses: { url: string; key: Cosigner }[]) => ({ ...office, config: { dataDirectory: office.fileDirectory, witnesses, witnessAlarmHours: 24 } as unknown as Config })
  const ask = async (...witnesses: { url: string; key: Cosigner }[]) => (await askWitnesses(deps(...witnesses), (problem) => said.push(problem))).map(({ outcome, size }) => [outcome, size])
  const size = async () => (await logHeads(office.db))[0]?.size ?? 0
  async function log(times: number) {
    await perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
      for (let i = 0; i < times; i++) deed.note({ event: 'Zobrazeni', object: { type: 'Dokument', id: `d${i}` } })
      return accept(null)
    })
  }
  /** Rewrites the newest entry and signs the log anew with the stolen key, as whoever has the whole server can. */
  async function rewrite() {
    const kept = await size()
    await sql`update audit.head h set size = o.size, frontier = o.frontier, note = o.note from older o`.execute(office.superuser)
    await sql`delete from audit.entry where index >= (select size from older)`.execute(office.superuser)
    await sql`delete from audit.node where (index + 1) * (2 ^ level) > (select size from older)`.execute(office.superuser)
    while (await size() < kept) await log(1)
  }
  const remember = () => sql`create table older as table audit.head`.execute(office.superuser)

  it('come to cosign each new checkpoint, and the proof of an entry then bears the word of all of them', async () => {
    const both = [await start(neighbour), await start(ministry)]
    for (const more of [0, 1, 300]) {
      await log(more)
      assert.deepEqual(await ask(...both), [['cosigned', await size()], ['cosigned', await size()]])
    }
    const proof = await proveEntry(office.db, office.tenantId, 1)
    const proven = proof.ok ? checkProof(proof.value, createPublicKey(office.logKey), keys) : proof
    assert.ok(proven.ok, JSON.stringify(proven))
    assert.deepEqual(proven.value.cosignatures.map(({ key, at }) => [key.name, at.getTime()]), keys.map(({ name }) => [name, office.clock.getTime()]))
    await log(1)
    const newest = await proveEntry(office.db, office.tenantId, await size() - 1)
    const uncosigned = newest.ok ? checkProof(newest.value, createPublicKey(office.logKey), keys) : newest
    assert.deepEqual(uncosigned.ok && uncosigned.value.cosignatures, [], 'an entry nobody has cosigned yet is proved by the log alone')
    assert.deepEqual([said, (await verifyOffice(deps(...both))).flatMap(({ findings }) => findings)], [[], []])
  })

  it('find a rewritten history that the stolen key of the log signed and that verification alone takes for whole', async () => {
    const witness = await start(neighbour)
    await remember()
    await log(4)
    assert.deepEqual(await ask(witness), [['cosigned', await size()]])
    await rewrite()
    await sql`delete from audit.witness`.execute(office.superuser)
    assert.deepEqual((await verifyLog(office.db, office.tenantId, office.logKey)).damage, [], 'nothing that is left contradicts it')
    assert.deepEqual((await hearWitnesses(deps(witness))).map(({ outcome }) => outcome), ['contradicts'])
    await log(2)
    assert.deepEqual((await hearWitnesses(deps(witness))).map(({ outcome }) => outcome), ['contradicts'])
    assert.deepEqual((await ask(witness)).map(([outcome]) => outcome), ['contradicts'])
    assert.match(said.join(), /soused\.example\/witness contradicts/)
    const [entry] = await readHistory(office.db, office.tenantId, { event: 'KritickaChyba', limit: 5 })
    assert.deepEqual([entry?.outcome, entry?.particulars?.['witness']], ['failed', neighbour.name])
  })

  it('find a log that was set back', async () => {
    const witness = await start(neighbour)
    await remember()
    await log(4)
    await ask(witness)
    await sql`update audit.head h set size = o.size, frontier = o.frontier, note = o.note from older o`.execute(office.superuser)
    await sql`delete from audit.entry where index >= (select size from older)`.execute(office.superuser)
    assert.deepEqual((await ask(witness)).map(([outcome]) => outcome), ['contradicts'])
  })

  it('leave behind a cosigned checkpoint by which verification itself finds what was rewritten since', async () => {
    const witness = await start(neighbour)
    await remember()
    await log(4)
    await ask(witness)
    await rewrite()
    assert.deepEqual((await verifyOffice(deps())).flatMap(({ findings }) => findings.map(({ what }) => what)), ['cosigned-otherwise'])
    await sql`update audit.witness set note = replace(note, '— soused.example/witness ', '— soused.example/witnesS ')`.execute(office.superuser)
    assert.deepEqual((await verifyOffice(deps(witness))).flatMap(({ findings }) => findings.map(({ what }) => what)), ['cosigned-otherwise', 'cosignature-changed'])
  })

  it('hold up nothing when one is out, which is said once it has been for too long', async () => {
    const [up, gone] = [await start(neighbour), await start(ministry)]
    await ask(up, gone)
    await gone.app.close()
    await log(2)
    assert.deepEqual(await ask(up, gone), [['cosigned', await size()], ['unreachable', null]])
    assert.deepEqual((await showWitnesses(deps(up, gone), office.tenantId)).map(({ late }) => late), [false, false])
    office.clock = new Date(office.clock.getTime() + 25 * 3_600_000)
    await log(1)
    await ask(up, gone)
    assert.deepEqual((await showWitnesses(deps(up, gone), office.tenantId)).map(({ name, late, contradicts }) => [name, late, contradicts]), [[neighbour.name, false, false], [ministry.name, true, false]])
    const kept = await readWitnesses(office.db, office.tenantId)
    assert.ok(kept.every(({ note }) => note !== null), 'what it cosigned before stays')
  })

  it('may not be stood in for by another key', async () => {
    const impostor = await start(cosigner(neighbour.name, generateKeyPairSync('ed25519').privateKey))
    assert.deepEqual(await ask({ url: impostor.url, key: neighbour }), [['refused', null]])
  })

  it('refuse a log signed by another key, and go on with one that has forgotten nothing', async () => {
    const strict = await start(neighbour, generateKeyPairSync('ed25519').publicKey)
    assert.deepEqual((await ask(strict)).map(([outcome]) => outcome), ['refused'])
    await sql`delete from audit.witness`.execute(office.superuser)
    const witness = await start(ministry)
    await ask(witness)
    await sql`delete from audit.witness`.execute(office.superuser)
    await log(1)
    assert.deepEqual(await ask(witness), [['cosigned', await size()]], 'it says what it knows and is asked from there')
  })
})

describe('the protocol of a witness', () => {
  let office: TestOffice
  let directory = ''
  let app: Server
  const key = cosigner('soused.example/witness', generateKeyPairSync('ed25519').privateKey)
  before(async () => {
    office = await testOffice()
    directory = await mkdtemp(join(tmpdir(), 'obeh-witness-'))
    app = serve()
  })
  after(async () => {
    await app.close()
    await office.close()
    await rm(directory, { recursive: true, force: true })
  })
  const serve = () => witnessServer({ cosigner: key, logs: [noteKey('kuzk.example/log', createPublicKey(createPrivateKey(office.logKey.export({ format: 'pem', type: 'pkcs8' }))))], state: witnessState(directory), now: () => office.clock })
  const post = async (body: string | Buffer) => {
    const { statusCode, body: text, headers } = await app.inject({ method: 'POST', url: '/add-checkpoint', body, headers: { 'content-type': 'application/octet-stream' } })
    return [statusCode, text, headers['content-type']] as const
  }
  const submission = async (oldSize: number): Promise<Submission> => {
    const made = await submissionTo(office.db, office.tenantId, oldSize)
    assert.ok(made)
    return made
  }
  const size = async () => (await logHeads(office.db))[0]?.size ?? 0
  const grow = () => perform(office, office.actors.clerk, { name: 'test' }, async (deed) => {
    deed.note({ event: 'Zobrazeni', object: { type: 'Dokument', id: 'd' } })
    return accept(null)
  })

  it('answers as C2SP tlog-witness says, each case by its status', async () => {
    assert.equal((await post('nonsense'))[0], 400)
    assert.equal((await post(Buffer.from([0xff, 0xfe])))[0], 400)
    const first = await submission(0)
    assert.equal((await post(encodeSubmission({ ...first, checkpoint: first.checkpoint.replaceAll('kuzk.example/log', 'jiny.example/log') })))[0], 404)
    assert.equal((await post(encodeSubmission({ ...first, checkpoint: first.checkpoint.replace(/\n\d+\n/, '\n9999\n') })))[0], 403)
    assert.equal((await post(encodeSubmission({ ...first, oldSize: 99_999 })))[0], 400)
    assert.deepEqual(await post(encodeSubmission({ ...first, oldSize: 1 })), [409, '0\n', 'text/x.tlog.size'])
    const cosigned = await post(encodeSubmission(first))
    assert.deepEqual([cosigned[0], /^— soused\.example\/witness \S+\n$/.test(cosigned[1])], [200, true])
    const before = await size()
    await grow()
    assert.deepEqual(await post(encodeSubmission(await submission(0))), [409, `${before}\n`, 'text/x.tlog.size'])
    const next = await submission(before)
    assert.equal((await post(encodeSubmission({ ...next, proof: next.proof.slice(1) })))[0], 422)
    assert.equal((await post(encodeSubmission(next)))[0], 200)
    assert.equal((await post(encodeSubmission(await submission(before + 1))))[0], 200, 'the same again is cosigned again')
  })

  it('is atomic: of contenders from one size each answer is of a log that only grew, and a restart forgets nothing', async () => {
    const from = await size()
    const waves: Submission[] = []
    for (let i = 0; i < 4; i++) {
      await grow()
      waves.push(await submission(from))
    }
    const answers = await Promise.all(waves.toReversed().map((each) => post(encodeSubmission(each))))
    assert.deepEqual(answers.map(([status]) => status), [200, 409, 409, 409])
    await app.close()
    app = serve()
    assert.deepEqual(await post(encodeSubmission(await submission(0))), [409, `${await size()}\n`, 'text/x.tlog.size'])
  })

  it('cosigns nothing when what it remembered is damaged', async () => {
    const [file] = await readdir(directory)
    await writeFile(join(directory, file ?? ''), 'damaged')
    assert.equal((await post(encodeSubmission(await submission(0))))[0], 500)
  })
})

describe('the settings of witnesses', () => {
  it('are checked at the start, and what is wrong with them is said', () => {
    assert.throws(() => readConfig({ WITNESSES: 'nonsense http://w.example' }), /WITNESSES.*KEY URL/)
    assert.deepEqual(readConfig({}).witnesses, [])
  })
})
