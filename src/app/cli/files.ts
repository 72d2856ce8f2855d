import { parseArgs } from 'node:util'
import { BadConfig, filesPlace, readConfig } from '../../platform/config/index.ts'
import { contentsRefusal, moveContents, openContents, type WholeStore } from '../../platform/files/index.ts'
import { asOwner } from '../database.ts'
import { sweepContents } from '../sweep.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

const options = {
  json: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, delete: { type: 'boolean' }, 'grace-hours': { type: 'string', default: '72' },
  from: { type: 'string' }, to: { type: 'string' },
} as const

/**
 * obeh files sweep: what of the stored contents nothing refers to any more; removed only with --delete.
 * obeh files move: copies all contents to another place and verifies them there.
 */
export async function filesCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values } = parseArgs({ args, options })
  if (verb === 'sweep') return sweep(values['dry-run'] ?? false, values.delete ?? false, Number(values['grace-hours']))
  if (verb === 'move' && (values.from === undefined) !== (values.to === undefined)) return move(values.from, values.to)
  throw new WrongUsage('Say "files sweep --dry-run", "files sweep --delete", "files move --to PLACE" or "files move --from PLACE".')
}

async function sweep(dryRun: boolean, remove: boolean, hours: number): Promise<Outcome> {
  if (remove === dryRun) throw new WrongUsage('Say "files sweep --dry-run" or "files sweep --delete".')
  if (!Number.isInteger(hours) || hours < 1) throw new WrongUsage('--grace-hours is a whole number of hours, at least 1.')
  const report = await withOffice((office, config) => asOwner(config, (databaseUrl) => sweepContents({ ...office, databaseUrl }, { graceMs: hours * 3_600_000, remove })))
  const { stored, young, unreferenced, bytes, deleted } = report
  return {
    ok: true, json: { dryRun, graceHours: hours, ...report },
    lines: [
      `${stored} stored contents, ${young} of them stored in the last ${hours} hours and left alone`,
      remove ? `${deleted} contents nothing refers to were removed (${bytes} bytes found)` : `${unreferenced.length} contents nothing refers to (${bytes} bytes); remove them with --delete`,
      ...(dryRun ? unreferenced.map(({ tenantId, sha256, size }) => `  ${tenantId}/${sha256} ${size} bytes`) : []),
    ],
  }
}

/** Between the place of the configuration and another. It needs no database and lets the office work on. */
async function move(from: string | undefined, to: string | undefined): Promise<Outcome> {
  const { files: configured, dataDirectory } = readConfig(process.env)
  const open = async (url: string | undefined): Promise<WholeStore> => {
    const place = url === undefined ? configured : filesPlace(url, process.env)
    if (typeof place === 'string') throw new WrongUsage(`The place ${place}.`)
    const refused = await contentsRefusal(place)
    if (refused !== null) throw new BadConfig(refused)
    return openContents(place, dataDirectory)
  }
  const [source, target] = [await open(from), await open(to)]
  const { found, copied, bytes, there, damaged } = await moveContents(source, target, (line) => process.stderr.write(`${line}\n`))
  return {
    ok: damaged.length === 0, json: { from: source.place, to: target.place, found, copied, bytes, there, damaged: damaged.map(({ tenantId, sha256 }) => `${tenantId}/${sha256}`) },
    lines: [
      `${found} contents in ${source.place}: ${copied} copied to ${target.place} and read back there (${bytes} bytes), ${there} were there whole`,
      ...damaged.map(({ tenantId, sha256 }) => `DAMAGED ${tenantId}/${sha256}: not copied; restore it from a backup`),
    ],
  }
}
