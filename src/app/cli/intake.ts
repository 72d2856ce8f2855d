import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { sha256Of } from '../../kernel/sha256.ts'
import { automaton, type Actor } from '../../kernel/actor.ts'
import { findTenant, readPeople, readUnits, type Tenant } from '../../modules/identity/index.ts'
import { readIncoming, receive, registerItem, type IntakeDeps } from '../../modules/intake/index.ts'
import { asTenant } from '../../platform/database/index.ts'
import { intakeDeps } from '../wiring.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh intake FILE|FOLDER… */
export async function intakeCommand(args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true, options: { json: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, unit: { type: 'string' } },
  })
  if (positionals.length === 0) throw new WrongUsage('Name at least one file or folder.')
  const files = (await Promise.all(positionals.map(filesOf))).flat()
  if (files.length === 0) throw new WrongUsage('There is no file in the folder.')
  const results = values['dry-run'] ? await dryRun(files) : await withOffice((office) => register(intakeDeps(office), files, values.unit))
  return {
    ok: results.every((result) => !('refusal' in result)), json: results,
    lines: results.map((result) => 'refusal' in result ? `${result.file}: refused, ${String(result.refusal)}` : `${result.file}: ${'referenceNumber' in result ? result.referenceNumber : JSON.stringify(result)}`),
  }
}

/** The file itself, or all files of the folder and those below it, by name; hidden ones are not what came. */
async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { withFileTypes: true })
  const shown = entries.filter(({ name }) => !name.startsWith('.')).toSorted((a, b) => a.name.localeCompare(b.name, 'cs', { numeric: true }))
  return (await Promise.all(shown.map((entry) => entry.isDirectory() ? filesOf(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : []))).flat()
}

async function dryRun(files: readonly string[]) {
  const results = []
  for (const file of files) {
    const reading = await readIncoming(basename(file), await readFile(file))
    results.push(reading.ok ? { ...reading.value, file } : { file, refusal: reading.refusal })
  }
  return results
}

async function register(deps: IntakeDeps, files: readonly string[], unitCode: string | undefined) {
  const tenant = await findTenant(deps.db, null)
  if (!tenant) throw new Error('There is no office yet, or there are several; start the office first.')
  return asTenant(tenant.id, () => registerIn(tenant, deps, files, unitCode))
}

async function registerIn(tenant: Tenant, deps: IntakeDeps, files: readonly string[], unitCode: string | undefined) {
  const units = await readUnits(deps.db, tenant.id)
  const people = await readPeople(deps.db, tenant.id)
  const unitId = unitCode === undefined ? people.find(({ roles }) => roles.includes('registrar'))?.unitId : units.find(({ code }) => code === unitCode)?.id
  if (!unitId) throw new WrongUsage(unitCode === undefined ? 'Nobody in the office is a registrar; say --unit.' : `There is no unit ${unitCode}. Units: ${units.map(({ code }) => code).join(', ')}`)
  const actor: Actor = { ...automaton(tenant.id, 'obeh intake'), unitId, roles: ['registrar'] }
  // All were found before any is registered, so that a mistyped name does not hide what became of the others; one at a time is in memory.
  const results = []
  for (const file of files) results.push({ file, ...await registerFile(deps, actor, file, await readFile(file), unitId) })
  return results
}

/** The same bytes again are the same submission: the command may be repeated after any failure. */
async function registerFile(deps: IntakeDeps, actor: Actor, file: string, bytes: Buffer, unitId: NonNullable<Actor['unitId']>) {
  const sha256 = sha256Of(bytes)
  const received = await receive(deps, actor, { name: basename(file), bytes, channel: 'EPodatelnaMail' }, { key: `intake-cli-receive-${sha256}` })
  if (!received.ok) return { refusal: received.refusal }
  const { id, state, subject, refusedReason } = received.value
  if (state !== 'waiting' && state !== 'registered') return { refusal: refusedReason ?? state }
  const registered = await registerItem(deps, actor, id, { subject: subject || basename(file), unitId }, { key: `intake-cli-register-${sha256}` })
  return registered.ok ? registered.value : { refusal: registered.refusal }
}
