import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Id } from '../../kernel/id.ts'
import { inEveryOffice } from '../../modules/identity/index.ts'
import { erasureRegister, readRegister, reapplyErasures, type Erasure } from '../../modules/privacy/index.ts'
import { asTenant } from '../../platform/database/index.ts'
import { replaceDurably } from '../../platform/disk/index.ts'
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
  const known = out === undefined ? [] : await registerAt(out)
  if (!known) return { ok: false, json: { refusal: 'not-a-register' }, lines: [`${out} is there and is no register of erasures; move it away, or write to another file.`] }
  const erasures = withThose(await withOffice(registersOf), known)
  if (out !== undefined) await replaceDurably(out, `${JSON.stringify(erasures, null, 2)}\n`)
  const count = erasures.reduce((sum, each) => sum + each.erasures.length, 0)
  return { ok: true, json: erasures, lines: out === undefined ? [JSON.stringify(erasures, null, 2)] : [`${count} erasures written to ${out}`] }
}

async function reapply(file: string): Promise<Outcome> {
  const given = readRegister(await readFile(file, 'utf8'))
  if (!given) return { ok: false, json: { refusal: 'not-a-register' }, lines: [`${file} is no register of erasures; make one by "obeh privacy register --out FILE".`] }
  const again = await withOffice((office) => reapplyRegisters(office, given))
  return { ok: true, json: { again }, lines: [`${again} persons were erased again`] }
}

/** What stands in the file already; undefined when that is no register. */
async function registerAt(file: string): Promise<readonly TenantRegister[] | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]'
    throw error
  })
  return readRegister(text)
}

/** An office that was restored does not know what was erased after its backup: that stays in the register until it is erased again. */
function withThose(now: readonly TenantRegister[], before: readonly TenantRegister[]): TenantRegister[] {
  return [...new Set([...now, ...before].map(({ tenantId }) => tenantId))].map((tenantId) => {
    const [ours, theirs] = [now, before].map((all) => all.filter((each) => each.tenantId === tenantId).flatMap(({ erasures }) => erasures))
    const known = new Set(ours?.map(({ id }) => id))
    return { tenantId, erasures: [...ours ?? [], ...theirs?.filter(({ id }) => !known.has(id)) ?? []] }
  })
}

export interface TenantRegister { readonly tenantId: Id<'Tenant'>; readonly erasures: readonly Erasure[] }

const registersOf = (office: Office): Promise<TenantRegister[]> =>
  inEveryOffice(office.db, async (tenantId) => ({ tenantId, erasures: await erasureRegister(office, tenantId) }))

async function reapplyRegisters(office: Office, registers: readonly TenantRegister[]): Promise<number> {
  let again = 0
  for (const { tenantId, erasures } of registers) again += await asTenant(tenantId, () => reapplyErasures(privacyDeps(office), tenantId, erasures))
  return again
}
