import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../platform/config/index.ts'
import { BackupRefusal, drill, keepLast, logCopy, makeBackup, readableSize, restoreBackup, type BackupReport, type RestoreReport } from '../backup/index.ts'
import { WrongUsage, type Outcome } from './outcome.ts'
import { privacyCommand } from './privacy.ts'

/** The register of erasures, as of the last backup, beside the generations. */
const erasuresName = 'erasures.json'

const say = (line: string) => void process.stderr.write(`${line}\n`)

/** obeh backup DIR: everything of one moment, while the office is at work. */
export async function backupCommand(args: string[]): Promise<Outcome> {
  const { values, positionals: [folder, ...more] } = parseArgs({
    args, allowPositionals: true, options: { json: { type: 'boolean' }, keep: { type: 'string' }, recheck: { type: 'boolean', default: false }, 'passphrase-env': { type: 'string' } },
  })
  if (folder === undefined || more.length > 0) throw new WrongUsage('Say "backup DIR".')
  const keep = values.keep === undefined ? undefined : Number(values.keep)
  if (keep !== undefined && (!Number.isInteger(keep) || keep < 1)) throw new WrongUsage('--keep is a whole number of backups, at least 1.')
  return orRefusal(async () => {
    const config = readConfig(process.env)
    const made = await makeBackup({ config, folder, ...(keep === undefined ? {} : { keep }), recheck: values.recheck, passphrase: passphraseIn(values['passphrase-env'], 'new'), say })
    const { name, whole, manifest: { moment, secrets, contents } } = made
    await keepLast(config.dataDirectory, 'backup', { at: new Date().toISOString(), moment, name, folder: made.folder, whole, sealed: secrets.sealed })
    const isOurs = await logCopy(config, 'obeh backup', { backup: name, moment, whole, contents: contents.count, sealed: secrets.sealed }, say)
    // Newer than the backup, so that who restores it can erase again what was erased since.
    const register = isOurs ? await privacyCommand(['register', '--out', join(folder, erasuresName)]) : undefined
    const outcome = backupOutcome(made)
    return register?.ok === false ? { ...outcome, ok: false, lines: [...outcome.lines, ...register.lines] } : outcome
  })
}

/** obeh restore DIR: into an empty place, verified before and after. */
export async function restoreCommand(args: string[]): Promise<Outcome> {
  const { values, positionals: [from, ...more] } = parseArgs({
    args, allowPositionals: true,
    options: { json: { type: 'boolean' }, generation: { type: 'string' }, 'passphrase-env': { type: 'string' }, 'accept-damage': { type: 'boolean', default: false } },
  })
  if (from === undefined || more.length > 0) throw new WrongUsage('Say "restore DIR".')
  return orRefusal(async () => {
    const passphrase = passphraseIn(values['passphrase-env'], 'known')
    const done = await restoreBackup({ config: readConfig(process.env), from, generation: values.generation, passphrase, acceptDamage: values['accept-damage'], say })
    const register = join(dirname(done.folder), erasuresName)
    const again = existsSync(register) ? [`Erase again what was erased since that moment: obeh privacy reapply ${register}`] : []
    return { ok: done.whole, json: done, lines: [...restoreLines(done), ...again] }
  })
}

/** obeh drill [DIR]: restores into a scratch place and says how long it takes and how much would be lost. */
export async function drillCommand(args: string[]): Promise<Outcome> {
  const { values, positionals: [from, ...more] } = parseArgs({
    args, allowPositionals: true, options: { json: { type: 'boolean' }, generation: { type: 'string' }, scratch: { type: 'string' }, 'passphrase-env': { type: 'string' } },
  })
  if (more.length > 0) throw new WrongUsage('Say "drill" or "drill DIR".')
  return orRefusal(async () => {
    const passphrase = passphraseIn(values['passphrase-env'], 'known')
    const held = await drill({ config: readConfig(process.env), from, generation: values.generation, scratch: values.scratch, passphrase, say })
    const { passed, rtoSeconds, rpoSeconds, differences } = held
    return {
      ok: passed, json: held,
      lines: [
        ...restoreLines(held.restore),
        `RTO ${rtoSeconds.toFixed(1)} s: so long a restore takes on this machine`,
        from === undefined ? 'RPO: the backup was made for this drill; name a backup folder to measure its age' : `RPO ${rpoSeconds} s: so old is what would come back`,
        passed ? 'The drill has passed; the scratch place was removed.' : `The drill has FAILED: ${differences.length} differences; the scratch place was removed.`,
      ],
    }
  })
}

