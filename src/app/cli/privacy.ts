import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Id } from '../../kernel/id.ts'
import { readTenants } from '../../modules/identity/index.ts'
import { erasureRegister, readRegister, reapplyErasures, type Erasure } from '../../modules/privacy/index.ts'
import { asTenant } from '../../platform/database/index.ts'
import type { Office } from '../office.ts'
import { privacyDeps } from '../privacy.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/**
 * obeh privacy register [--out FILE]: the erasures of every office, by ids alone, to be kept beside each backup.
 * obeh privacy reapply FILE: erases again what a restored backup brought back.
 */
export async function privacyCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values, positionals: [file, ...more] } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' }, json: { type: 'boolean' } } })
  if (verb === 'register' && file === undefined) return register(values.out)
  if (verb === 'reapply' && file !== undefined && more.length === 0) return reapply(file)
  throw new WrongUsage('Say "privacy register [--out FILE]" or "privacy reapply FILE".')
}

async function register(out: string | undefined): Promise<Outcome> {
  const erasures = await withOffice(registersOf)
  if (out !== undefined) await writeFile(out, `${JSON.stringify(erasures, null, 2)}\n`, { mode: 0o600 })
  const count = erasures.reduce((sum, each) => sum + each.erasures.length, 0)
  return { ok: true, json: erasures, lines: out === undefined ? [JSON.stringify(erasures, null, 2)] : [`${count} erasures written to ${out}`] }
}

async function reapply(file: string): Promise<Outcome> {
  const given = readRegister(await readFile(file, 'utf8'))
  if (!given) return { ok: false, json: { refusal: 'not-a-register' }, lines: [`${file} is no register of erasures; make one by "obeh privacy register --out FILE".`] }
  const again = await withOffice((office) => reapplyRegisters(office, given))
  return { ok: true, json: { again }, lines: [`${again} persons were erased again`] }
}

export interface TenantRegister { readonly tenantId: Id<'Tenant'>; readonly erasures: readonly Erasure[] }

async function registersOf(office: Office): Promise<TenantRegister[]> {
  const tenants = await readTenants(office.db)
  return Promise.all(tenants.map(async ({ tenant: { id } }) => ({ tenantId: id, erasures: await asTenant(id, () => erasureRegister(office, id)) })))
}

async function reapplyRegisters(office: Office, registers: readonly TenantRegister[]): Promise<number> {
  let again = 0
  for (const { tenantId, erasures } of registers) again += await asTenant(tenantId, () => reapplyErasures(privacyDeps(office), tenantId, erasures))
  return again
}
