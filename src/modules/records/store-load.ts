import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import { copyRows, type AnyTransaction } from '../../platform/database/index.ts'
import type { Component, Document, File, Party } from './model.ts'
import { formatNumber, registers, type NumberParts, type Register } from './model-numbering.ts'
import { componentRows, versionRows } from './store-component.ts'
import { grantRows, type Grantee } from './store-grant.ts'
import { partyRow } from './store-party.ts'
import { documentRow, fileRow, of, readTemplates, type Reader } from './store.ts'

export interface PastRecords {
  readonly parties: readonly Party[]
  readonly files: readonly File[]
  readonly documents: readonly Document[]
  readonly components: readonly Component[]
  readonly grants: readonly { readonly documentId: Id<'Document'>; readonly grantee: Grantee; readonly basis: string; readonly at: Date }[]
}

/** Adds what was registered in the past, thousands of documents at once, with numbers from `takePast`. */
export async function loadRecords(tx: AnyTransaction, tenantId: Id<'Tenant'>, { parties, files, documents, components, grants }: PastRecords): Promise<void> {
  await copyRows(tx, 'records.party', parties.map((party) => partyRow(tenantId, party)))
  await copyRows(tx, 'records.file', files.map((file) => fileRow(tenantId, file)))
  await copyRows(tx, 'records.document', documents.map((document) => documentRow(tenantId, document)))
  await copyRows(tx, 'records.component', componentRows(tenantId, components))
  await copyRows(tx, 'records.version', versionRows(tenantId, components.flatMap(({ versions }) => versions)))
  await copyRows(tx, 'records.grant', grants.flatMap(({ documentId, grantee, basis, at }) => grantRows(tenantId, [documentId], grantee, basis, at)))
}

/** Writes the next number of a register and year; it was taken, and must be used. */
export type WriteNumber = (register: Register, year: string, unit: string) => string

/** Takes as many numbers of each register and year as are wanted (`wanted('file', '2024')`), so that none is missing in the end. */
export async function takePast(
  tx: AnyTransaction, tenantId: Id<'Tenant'>, abbr: string, years: readonly string[], wanted: (register: Register, year: string) => number,
): Promise<WriteNumber> {
  const templates = await readTemplates(tx, tenantId)
  const next = new Map<string, number>()
  for (const period of years) {
    for (const register of [...registers].sort()) {
      const count = wanted(register, period)
      if (count === 0) continue
      const { value } = await of(tx).insertInto('records.counter').values({ tenant_id: tenantId, register, period, value: count })
        .onConflict((on) => on.columns(['tenant_id', 'register', 'period']).doUpdateSet({ value: sql`records.counter.value + ${count}` }))
        .returning('value').executeTakeFirstOrThrow()
      next.set(`${register}/${period}`, value - count + 1)
    }
  }
  return (register, year, unit) => {
    const serial = next.get(`${register}/${year}`)
    if (serial === undefined) throw new Error(`No number of the register ${register} was taken for ${year}`)
    next.set(`${register}/${year}`, serial + 1)
    return formatNumber(templates[register], { abbr, unit, year, serial } satisfies NumberParts)
  }
}

/** The numbers that files have, by their ids. */
export async function readFileNumbers(tx: Reader, tenantId: Id<'Tenant'>, ids: readonly Id<'File'>[]): Promise<Map<Id<'File'>, Pick<File, 'uniqueId' | 'fileReference'>>> {
  const rows = await of(tx).selectFrom('records.file').select(['id', 'unique_id', 'file_reference'])
    .where('tenant_id', '=', tenantId).where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, { uniqueId: row.unique_id, fileReference: row.file_reference }]))
}