/** What a person can mend is an outcome; anything else is thrown on. */
async function orRefusal(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BackupRefusal)) throw error
    return { ok: false, json: { refusal: error.refusal, says: error.message }, lines: [error.message] }
  }
}

/** From the environment, because what stands on a command line is seen by everybody on the machine. */
function passphraseIn(name: string | undefined, kind: 'new' | 'known'): string | undefined {
  if (name === undefined) return undefined
  const passphrase = process.env[name]
  if (passphrase === undefined || passphrase === '') throw new WrongUsage(`--passphrase-env ${name}: there is no such variable in the environment.`)
  if (kind === 'new' && passphrase.length < 14) throw new BackupRefusal('weak-passphrase', 'The passphrase is too short to protect the key of the log: at least 14 characters, best five or more words.')
  return passphrase
}

function backupOutcome({ name, folder, manifest, whole, copied, copiedBytes, saved, removed, elsewhere, phases }: BackupReport): Outcome {
  const { tables, jobs, contents, lacking, logs, moment, secrets } = manifest
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return {
    ok: whole,
    json: { name, folder, moment, whole, rows, tables: tables.length, jobs: jobs.rows, contents: contents.count, contentBytes: contents.bytes, copied, copiedBytes, sealed: secrets.sealed, lacking, saved, removed, elsewhere, logs, phases },
    lines: [
      `${folder}`,
      `  the moment of ${moment}: ${rows} rows of ${tables.length} tables, ${jobs.rows} unfinished jobs, ${contents.count} stored files (${readableSize(contents.bytes)}), ${copied} of them new (${readableSize(copiedBytes)})`,
      ...logs.map(({ origin, size, rootHash }) => rootHash === null ? `  DAMAGE the head of the log ${origin} cannot be read: run "obeh log verify"` : `  log ${origin}: ${size} entries, root ${rootHash}`),
      ...lacking.map(({ tenantId, sha256, problem }) => `  DAMAGE ${problem === 'missing' ? 'missing from' : 'damaged in'} the office and in no backup here: ${tenantId}/${sha256}`),
      ...saved.map(({ tenantId, sha256 }) => `  SAVED the office has lost ${tenantId}/${sha256}, an earlier backup had it and so has this one`),
      ...(elsewhere.length > 0 ? [`  not backed up, for they are not the office's: ${elsewhere.join(', ')}`] : []),
      ...(secrets.sealed ? [] : ['  the secrets in it are not sealed: whoever reads this folder can sign as this office (--passphrase-env seals them)']),
      ...removed.map((old) => `  older backup ${old} removed`),
      whole ? '  whole' : '  NOT WHOLE: everything else is kept, and no older backup was removed',
    ],
  }
}

function restoreLines({ name, moment, rows, tables, jobs, contents, newer, logs, counts, otherLogs, damaged, whole, phases, seconds }: RestoreReport): string[] {
  return [
    `Backup ${name} of ${moment}: ${rows} rows of ${tables} tables, ${jobs} unfinished jobs, ${contents} stored files`,
    ...(newer.length > 0 ? [`  brought up to date by ${newer.length} newer steps: ${newer.join(', ')}`] : []),
    ...logs.flatMap(({ origin, size, rootHash, findings }) => [`  log ${origin}: ${size} entries, root ${rootHash}`, ...findings.map(({ entry, what, detail }) => `  DAMAGE ${entry === null ? '' : `entry ${entry} `}${what}: ${detail}`)]),
    ...counts.map(({ table, expected, found }) => `  DIFFERENCE ${table}: ${found} rows, ${expected} in the backup`),
    ...otherLogs.map((origin) => `  DIFFERENCE the log ${origin} is not of the size and root in the backup`),
    ...damaged.map(({ tenantId, sha256 }) => `  LEFT OUT damaged in the backup: ${tenantId}/${sha256}`),
    `  ${Object.entries(phases).map(([phase, took]) => `${phase} ${took.toFixed(1)} s`).join(', ')}; together ${seconds.toFixed(1)} s`,
    whole ? '  everything is as it was backed up' : '  NOT everything is as it was backed up',
  ]
}
