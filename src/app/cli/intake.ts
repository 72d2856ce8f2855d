import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { sha256Of } from '../../kernel/sha256.ts'
import { automaton, type Actor } from '../../kernel/actor.ts'
import { findTenant, readPeople, readUnits } from '../../modules/identity/index.ts'
import { readIncoming, receive, registerItem, type IntakeDeps } from '../../modules/intake/index.ts'
import { intakeDeps } from '../wiring.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh intake FILE… */
export async function intakeCommand(args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true, options: { json: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, unit: { type: 'string' } },
  })
  if (positionals.length === 0) throw new WrongUsage('Name at least one file.')
  const results = values['dry-run'] ? await dryRun(positionals) : await withOffice((office) => register(intakeDeps(office), positionals, values.unit))
  return {
    ok: results.every((result) => !('refusal' in result)), json: results,
    lines: results.map((result) => 'refusal' in result ? `${result.file}: refused, ${String(result.refusal)}` : `${result.file}: ${'referenceNumber' in result ? result.referenceNumber : JSON.stringify(result)}`),
  }
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
  const units = await readUnits(deps.db, tenant.id)
  const people = await readPeople(deps.db, tenant.id)
  const unitId = unitCode === undefined ? people.find(({ roles }) => roles.includes('registrar'))?.unitId : units.find(({ code }) => code === unitCode)?.id
  if (!unitId) throw new WrongUsage(unitCode === undefined ? 'Nobody in the office is a registrar; say --unit.' : `There is no unit ${unitCode}. Units: ${units.map(({ code }) => code).join(', ')}`)
  const actor: Actor = { ...automaton(tenant.id, 'obeh intake'), unitId, roles: ['registrar'] }
  // All are read before any is registered, so that a mistyped name does not hide what became of the others.
  const contents = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })))
  const results = []
  for (const { file, bytes } of contents) results.push({ file, ...await registerFile(deps, actor, file, bytes, unitId) })
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
