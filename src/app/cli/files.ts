import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sweepContents } from '../sweep.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh files sweep: what of the stored contents nothing refers to any more; removed only with --delete. */
export async function filesCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, delete: { type: 'boolean' }, 'grace-hours': { type: 'string', default: '72' } } })
  const [remove, dryRun, hours] = [values.delete ?? false, values['dry-run'] ?? false, Number(values['grace-hours'])]
  if (verb !== 'sweep' || remove === dryRun) throw new WrongUsage('Say "files sweep --dry-run" or "files sweep --delete".')
  if (!Number.isInteger(hours) || hours < 1) throw new WrongUsage('--grace-hours is a whole number of hours, at least 1.')
  const report = await withOffice((office) => sweepContents(office, { directory: join(office.config.dataDirectory, 'files'), graceMs: hours * 3_600_000, remove }))
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
