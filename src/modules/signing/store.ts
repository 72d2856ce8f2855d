import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction, type Database } from '../../platform/database/index.ts'
import type { Authority, Holder } from './model-authority.ts'
import type { Credential, Inspection, Provider } from './model-port.ts'
import type { DocumentKind, Rule } from './model-rule.ts'

export type Reader = Database | AnyTransaction
export type TenantId = Id<'Tenant'>

interface AuthorityRow {
  tenant_id: TenantId; id: Id<'Authority'>; holder_kind: Holder['kind']; holder_id: Holder['id']; class_id: Id<'Class'> | null
  document_kind: DocumentKind | null; up_to: number | null; starts_on: Day; ends_on: Day | null; basis: string; made_by: Id<'Person'>
  made_at: Date; ended_by: Id<'Person'> | null; ended_at: Date | null
}
interface RuleRow {
  tenant_id: TenantId; id: Id<'SigningRule'>; class_id: Id<'Class'> | null; document_kind: DocumentKind | null; need: Rule['need']
  must_open: Rule['mustOpen']; sample_percent: number | null; on_change: Rule['onChange']; visible: boolean; changed_by: Id<'Person'>; changed_at: Date
}
interface CredentialRow {
  tenant_id: TenantId; id: Id<'Credential'>; person_id: Id<'Person'> | null; provider: Provider; label: string; chain: Buffer[]
  place: Readonly<Record<string, string>>; wrapped_key: Buffer | null; valid_from: Date; valid_to: Date; made_by: Id<'Person'> | null; made_at: Date
  ended_by: Id<'Person'> | null; ended_at: Date | null
}
interface RequestRow {
  tenant_id: TenantId; item_id: Id<'WorkItem'>; document_id: Id<'Document'>; signer_id: Id<'Person'>; class_id: Id<'Class'> | null
  unit_id: Id<'Unit'>; document_kind: DocumentKind | null; amount: number | null; asked_by: Id<'Person'> | null; asked_at: Date
}
interface InspectionRow { tenant_id: TenantId; sha256: Sha256; pages: number | null; obstacle: string | null }
interface OpeningRow { tenant_id: TenantId; person_id: Id<'Person'>; document_id: Id<'Document'>; sha256: Sha256; at: Date }
interface SigningTables {
  'signing.authority': AuthorityRow
  'signing.rule': RuleRow
  'signing.credential': CredentialRow
  'signing.request': RequestRow
  'signing.inspection': InspectionRow
  'signing.opening': OpeningRow
}
const of = (db: Reader) => tablesOf<SigningTables>(db)
const anyOf = <Kind extends string>(ids: readonly Id<Kind>[]) => sql<Id<Kind>>`any(${[...ids]}::uuid[])`

/** A line with who wrote it. */
export interface WrittenLine extends Authority { readonly madeBy: Id<'Person'>; readonly madeAt: Date; readonly endedBy: Id<'Person'> | null }

export async function insertAuthorities(tx: AnyTransaction, tenantId: TenantId, lines: readonly WrittenLine[]): Promise<void> {
  await of(tx).insertInto('signing.authority').values(lines.map(({ id, holder, basis, ...line }) => ({
    id, basis, tenant_id: tenantId, holder_kind: holder.kind, holder_id: holder.id, class_id: line.classId, document_kind: line.documentKind, up_to: line.upTo,
    starts_on: line.startsOn, ends_on: line.endsOn, made_by: line.madeBy, made_at: line.madeAt, ended_by: line.endedBy, ended_at: line.endedAt,
  }))).execute()
}

/** Every line the office has ever had, oldest first; they are few. */
export async function readAuthorities(db: Reader, tenantId: TenantId): Promise<WrittenLine[]> {
  const rows = await of(db).selectFrom('signing.authority').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()
  return rows.map(({ id, basis, ...row }) => ({
    id, basis, holder: { kind: row.holder_kind, id: row.holder_id } as Holder, classId: row.class_id, documentKind: row.document_kind, upTo: row.up_to,
    startsOn: row.starts_on, endsOn: row.ends_on, madeBy: row.made_by, madeAt: row.made_at, endedBy: row.ended_by, endedAt: row.ended_at,
  }))
}

