import { sql } from 'kysely'
import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import type { Party } from './model.ts'
import type { RecordHold } from './model-hold.ts'
import { holdOfDocument } from './model-hold.ts'
import { regimeOf } from './store-class.ts'
import { of, toDocument, toFile, type ClassRow, type DocumentRow, type FileRow, type Reader } from './store.ts'
import { folded, fragment } from './store-grant.ts'
import { toParty } from './store-party.ts'

type TenantId = Id<'Tenant'>
const ids = (list: readonly string[]) => sql`any(${[...list]}::uuid[])`

/** Records of the register by a fragment of a name, mail address or number, or by a day of birth; whoever asks sees all of it. */
export async function findParties(db: Reader, tenantId: TenantId, text: string, limit: number): Promise<Party[]> {
  const like = (column: string) => sql<boolean>`${folded(sql.ref(column))} like ${fragment(text)}`
  const rows = await of(db).selectFrom('records.party').selectAll().where('tenant_id', '=', tenantId).where('merged_into', 'is', null).where(sql<boolean>`erased_at is null`)
    .where((e) => e.or([like('name'), like('email'), e('ico', '=', text.replaceAll(' ', '')), like('data_box'), sql<boolean>`born_on::text = ${text}`]))
    .orderBy(sql`name collate "cs-x-icu"`).orderBy('id').limit(limit).execute()
  return rows.map(toParty)
}

/** The records with those merged into them. */
export async function readFamily(db: Reader, tenantId: TenantId, partyIds: readonly Id<'Party'>[]): Promise<Party[]> {
  const rows = await of(db).selectFrom('records.party').selectAll().where('tenant_id', '=', tenantId)
    .where(sql<boolean>`(id = ${ids(partyIds)} or merged_into = ${ids(partyIds)})`).orderBy('id').execute()
  return rows.map(toParty)
}

/** Which of these records are of persons whose data were erased. */
export async function readErased(db: Reader, tenantId: TenantId, partyIds: readonly Id<'Party'>[]): Promise<Id<'Party'>[]> {
  const rows = await of(db).selectFrom('records.party').select('id').where('tenant_id', '=', tenantId).where(sql<boolean>`id = ${ids(partyIds)}`)
    .where(sql<boolean>`erased_at is not null`).execute()
  return rows.map(({ id }) => id)
}

export interface PersonalDocument {
  readonly document: ReturnType<typeof toDocument>
  readonly file: ReturnType<typeof toFile>
  readonly hold: RecordHold | null
}

/** The documents of these records, whoever may see them, with what holds each: one query. `year` is the present one. */
export async function readPersonalDocuments(db: Reader, tenantId: TenantId, partyIds: readonly Id<'Party'>[], year: number): Promise<PersonalDocument[]> {
  const { rows } = await sql<{ document: DocumentRow; file: FileRow; class: ClassRow | null }>`
    select to_jsonb(d) as document, to_jsonb(f) as file, to_jsonb(c) as class
    from records.document d join records.file f on f.tenant_id = d.tenant_id and f.id = d.file_id
    left join records.class c on c.tenant_id = f.tenant_id and c.id = f.class_id
    where d.tenant_id = ${tenantId} and d.party_id = ${ids(partyIds)} order by d.id`.execute(db)
  return rows.map((row) => {
    const [document, file] = [toDocument(revived(row.document)), toFile(revived(row.file))]
    const kept = row.class && { code: row.class.code, regime: regimeOf(row.class) }
    return { document, file, hold: holdOfDocument(document.state, file, kept, year) }
  })
}

/** Times inside JSON come as text. */
const revived = <Row extends object>(row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, key.endsWith('_at') && typeof value === 'string' ? new Date(value) : value])) as Row

/** Leaves of a record its id alone: who it was is gone for good (GDPR art. 17, Act 499/2004 § 64(7)). */
export async function eraseParties(tx: AnyTransaction, tenantId: TenantId, partyIds: readonly Id<'Party'>[], name: string, at: Date): Promise<void> {
  await sql`update records.party set name = ${name}, kind = 'Neurceno', email = null, address = '{}', data_box = null, ico = null, born_on = null, name_words = '{}', erased_at = ${at}
    where tenant_id = ${tenantId} and id = ${ids(partyIds)} and erased_at is null`.execute(tx)
  await forgetFound(tx, tenantId, partyIds)
}

/** Takes things out of the index of the search; what is still there is put in again as it is now. */
export async function forgetFound(tx: AnyTransaction, tenantId: TenantId, found: readonly string[]): Promise<void> {
  await sql`delete from records.search where tenant_id = ${tenantId} and id = ${ids(found)}`.execute(tx)
}

export interface FreeText { readonly table: 'document' | 'file' | 'component' | 'former_place' | 'change'; readonly id: string; readonly key: string; readonly column: string; readonly text: string }

