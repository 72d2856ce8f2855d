import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { copiesOf, findDamage } from './checks.ts'
import { noFigures, type Figures } from './client.ts'
import { openOffice, victims, type Office, type Victim } from './office.ts'
import { seeded, type Random } from './random.ts'
import { nothing, oneMatter, openDesk, type Acknowledged } from './work.ts'

export interface KillOptions {
  readonly directory: string
  readonly kills: number
  readonly seed: number
  readonly clients?: number
  /** Those who may be killed. */
  readonly among?: readonly Victim[]
  readonly say?: (line: string) => void
}

export interface KillReport extends Figures {
  readonly seed: number
  readonly kills: Readonly<Record<Victim, number>>
  /** Milliseconds until the office served again, sorted. */
  readonly recoveries: readonly number[]
  readonly kept: Readonly<Record<keyof Acknowledged, number>>
  readonly mailsSentTwice: number
  /** How often a process ended without being killed. */
  readonly falls: number
  readonly seconds: number
  readonly damage: readonly string[]
}

/** Lets clients work with a real office while its processes are killed, and looks at the end whether everything is as was said. */
export async function killUnderLoad({ directory, kills, seed, clients = 8, among = victims, say = () => {} }: KillOptions): Promise<KillReport> {
  const since = performance.now()
  const office = await openOffice(directory)
  try {
    const [figures, acknowledged] = [noFigures(), nothing()]
    const desks = await Promise.all(Array.from({ length: clients }, (_, i) => openDesk(office, figures, i)))
    let isOver = false
    const working = Promise.all(desks.map(async (desk, i) => {
      const random = seeded(seed + 1000 * (i + 1))
      while (!isOver) await oneMatter(desk, random, acknowledged, () => isOver)
    }))
    const killed = await Promise.race([killSome(office, seeded(seed), { kills, among, say }, () => figures.acknowledged), working.then(() => { throw new Error('nobody works any more') })])
    isOver = true
    await working
    await settled(office.databaseUrl)
    const disorderly = (await office.halt()).map((code) => `a process that was asked to stop ended with ${code}`)
    const damage = [...disorderly, ...await findDamage(office, acknowledged)]
    const kept = Object.fromEntries(Object.entries(acknowledged).map(([name, all]) => [name, all.size])) as KillReport['kept']
    return { seed, ...figures, ...killed, kept, mailsSentTwice: copiesOf(office), falls: office.falls(), seconds: Math.round((performance.now() - since) / 1000), damage }
  } finally {
    await office.close()
  }
}

async function killSome(office: Office, random: Random, { kills, among, say }: Required<Pick<KillOptions, 'kills' | 'among' | 'say'>>, acknowledged: () => number) {
  const [counts, recoveries] = [{ web: 0, worker: 0, postmaster: 0, backend: 0 }, [] as number[]]
  for (let i = 0; i < kills;) {
    // Not before something was done since the last one.
    const before = acknowledged()
    for (const until = Date.now() + 30_000; acknowledged() < before + 5 && Date.now() < until;) await pause(20)
    await pause(random() * 800)
    // Each kind at least once, as far as there are kills for it.
    const victim = i < among.length ? among[i] ?? 'web' : random.of(among)
    const took = await office.kill(victim, random)
    if (took === null) continue
    counts[victim]++
    recoveries.push(Math.round(took))
    i++
    say(`${String(i).padStart(3)} ${victim.padEnd(10)} serves again after ${Math.round(took)} ms`)
  }
  return { kills: counts, recoveries: recoveries.sort((a, b) => a - b) }
}

/** Waits until nothing waits to be done, for two minutes at most: what is left then is found as damage. */
async function settled(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(1_000)) {
    // What failed while things were killed would be tried again in minutes; there is no need to wait for that long. Not so often that what
    // fails for a few seconds yet would be given up.
    await client.query('update graphile_worker._private_jobs set run_at = now() where attempts > 0 and run_at > now() and locked_at is null and attempts < max_attempts')
    const { rows: [row] } = await client.query<{ busy: boolean }>('select exists (select from graphile_worker.jobs where run_at <= now() or attempts > 0) as busy')
    if (!row?.busy) break
  }
  await client.end()
}
