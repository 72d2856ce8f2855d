import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { automaton } from '../../kernel/actor.ts'
import { findTenant } from '../../modules/identity/index.ts'
import { importPlan, judgePlan, planTexts, presentReport } from '../../modules/records/index.ts'
import type { Office } from '../office.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh plan import FILE: takes over a file plan from CSV or JSON whole, or says every line that is wrong. */
export async function planCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, separator: { type: 'string' } } })
  const [file] = positionals
  if (verb !== 'import' || file === undefined || positionals.length > 1) throw new WrongUsage('Say "plan import FILE".')
  const [bytes, dryRun] = [await readFile(file), values['dry-run'] ?? false]
  return withOffice((office) => take(office, file, bytes, { dryRun, separator: values.separator ?? null }))
}

async function take(office: Office, file: string, bytes: Buffer, options: { readonly dryRun: boolean; readonly separator: string | null }): Promise<Outcome> {
  const tenant = await findTenant(office.db, null)
  if (!tenant && !options.dryRun) throw new Error('There is no office yet, or there are several; found or start the office first.')
  const done = tenant ? await importPlan(office, automaton(tenant.id, 'obeh plan import'), bytes, options) : judgePlan(bytes, options.separator)
  if (!done.ok) return { ok: false, json: { file, refusal: done.refusal, says: planTexts.en[done.refusal] }, lines: [`${file}: ${planTexts.en[done.refusal]}`] }
  const report = presentReport(done.value, 'en')
  const wrong = report.problems.map(({ line, code, says }) => `  line ${line}${code === '' ? '' : ` (${code})`}: ${says}`)
  const { added, changed, replaced, ended, filesMoved } = report
  const counts = `${added.length} added, ${changed.length} changed, ${replaced.length} with another regime, ${ended.length} ended, ${filesMoved} open files moved`
  return {
    ok: wrong.length === 0, json: { file, dryRun: options.dryRun, ...report },
    lines: wrong.length > 0 ? [`${file}: nothing was taken over, mend these lines first:`, ...wrong] : [`${file}: ${options.dryRun ? 'would be taken over: ' : ''}${counts}`],
  }
}