/** Every text somebody wrote about these documents, and about those files in which nothing else is. */
export async function readFreeTexts(db: Reader, tenantId: TenantId, documents: readonly Id<'Document'>[]): Promise<FreeText[]> {
  const { rows } = await sql<FreeText>`
    select 'document' as table, d.id::text as id, '' as key, t.column, t.text from records.document d
      cross join lateral (values ('subject', d.subject), ('sender_reference', d.sender_reference), ('settled_note', d.settled_note), ('cancelled_reason', d.cancelled_reason)) as t("column", text)
      where d.tenant_id = ${tenantId} and d.id = ${ids(documents)} and t.text is not null
    union all select 'file', f.id::text, '', 'subject', f.subject from records.file f
      where f.tenant_id = ${tenantId} and exists (select from records.document d where d.tenant_id = f.tenant_id and d.file_id = f.id and d.id = ${ids(documents)})
        and not exists (select from records.document d where d.tenant_id = f.tenant_id and d.file_id = f.id and d.id <> all(${[...documents]}::uuid[]))
    union all select 'component', c.id::text, '', 'name', c.name from records.component c where c.tenant_id = ${tenantId} and c.document_id = ${ids(documents)}
    union all select 'former_place', o.file_id::text, o.order_in_file::text, 'reason', o.reason from records.former_place o where o.tenant_id = ${tenantId} and o.document_id = ${ids(documents)}
    union all select 'change', h.component_id::text, h.number || ' ' || h.kind, 'reason', h.reason from records.change h
      join records.component c on c.tenant_id = h.tenant_id and c.id = h.component_id where h.tenant_id = ${tenantId} and c.document_id = ${ids(documents)}`.execute(db)
  return rows
}

export async function writeFreeText(tx: AnyTransaction, tenantId: TenantId, { table, id, key, column }: FreeText, text: string): Promise<void> {
  const which = table === 'former_place' ? sql`file_id = ${id}::uuid and order_in_file = ${key}::integer`
    : table === 'change' ? sql`component_id = ${id}::uuid and number || ' ' || kind = ${key}` : sql`id = ${id}::uuid`
  await sql`update ${sql.table(`records.${table}`)} set ${sql.ref(column)} = ${text} where tenant_id = ${tenantId} and ${which}`.execute(tx)
}

/** Hashes of every version of every component of these documents. */
export async function readDocumentContents(db: Reader, tenantId: TenantId, documents: readonly Id<'Document'>[]): Promise<Sha256[]> {
  const { rows } = await sql<{ sha256: Sha256 }>`
    select distinct v.sha256 from records.version v join records.component c on c.tenant_id = v.tenant_id and c.id = v.component_id
    where c.tenant_id = ${tenantId} and c.document_id = ${ids(documents)}`.execute(db)
  return rows.map(({ sha256 }) => sha256)
}

/** Those of the contents that a document other than these has. */
export async function readNeeded(db: Reader, tenantId: TenantId, contents: readonly Sha256[], but: readonly Id<'Document'>[]): Promise<Sha256[]> {
  const { rows } = await sql<{ sha256: Sha256 }>`
    select distinct v.sha256 from records.version v join records.component c on c.tenant_id = v.tenant_id and c.id = v.component_id
    where v.tenant_id = ${tenantId} and v.sha256 = any(${[...contents]}::text[]) and c.document_id <> all(${[...but]}::uuid[])`.execute(db)
  return rows.map(({ sha256 }) => sha256)
}

/** What was read in contents that nobody has any more. */
export async function forgetTexts(tx: AnyTransaction, tenantId: TenantId, contents: readonly Sha256[]): Promise<void> {
  await sql`delete from records.search_text where tenant_id = ${tenantId} and sha256 = any(${[...contents]}::text[])`.execute(tx)
}

/** Records that share a name, address, number or day of birth with a person of the register. */
export async function findAlikeParties(db: Reader, tenantId: TenantId, { name, email, ico, dataBox, bornOn }: Pick<Party, 'name' | 'email' | 'ico' | 'dataBox'> & { readonly bornOn: Day | null }, words: readonly string[]): Promise<Party[]> {
  const rows = await of(db).selectFrom('records.party').selectAll().where('tenant_id', '=', tenantId).where('merged_into', 'is', null).where(sql<boolean>`erased_at is null`)
    .where((e) => e.or([
      sql<boolean>`lower(name) = ${name.toLowerCase()}`, ...words.length > 0 ? [sql<boolean>`name_words && ${[...words]}::text[]`] : [],
      ...email ? [sql<boolean>`lower(email) = ${email.toLowerCase()}`] : [], ...ico ? [e('ico', '=', ico)] : [],
      ...dataBox ? [sql<boolean>`lower(data_box) = ${dataBox.toLowerCase()}`] : [], ...bornOn ? [e('born_on', '=', bornOn)] : [],
    ])).orderBy('id').limit(300).execute()
  return rows.map(toParty)
}