/** Ends a line that has not ended; false when there is none such. */
export async function endAuthority(tx: AnyTransaction, tenantId: TenantId, id: Id<'Authority'>, by: Id<'Person'>, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await of(tx).updateTable('signing.authority').set({ ended_by: by, ended_at: at })
    .where('tenant_id', '=', tenantId).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function readRules(db: Reader, tenantId: TenantId): Promise<Rule[]> {
  const rows = await of(db).selectFrom('signing.rule').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()
  return rows.map(({ id, need, visible, ...row }) => ({
    id, need, visible, classId: row.class_id, documentKind: row.document_kind, mustOpen: row.must_open, samplePercent: row.sample_percent, onChange: row.on_change,
  }))
}

/** Writes the rule of a class and kind, in place of the one it had. */
export async function saveRule(tx: AnyTransaction, tenantId: TenantId, rule: Rule, by: Id<'Person'>, at: Date): Promise<Id<'SigningRule'>> {
  const set = {
    need: rule.need, must_open: rule.mustOpen, sample_percent: rule.samplePercent, on_change: rule.onChange, visible: rule.visible, changed_by: by, changed_at: at,
  }
  const { id } = await of(tx).insertInto('signing.rule')
    .values({ ...set, tenant_id: tenantId, id: rule.id, class_id: rule.classId, document_kind: rule.documentKind })
    .onConflict((on) => on.columns(['tenant_id', 'class_id', 'document_kind']).doUpdateSet(set)).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function deleteRule(tx: AnyTransaction, tenantId: TenantId, id: Id<'SigningRule'>): Promise<boolean> {
  const { numDeletedRows } = await of(tx).deleteFrom('signing.rule').where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export async function insertCredential(tx: AnyTransaction, tenantId: TenantId, one: Credential, by: Id<'Person'> | null, at: Date): Promise<void> {
  await sql`insert into signing.credential (tenant_id, id, person_id, provider, label, chain, place, wrapped_key, valid_from, valid_to, made_by, made_at)
    values (${tenantId}, ${one.id}, ${one.personId}, ${one.provider}, ${one.label}, ${one.chain.map((each) => Buffer.from(each))}::bytea[], ${JSON.stringify(one.place)}::jsonb,
      ${one.wrappedKey && Buffer.from(one.wrappedKey)}, ${one.validFrom}, ${one.validTo}, ${by}, ${at})`.execute(tx)
}

/** The keys of a person, or with `null` the seals of the office; also those that ended, newest first. */
export async function readCredentials(db: Reader, tenantId: TenantId, personId: Id<'Person'> | null): Promise<Credential[]> {
  const rows = await of(db).selectFrom('signing.credential').selectAll().where('tenant_id', '=', tenantId)
    .where('person_id', personId === null ? 'is' : '=', personId).orderBy('id', 'desc').execute()
  return rows.map(toCredential)
}

export async function readAllCredentials(db: Reader, tenantId: TenantId): Promise<Credential[]> {
  return (await of(db).selectFrom('signing.credential').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()).map(toCredential)
}

export async function readCredential(db: Reader, tenantId: TenantId, id: Id<'Credential'>): Promise<Credential | undefined> {
  const row = await of(db).selectFrom('signing.credential').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toCredential(row)
}

export async function endCredential(tx: AnyTransaction, tenantId: TenantId, id: Id<'Credential'>, by: Id<'Person'>, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await of(tx).updateTable('signing.credential').set({ ended_by: by, ended_at: at })
    .where('tenant_id', '=', tenantId).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

function toCredential(row: CredentialRow): Credential {
  const { id, provider, label, chain, place } = row
  return {
    id, provider, label, chain, place, personId: row.person_id, wrappedKey: row.wrapped_key, validFrom: row.valid_from, validTo: row.valid_to, endedAt: row.ended_at,
  }
}

/** What was said when a signature was asked for. */
export interface Request {
  readonly itemId: Id<'WorkItem'>
  readonly documentId: Id<'Document'>
  readonly signerId: Id<'Person'>
  readonly classId: Id<'Class'> | null
  readonly unitId: Id<'Unit'>
  readonly documentKind: DocumentKind | null
  readonly amount: number | null
  readonly askedBy: Id<'Person'> | null
  readonly askedAt: Date
}

export async function insertRequests(tx: AnyTransaction, tenantId: TenantId, requests: readonly Request[]): Promise<void> {
  await of(tx).insertInto('signing.request').values(requests.map(({ amount, ...each }) => ({
    amount, tenant_id: tenantId, item_id: each.itemId, document_id: each.documentId, signer_id: each.signerId, class_id: each.classId, unit_id: each.unitId,
    document_kind: each.documentKind, asked_by: each.askedBy, asked_at: each.askedAt,
  }))).execute()
}

export async function readRequests(db: Reader, tenantId: TenantId, itemIds: readonly Id<'WorkItem'>[]): Promise<Map<Id<'WorkItem'>, Request>> {
  const rows = await of(db).selectFrom('signing.request').selectAll().where('tenant_id', '=', tenantId).where('item_id', '=', anyOf(itemIds)).execute()
  return new Map(rows.map((row) => [row.item_id, toRequest(row)]))
}

/** The kind of act and amount last said of each document; what is asked again by the course itself is about the same. */
export async function readLastRequests(db: Reader, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<Map<Id<'Document'>, Request>> {
  const rows = await of(db).selectFrom('signing.request').selectAll().distinctOn('document_id').where('tenant_id', '=', tenantId)
    .where('document_id', '=', anyOf(documentIds)).orderBy('document_id').orderBy('asked_at', 'desc').orderBy('item_id', 'desc').execute()
  return new Map(rows.map((row) => [row.document_id, toRequest(row)]))
}

/** The documents about which these people were asked, narrowed by classes and by who prepared them; the newest of them. */
export async function findRequested(
  db: Reader, tenantId: TenantId, signers: readonly Id<'Person'>[], { classIds, unitId, limit }: { readonly classIds?: readonly Id<'Class'>[] | undefined; readonly unitId?: Id<'Unit'> | undefined; readonly limit: number },
): Promise<Id<'Document'>[]> {
  let select = of(db).selectFrom('signing.request').select('document_id').where('tenant_id', '=', tenantId).where('signer_id', '=', anyOf(signers))
  if (classIds) select = select.where('class_id', '=', anyOf(classIds))
  if (unitId) select = select.where('unit_id', '=', unitId)
  return (await select.orderBy('item_id', 'desc').limit(limit).execute()).map((row) => row.document_id)
}

function toRequest(row: RequestRow): Request {
  return {
    itemId: row.item_id, documentId: row.document_id, signerId: row.signer_id, classId: row.class_id, unitId: row.unit_id, documentKind: row.document_kind,
    amount: row.amount, askedBy: row.asked_by, askedAt: row.asked_at,
  }
}

export async function keepInspection(db: Reader, tenantId: TenantId, sha256: Sha256, { pages, obstacle }: Inspection): Promise<void> {
  await of(db).insertInto('signing.inspection').values({ sha256, pages, obstacle, tenant_id: tenantId }).onConflict((on) => on.doNothing()).execute()
}

export async function readInspections(db: Reader, tenantId: TenantId, contents: readonly Sha256[]): Promise<Map<Sha256, Inspection>> {
  const rows = await of(db).selectFrom('signing.inspection').selectAll().where('tenant_id', '=', tenantId)
    .where('sha256', '=', sql<Sha256>`any(${[...contents]}::text[])`).execute()
  return new Map(rows.map(({ sha256, pages, obstacle }) => [sha256, { pages, obstacle }]))
}

/** Keeps that a person opened these bytes; false when it was known. */
export async function keepOpening(tx: AnyTransaction, tenantId: TenantId, personId: Id<'Person'>, documentId: Id<'Document'>, sha256: Sha256, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await of(tx).insertInto('signing.opening')
    .values({ sha256, at, tenant_id: tenantId, person_id: personId, document_id: documentId }).onConflict((on) => on.doNothing()).executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Which of these contents a person has opened, and when. */
export async function readOpenings(db: Reader, tenantId: TenantId, personId: Id<'Person'>, documentIds: readonly Id<'Document'>[]): Promise<Map<string, Date>> {
  const rows = await of(db).selectFrom('signing.opening').selectAll().where('tenant_id', '=', tenantId).where('person_id', '=', personId)
    .where('document_id', '=', anyOf(documentIds)).execute()
  return new Map(rows.map(({ document_id: documentId, sha256, at }) => [`${documentId} ${sha256}`, at]))
}
