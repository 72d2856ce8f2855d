import { createPublicKey } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parseCosignerKey, type CosignerKey } from '../../engines/merkle/index.ts'
import { checkProof, findEntry, logHeads, proveEntry, verifierKeyText, type CheckRefusal } from '../../modules/audit/index.ts'
import { asTenant } from '../../platform/database/index.ts'
import { readConfig } from '../../platform/config/index.ts'
import { openOffice } from '../office.ts'
import { verifyOffice } from '../verify.ts'
import { hearWitnesses, type Heard } from '../witness/round.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh log verify | prove | checkpoint | key */
export async function logCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: { json: { type: 'boolean' }, out: { type: 'string' }, check: { type: 'string' }, key: { type: 'string' }, witness: { type: 'string', multiple: true } },
  })
  if (verb === 'verify') return verify()
  if (verb === 'checkpoint') return withOffice(async ({ db }) => checkpoints(await logHeads(db)))
  if (verb === 'key') return withOffice(async ({ db, logKey }) => keys((await logHeads(db)).map(({ origin }) => verifierKeyText(origin, logKey))))
  if (verb === 'prove' && values.check !== undefined) return check(values.check, values.key, witnessKeys(values.witness ?? []))
  if (verb === 'prove' && positionals[0] !== undefined) return prove(positionals[0], values.out)
  throw new WrongUsage('Say "log verify", "log prove INDEX", "log prove --check FILE", "log checkpoint" or "log key".')
}

/** Opens even a log that is not ours: that is one of the verdicts. */
async function verify(): Promise<Outcome> {
  const office = await openOffice(readConfig(process.env), { say: (line) => process.stderr.write(`${line}\n`), foreignLog: 'opened' })
  try {
    const heard = await hearWitnesses(office)
    for (const { name, outcome, detail } of heard.filter((each) => each.outcome !== 'cosigned')) process.stderr.write(`witness ${name}: ${outcome}, ${detail}\n`)
    const reports = (await verifyOffice(office)).map((report) => ({ ...report, findings: [...report.findings, ...contradictions(heard, report.tenantId)] }))
    return verdict(reports, `${office.databaseDescription}, data in ${office.config.dataDirectory}`)
  } finally {
    await office.close()
  }
}

/** Only a witness can tell that a log was rewritten whole and signed anew; one that is out proves nothing. */
const contradictions = (heard: readonly Heard[], tenantId: string) => heard.filter((each) => each.tenantId === tenantId && each.outcome === 'contradicts')
  .map(({ name, detail }) => ({ entry: null, what: 'witness-contradicts', detail: `${name}: ${detail}` }))

function verdict(reports: Awaited<ReturnType<typeof verifyOffice>>, where: string): Outcome {
  // Nothing to verify is no clean verdict: more often than a new office it is a mistyped address.
  if (reports.length === 0) return { ok: false, json: { logs: [], refusal: 'no-log' }, lines: [`There is no log here: ${where}`, 'Check OBEH_DATA and DATABASE_URL. A new office has a log as soon as it is founded.'] }
  const lines = reports.flatMap(({ origin, size, rootHash, contents, findings }) => [
    `${origin}: ${size} entries, ${contents} stored files, root ${rootHash}`,
    ...findings.map(({ entry, what, detail }) => `  DAMAGE ${entry === null ? '' : `entry ${entry} `}${what}: ${detail}`),
    findings.length === 0 ? '  nothing was changed' : `  ${findings.length} findings`,
  ])
  return { ok: reports.every(({ findings }) => findings.length === 0), json: { logs: reports }, lines }
}

function checkpoints(heads: Awaited<ReturnType<typeof logHeads>>): Outcome {
  return { ok: true, json: { logs: heads.map(({ origin, size, note }) => ({ origin, size, checkpoint: note })) }, lines: heads.map(({ note }) => note.trimEnd()) }
}

async function prove(what: string, out: string | undefined): Promise<Outcome> {
  return withOffice(async ({ db }) => {
    for (const { tenantId } of await logHeads(db)) {
      const [index, proof] = await asTenant(tenantId, async () => {
        const found = /^\d+$/.test(what) ? Number(what) : await findEntry(db, tenantId, what)
        return [found, found === undefined ? undefined : await proveEntry(db, tenantId, found)] as const
      })
      if (!proof?.ok) continue
      if (out !== undefined) await writeFile(out, proof.value, { flag: 'wx' })
      return { ok: true, json: { index, proof: proof.value, ...(out === undefined ? {} : { file: out }) }, lines: [out === undefined ? proof.value.trimEnd() : `Proof of entry ${index} written to ${out}`] }
    }
    return { ok: false, json: { refusal: 'no-such-entry' }, lines: [`The log has no entry for "${what}".`] }
  })
}

/** What is given to those who run a witness for us: one line a log. */
const keys = (lines: string[]): Outcome => ({ ok: true, json: { keys: lines }, lines })

function witnessKeys(lines: readonly string[]): CosignerKey[] {
  return lines.map((line) => {
    const key = parseCosignerKey(line)
    if (!key.ok) throw new WrongUsage(`"${line}" is not the key of a witness: it looks like name+8 hexadecimal digits+base64.`)
    return key.value
  })
}

async function check(file: string, keyFile: string | undefined, witnesses: readonly CosignerKey[]): Promise<Outcome> {
  const text = await readFile(file, 'utf8')
  const checked = keyFile === undefined
    ? await withOffice(async ({ logKey, config }) => checkProof(text, logKey, [...witnesses, ...config.witnesses.map(({ key }) => key)]))
    : checkProof(text, createPublicKey(await readFile(keyFile)), witnesses)
  if (!checked.ok) return { ok: false, json: { valid: false, refusal: checked.refusal }, lines: [`NOT VALID: ${reasons[checked.refusal]}`] }
  const { origin, index, size, body, payload } = checked.value
  const cosignatures = checked.value.cosignatures.map(({ key, at }) => ({ witness: key.name, at: at.toISOString() }))
  const lines = [`VALID: entry ${index} of ${size} of the log ${origin}`, `${body.at} ${body.event} ${body.object.type} ${body.object.id}`, ...cosignatures.map(({ witness, at }) => `cosigned by ${witness} at ${at}`), JSON.stringify(payload ?? 'particulars erased', null, 2)]
  return { ok: true, json: { valid: true, origin, index, size, entry: body, particulars: payload ?? null, cosignatures }, lines }
}

const reasons: Readonly<Record<CheckRefusal, string>> = {
  'not-a-proof': 'the file is not a proof of a log',
  'foreign-log': 'the checkpoint was not signed by the key of this log',
  'not-in-the-log': 'the entry is not the one that was logged',
  'particulars-do-not-match': 'the particulars are not those that were logged',
}
