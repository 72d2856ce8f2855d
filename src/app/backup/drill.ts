import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, type Config } from '../../platform/config/index.ts'
import { livingProcess, removeCluster } from '../../platform/postgres/index.ts'
import { makeBackup } from './backup.ts'
import { keepLast, logCopy, type LastDrill } from './outcomes.ts'
import { logKeyName, readSecrets } from './secrets.ts'
import { restoreBackup, type RestoreReport } from './restore.ts'

export interface DrillOptions {
  /** Of the office whose drill it is; only a fresh backup needs it to be there. */
  readonly config: Config
  /** A backup folder or a generation. Absent: a fresh backup is made and thrown away. */
  readonly from?: string | undefined
  readonly generation?: string | undefined
  readonly passphrase?: string | undefined
  /** Where the scratch place is made. */
  readonly scratch?: string | undefined
  readonly say: (line: string) => void
}

export interface DrillReport extends LastDrill {
  readonly restore: RestoreReport
}

/** Restores a backup into a scratch place with a database server of its own, compares what came back, and removes it. The office does not notice. */
export async function drill(options: DrillOptions): Promise<DrillReport> {
  const { config, say } = options
  const base = options.scratch ?? tmpdir()
  await clearAbandoned(base, say)
  const scratch = await mkdtemp(join(base, `${scratchPrefix}${process.pid}-`))
  try {
    // The user of the scratch database server must get through to its own folder; everything else in it is private.
    await chmod(scratch, 0o711)
    const from = options.from ?? (await makeBackup({ config, folder: join(scratch, 'backup'), say })).folder
    const place = readConfig({ OBEH_DATA: join(scratch, 'data') })
    const restored = await restoreBackup({ config: place, from, generation: options.generation, passphrase: options.passphrase, say })
    const outcome = outcomeOf(restored)
    await keepOutcome(config, outcome, say)
    return { ...outcome, restore: restored }
  } finally {
    await removeScratch(scratch)
  }
}

const scratchPrefix = 'obeh-drill-'

function outcomeOf(restored: RestoreReport): LastDrill {
  const differences = [
    ...restored.counts.map(({ table, expected, found }) => `${table}: ${found} rows, ${expected} in the backup`),
    ...restored.otherLogs.map((origin) => `log ${origin}: not of the size and root in the backup`),
    ...restored.logs.flatMap(({ origin, findings }) => findings.map(({ what, detail }) => `${origin}: ${what}, ${detail}`)),
  ]
  const at = new Date()
  return {
    at: at.toISOString(), backup: restored.name, moment: restored.moment, passed: restored.whole && differences.length === 0, differences,
    rtoSeconds: restored.seconds, rpoSeconds: Math.max(0, Math.round((at.getTime() - Date.parse(restored.moment)) / 1000 - restored.seconds)),
  }
}

/** Beside the office's data and in its log, when the drill is held where the office is. */
async function keepOutcome(config: Config, outcome: LastDrill, say: (line: string) => void): Promise<void> {
  if (!(await readSecrets(config.secretsDirectory)).has(logKeyName)) return
  await keepLast(config.dataDirectory, 'drill', outcome)
  const { backup, moment, passed, rtoSeconds, rpoSeconds, differences } = outcome
  await logCopy(config, 'obeh drill', { backup, moment, passed, rtoSeconds: Math.round(rtoSeconds), rpoSeconds, differences: differences.length }, say)
}

/** What a drill that was killed has left: its folder is full of what the office keeps secret. */
async function clearAbandoned(base: string, say: (line: string) => void): Promise<void> {
  for (const name of await readdir(base)) {
    const [, pid] = /^obeh-drill-(\d+)-/.exec(name) ?? []
    if (pid === undefined || (await livingProcess(Number(pid)))) continue
    if ((await lstat(join(base, name))).uid !== process.getuid?.()) continue
    say(`Clearing away ${join(base, name)}, left by a drill that was cut off.`)
    await removeScratch(join(base, name))
  }
}

/** The embedded database of the scratch place may have had to live elsewhere; its folder says where. */
async function removeScratch(scratch: string): Promise<void> {
  await removeCluster(join(scratch, 'data', 'postgres'))
  await rm(scratch, { recursive: true, force: true })
}
