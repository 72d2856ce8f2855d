import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { AnyTransaction } from '../../platform/database/index.ts'
import { seesEverything } from './access.ts'
import type { Party } from './model.ts'
import { nameWords, type PartyTraits } from './model-party.ts'
import { of, type PartyRow, type Reader } from './store.ts'
import { folded, fragment, visibleTo } from './store-grant.ts'

type TenantId = Id<'Tenant'>

export async function insertParty(tx: AnyTransaction, tenantId: TenantId, party: Party): Promise<void> {
  await of(tx).insertInto('records.party').values(partyRow(tenantId, party)).execute()
}

export async function updateParty(tx: AnyTransaction, tenantId: TenantId, party: Party): Promise<void> {
  const { tenant_id: _, id: __, ...set } = partyRow(tenantId, party)
  await of(tx).updateTable('records.party').set(set).where('tenant_id', '=', tenantId).where('id', '=', party.id).execute()
}

export async function readParty(db: Reader, tenantId: TenantId, id: Id<'Party'>): Promise<Party | undefined> {
  const row = await of(db).selectFrom('records.party').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toParty(row)
}

/** Locked in the order of their ids. */
export async function lockParties(tx: AnyTransaction, tenantId: TenantId, ids: readonly Id<'Party'>[]): Promise<Party[]> {
  const rows = await of(tx).selectFrom('records.party').selectAll().where('tenant_id', '=', tenantId).where('id', 'in', ids).orderBy('id').forUpdate().execute()
  return rows.map(toParty)
}

/** The files in which documents of a party lie. */
export async function readPartyFiles(db: Reader, tenantId: TenantId, id: Id<'Party'>): Promise<Id<'File'>[]> {
  const rows = await of(db).selectFrom('records.document').select('file_id').distinct().where('tenant_id', '=', tenantId).where('party_id', '=', id).execute()
  return rows.map(({ file_id: fileId }) => fileId)
}

/** Gives the documents of one party, and the records merged into it, to another. Returns how many documents. */
export async function handDocuments(tx: AnyTransaction, tenantId: TenantId, from: Id<'Party'>, to: Id<'Party'>): Promise<number> {
  await of(tx).updateTable('records.party').set({ merged_into: to }).where('tenant_id', '=', tenantId).where('merged_into', '=', from).execute()
  const { numUpdatedRows } = await of(tx).updateTable('records.document').set({ party_id: to })
    .where('tenant_id', '=', tenantId).where('party_id', '=', from).executeTakeFirst()
  return Number(numUpdatedRows)
}

export interface PartyQuery { readonly text?: string | undefined; readonly after?: { readonly name: string; readonly id: Id<'Party'> } | undefined; readonly limit: number }

/** A page of the register by name: all for whoever sees everything, for others only parties of documents they see. */
export async function listParties(db: Reader, actor: Actor, { text, after, limit }: PartyQuery): Promise<Party[]> {
  let select = visibleParties(db, actor).where('p.merged_into', 'is', null).orderBy(sql`p.name collate "cs-x-icu"`).orderBy('p.id').limit(limit)
  if (text) {
    const like = (column: string) => sql<boolean>`${folded(sql.ref(column))} like ${fragment(text)}`
    select = select.where((e) => e.or([like('p.name'), like('p.email'), e('p.ico', '=', text.replaceAll(' ', '')), like('p.data_box')]))
  }
  if (after) select = select.where(sql<boolean>`(p.name collate "cs-x-icu", p.id) > (${after.name} collate "cs-x-icu", ${after.id})`)
  return (await select.execute()).map(toParty)
}

export async function findVisibleParty(db: Reader, actor: Actor, id: Id<'Party'>): Promise<Party | undefined> {
  const row = await visibleParties(db, actor).where('p.id', '=', id).executeTakeFirst()
  return row && toParty(row)
}

/** Those who share something telling with the traits: never more than can be compared at once. */
export async function findLike(db: Reader, actor: Actor, { name, email, ico, dataBox }: PartyTraits): Promise<Party[]> {
  const words = nameWords(name ?? '').filter((word) => word.length > 2)
  const rows = await visibleParties(db, actor).where('p.merged_into', 'is', null).where((e) => e.or([
    ...(email ? [sql<boolean>`lower(p.email) = ${email.toLowerCase()}`] : []),
    ...(ico ? [e('p.ico', '=', ico)] : []),
    ...(dataBox ? [sql<boolean>`lower(p.data_box) = ${dataBox.toLowerCase()}`] : []),
    ...(words.length > 0 ? [sql<boolean>`p.name_words && ${words}::text[]`] : []),
  ])).orderBy(sql`cardinality(array(select unnest(p.name_words) intersect select unnest(${words}::text[])))`, 'desc').orderBy('p.id').limit(200).execute()
  return rows.map(toParty)
}

function visibleParties(db: Reader, actor: Actor) {
  const select = of(db).selectFrom('records.party as p').selectAll('p').where('p.tenant_id', '=', actor.tenantId)
  return seesEverything(actor) ? select : select.where(sql<boolean>`exists (
    select from records.document as d where d.tenant_id = p.tenant_id and d.party_id = p.id and ${visibleTo(actor)})`)
}

export function partyRow(tenantId: TenantId, { id, kind, name, email, address, dataBox, ico, bornOn, mergedInto }: Party): PartyRow {
  return {
    tenant_id: tenantId, id, kind, name, email, address: [...address], data_box: dataBox, ico, born_on: bornOn, name_words: nameWords(name), merged_into: mergedInto,
  }
}

export function toParty({ id, kind, name, email, address, data_box: dataBox, ico, born_on: bornOn, merged_into: mergedInto }: PartyRow): Party {
  return { id, kind, name, email, address, dataBox, ico, bornOn, mergedInto }
}
