import type { Id } from '../../kernel/id.ts'
import { keepAnswer, readWitnesses, submissionTo, type WitnessAnswer, type WitnessRow } from '../../modules/audit/index.ts'
import { readTenants } from '../../modules/identity/index.ts'
import { asTenant } from '../../platform/database/index.ts'
import type { Office } from '../office.ts'
import { askWitness } from './client.ts'

type Deps = Pick<Office, 'db' | 'now' | 'logKey' | 'config'>

/**
 * Asks every witness to cosign the log of every tenant and keeps what it said. A witness that is out keeps nobody waiting but this round;
 * one that contradicts the log is reported each time.
 */
export async function askWitnesses(office: Deps, report: (problem: string) => void): Promise<WitnessRow[]> {
  const rows = await withEach(office, (tenantId, { url, key }) => askOne(office, tenantId, url, key.name)
    .then(({ answer, submitted }) => keepAnswer(office, tenantId, key, submitted ?? { checkpoint: '', size: 0 }, answer)))
  for (const { tenant_id, name, outcome, detail } of rows) {
    if (outcome === 'contradicts') report(`The witness ${name} contradicts the log of ${tenant_id}: ${detail}. The log was rewritten or set back. Run "obeh log verify".`)
    else if (outcome !== 'cosigned') report(`The witness ${name} did not cosign the log of ${tenant_id}: ${detail}`)
  }
  return rows
}

export interface Heard { readonly tenantId: Id<'Tenant'>; readonly name: string; readonly outcome: WitnessAnswer['outcome']; readonly detail: string }

/** Asks the witnesses and keeps nothing: for looking at a log that may not be ours. Only they can tell a log that was rewritten whole and signed anew. */
export function hearWitnesses(office: Deps): Promise<Heard[]> {
  return withEach(office, async (tenantId, { url, key }) => {
    const { answer } = await askOne(office, tenantId, url, key.name)
    return { tenantId, name: key.name, outcome: answer.outcome, detail: answer.outcome === 'cosigned' ? '' : answer.detail }
  })
}

type Witness = Deps['config']['witnesses'][number]

/** Witnesses are asked at once, each about one tenant after another. */
async function withEach<Value>({ db, config }: Deps, ask: (tenantId: Id<'Tenant'>, witness: Witness) => Promise<Value>): Promise<Value[]> {
  if (config.witnesses.length === 0) return []
  const tenants = (await readTenants(db)).map(({ tenant }) => tenant.id)
  const said = await Promise.all(config.witnesses.map(async (witness) => {
    const values: Value[] = []
    for (const tenantId of tenants) values.push(await asTenant(tenantId, () => ask(tenantId, witness)))
    return values
  }))
  return said.flat()
}

async function askOne({ db }: Deps, tenantId: Id<'Tenant'>, url: string, name: string) {
  const known = (await readWitnesses(db, tenantId)).find((row) => row.name === name)
  return askWitness(url, known?.size ?? 0, (oldSize) => submissionTo(db, tenantId, oldSize))
}
