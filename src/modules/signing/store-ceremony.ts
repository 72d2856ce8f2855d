import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { tablesOf, type AnyTransaction } from '../../platform/database/index.ts'
import { waitingStates, type Ceremony, type CeremonyItem, type CeremonyItemState, type CeremonyState, type Confirmation } from './model-ceremony.ts'
import type { Reader, TenantId } from './store.ts'

interface CeremonyRow {
  tenant_id: TenantId; id: Id<'Ceremony'>; signer_id: Id<'Person'>; credential_id: Id<'Credential'>; root: Sha256; total: number; reason: string | null
  state: CeremonyState; origin: string; frozen_at: Date; confirmed_at: Date | null; proof: Confirmation['proof'] | null; proof_bound: boolean | null
  proved_at: Date | null; allowed: number; hand_until: Date | null; ended_at: Date | null
}
interface ItemRow {
  tenant_id: TenantId; ceremony_id: Id<'Ceremony'>; ordinal: number; item_id: Id<'WorkItem'>; document_id: Id<'Document'>; component_id: Id<'Component'>
  version: number; sha256: Sha256; wording: Sha256; size: number; pages: number | null; title: string; reference_number: string; class_code: string | null
  need: CeremonyItem['need']; for_id: Id<'Person'> | null; authority_id: Id<'Authority'> | null; visible: boolean; unshown: string | null; must_open: boolean; state: CeremonyItemState
  code: string | null; note: string | null; found: Sha256 | null; tries: number; signed: Sha256 | null; signed_version: number | null; ended_at: Date | null
}
interface SignatureRow { tenant_id: TenantId; ceremony_id: Id<'Ceremony'>; ordinal: number; digest: string; value: Buffer; at: Date }
interface CeremonyTables { 'signing.ceremony': CeremonyRow; 'signing.ceremony_item': ItemRow; 'signing.signature': SignatureRow }
const of = (db: Reader) => tablesOf<CeremonyTables>(db)

/** A ceremony with its whole list, in two statements. */
export async function insertCeremony(tx: AnyTransaction, tenantId: TenantId, one: Ceremony, items: readonly CeremonyItem[]): Promise<void> {
  const { id, root, total, reason, state, origin, allowed } = one
  await of(tx).insertInto('signing.ceremony').values({
    id, root, total, reason, state, origin, allowed, tenant_id: tenantId, signer_id: one.signerId, credential_id: one.credentialId, frozen_at: one.frozenAt,
    confirmed_at: null, proof: null, proof_bound: null, proved_at: null, hand_until: null, ended_at: null,
  }).execute()
  const rows = JSON.stringify(items.map((item) => toRow(tenantId, id, item)))
  await sql`insert into signing.ceremony_item select * from json_populate_recordset(null::signing.ceremony_item, ${rows}::json)`.execute(tx)
}

export async function readCeremonyRow(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>): Promise<Ceremony | undefined> {
  const row = await of(db).selectFrom('signing.ceremony').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row && toCeremony(row)
}

/** Whoever settles anything of a ceremony holds its row, so nothing of it is settled twice at once. */
export async function lockCeremony(tx: AnyTransaction, tenantId: TenantId, id: Id<'Ceremony'>): Promise<Ceremony | undefined> {
  const row = await of(tx).selectFrom('signing.ceremony').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toCeremony(row)
}

/** What somebody has frozen or signed, newest first. */
export async function readCeremoniesOf(
  db: Reader, tenantId: TenantId, signerId: Id<'Person'>, { before, limit }: { readonly before?: Id<'Ceremony'> | undefined; readonly limit: number },
): Promise<Ceremony[]> {
  let select = of(db).selectFrom('signing.ceremony').selectAll().where('tenant_id', '=', tenantId).where('signer_id', '=', signerId).orderBy('id', 'desc').limit(limit)
  if (before !== undefined) select = select.where('id', '<', before)
  return (await select.execute()).map(toCeremony)
}

/** Every ceremony of the office, oldest first, a page by id. */
export async function readAllCeremonies(db: Reader, tenantId: TenantId, after: Id<'Ceremony'> | null, limit: number): Promise<Ceremony[]> {
  let select = of(db).selectFrom('signing.ceremony').selectAll().where('tenant_id', '=', tenantId).orderBy('id').limit(limit)
  if (after !== null) select = select.where('id', '>', after)
  return (await select.execute()).map(toCeremony)
}

export interface ItemQuery {
  readonly states?: readonly CeremonyItemState[] | undefined
  readonly ordinals?: readonly number[]
  /** Only those after this ordinal: the key of the page. */
  readonly after?: number | undefined
  readonly limit: number
}

/** In the order in which they are signed. */
export async function readCeremonyItems(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>, { states, ordinals, after = 0, limit }: ItemQuery): Promise<CeremonyItem[]> {
  let select = of(db).selectFrom('signing.ceremony_item').selectAll()
    .where('tenant_id', '=', tenantId).where('ceremony_id', '=', id).where('ordinal', '>', after).orderBy('ordinal').limit(limit)
  if (states) select = select.where('state', 'in', states)
  if (ordinals) select = select.where('ordinal', '=', sql<number>`any(${[...ordinals]}::integer[])`)
  return (await select.execute()).map(toItem)
}

export interface StateCount { readonly state: CeremonyItemState; readonly code: string | null; readonly count: number }

/** How the documents of a ceremony stand. */
export function countStates(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>): Promise<StateCount[]> {
  return of(db).selectFrom('signing.ceremony_item').select((e) => ['state', 'code', e.fn.countAll<number>().as('count')])
    .where('tenant_id', '=', tenantId).where('ceremony_id', '=', id).groupBy(['state', 'code']).orderBy('count', 'desc').execute()
}

/** What may change of a line. */
export type Moved = Pick<CeremonyItem, 'ordinal' | 'state' | 'code' | 'found' | 'tries' | 'signed' | 'signedVersion' | 'endedAt'>

/** Saves how lines of a locked ceremony stand now, in one statement; only of those that still wait, so that nothing ends twice. */
export async function saveMoved(tx: AnyTransaction, tenantId: TenantId, id: Id<'Ceremony'>, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return
  const rows = JSON.stringify(moved.map(({ signedVersion: signed_version, endedAt: ended_at, ...same }) => ({ ...same, signed_version, ended_at })))
  await sql`update signing.ceremony_item as i
    set state = m.state, code = m.code, found = m.found, tries = m.tries, signed = m.signed, signed_version = m.signed_version, ended_at = m.ended_at
    from json_to_recordset(${rows}::json) as m (ordinal integer, state text, code text, found text, tries integer, signed text, signed_version integer, ended_at timestamptz)
    where i.tenant_id = ${tenantId} and i.ceremony_id = ${id} and i.ordinal = m.ordinal and i.ended_at is null`.execute(tx)
}

/** What of a frozen list its signer has yet to open: how many, and the first of them. */
export async function readUnopened(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>, signerId: Id<'Person'>): Promise<{ readonly count: number; readonly first: Id<'WorkItem'> | null }> {
  const { rows } = await sql<{ count: number; first: Id<'WorkItem'> | null }>`select count(*)::integer as count, (array_agg(i.item_id order by i.ordinal))[1] as first from signing.ceremony_item as i
    where i.tenant_id = ${tenantId} and i.ceremony_id = ${id} and i.must_open and i.state = 'prepared' and not exists (
      select from signing.opening as o where o.tenant_id = i.tenant_id and o.person_id = ${signerId} and o.document_id = i.document_id and o.sha256 = i.sha256)`.execute(db)
  return rows[0] ?? { count: 0, first: null }
}

export async function saveCeremony(tx: AnyTransaction, tenantId: TenantId, one: Pick<Ceremony, 'id' | 'state' | 'confirmation' | 'allowed' | 'handUntil' | 'endedAt'>): Promise<void> {
  const { id, state, confirmation, allowed, handUntil, endedAt } = one
  await of(tx).updateTable('signing.ceremony').set({
    state, allowed, hand_until: handUntil, ended_at: endedAt, confirmed_at: confirmation?.at ?? null, proof: confirmation?.proof ?? null, proof_bound: confirmation?.bound ?? null,
    proved_at: confirmation?.provedAt ?? null,
  }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Lets a confirmed ceremony have its documents; those which another one is already signing are left out of it. Returns the ordinals it has. */
export async function claimItems(tx: AnyTransaction, tenantId: TenantId, id: Id<'Ceremony'>, at: Date): Promise<{ claimed: number; elsewhere: number }> {
  const { rows } = await sql<{ claimed: number; elsewhere: number }>`
    with mine as (
      insert into signing.claim (tenant_id, item_id, ceremony_id)
      select tenant_id, item_id, ceremony_id from signing.ceremony_item
      where tenant_id = ${tenantId} and ceremony_id = ${id} and state = 'prepared' order by item_id
      on conflict do nothing returning item_id),
    moved as (
      update signing.ceremony_item as i
      set state = case when m.item_id is null then 'excluded' else 'authorised' end, code = case when m.item_id is null then 'in-other-ceremony' end,
        ended_at = case when m.item_id is null then ${at}::timestamptz end
      from signing.ceremony_item as o left join mine as m on m.item_id = o.item_id
      where o.tenant_id = ${tenantId} and o.ceremony_id = ${id} and o.state = 'prepared' and i.tenant_id = o.tenant_id and i.ceremony_id = o.ceremony_id and i.ordinal = o.ordinal
      returning i.state)
    select count(*) filter (where state = 'authorised')::integer as claimed, count(*) filter (where state = 'excluded')::integer as elsewhere from moved`.execute(tx)
  return rows[0] ?? { claimed: 0, elsewhere: 0 }
}

/** Lets go of what dropped out of a ceremony, so that it may be signed in another. */
export async function releaseItems(tx: AnyTransaction, tenantId: TenantId, id: Id<'Ceremony'>, itemIds: readonly Id<'WorkItem'>[]): Promise<void> {
  if (itemIds.length === 0) return
  await sql`delete from signing.claim where tenant_id = ${tenantId} and ceremony_id = ${id} and item_id = any(${[...itemIds]}::uuid[])`.execute(tx)
}

/** Gives up whatever of a locked ceremony has not ended; returns the items it lets go of. */
export async function cancelItems(tx: AnyTransaction, tenantId: TenantId, id: Id<'Ceremony'>, at: Date): Promise<Id<'WorkItem'>[]> {
  const rows = await of(tx).updateTable('signing.ceremony_item').set({ state: 'cancelled', ended_at: at })
    .where('tenant_id', '=', tenantId).where('ceremony_id', '=', id).where('ended_at', 'is', null).returning('item_id').execute()
  return rows.map(({ item_id: itemId }) => itemId)
}

export interface Made { readonly ordinal: number; readonly digest: string; readonly value: Uint8Array }

/** Keeps signatures as the key made them. Of two runs at once the first is the one that counts. */
export async function keepSignatures(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>, made: readonly Made[], at: Date): Promise<void> {
  if (made.length === 0) return
  const values = made.map(({ ordinal, digest, value }) => ({ ordinal, digest, at, value: Buffer.from(value), tenant_id: tenantId, ceremony_id: id }))
  await of(db).insertInto('signing.signature').values(values).onConflict((on) => on.doNothing()).execute()
}

export async function readSignatures(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>, ordinals: readonly number[]): Promise<Map<string, Buffer>> {
  if (ordinals.length === 0) return new Map()
  const rows = await of(db).selectFrom('signing.signature').select(['ordinal', 'digest', 'value']).where('tenant_id', '=', tenantId).where('ceremony_id', '=', id)
    .where('ordinal', '=', sql<number>`any(${[...ordinals]}::integer[])`).execute()
  return new Map(rows.map(({ ordinal, digest, value }) => [`${ordinal} ${digest}`, value]))
}

/** How many signatures the key has made for a ceremony. */
export async function countSignatures(db: Reader, tenantId: TenantId, id: Id<'Ceremony'>): Promise<number> {
  const { count } = await of(db).selectFrom('signing.signature').select((e) => e.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId).where('ceremony_id', '=', id).executeTakeFirstOrThrow()
  return count
}

/** The last time anybody's signature was put to each of these documents, and over which wording. */
export async function readLastSigned(db: Reader, tenantId: TenantId, documentIds: readonly Id<'Document'>[]): Promise<Map<Id<'Document'>, Pick<CeremonyItem, 'wording' | 'signedVersion' | 'endedAt' | 'componentId'>>> {
  const rows = await of(db).selectFrom('signing.ceremony_item').select(['document_id', 'wording', 'signed_version', 'ended_at', 'component_id']).distinctOn('document_id')
    .where('tenant_id', '=', tenantId).where('document_id', '=', sql<Id<'Document'>>`any(${[...documentIds]}::uuid[])`).where('state', '=', 'stored')
    .orderBy('document_id').orderBy('ended_at', 'desc').execute()
  return new Map(rows.map(({ document_id: id, wording, ...row }) => [id, { wording, signedVersion: row.signed_version, endedAt: row.ended_at, componentId: row.component_id }]))
}

/** Who signed what of a document, and for whom. */
export async function readSignedItems(db: Reader, tenantId: TenantId, documentId: Id<'Document'>): Promise<{ readonly signed: Sha256 | null; readonly signerId: Id<'Person'>; readonly forId: Id<'Person'> | null }[]> {
  return of(db).selectFrom('signing.ceremony_item as i').innerJoin('signing.ceremony as c', (on) => on.onRef('c.tenant_id', '=', 'i.tenant_id').onRef('c.id', '=', 'i.ceremony_id'))
    .select(['i.signed', 'c.signer_id as signerId', 'i.for_id as forId']).where('i.tenant_id', '=', tenantId).where('i.document_id', '=', documentId).where('i.state', '=', 'stored').execute()
}

/** Those of a ceremony that still wait. */
export const readWaiting = (db: Reader, tenantId: TenantId, id: Id<'Ceremony'>, after: number, limit: number): Promise<CeremonyItem[]> =>
  readCeremonyItems(db, tenantId, id, { states: waitingStates, after, limit })

function toCeremony({ tenant_id: _, ...row }: CeremonyRow): Ceremony {
  const { id, root, total, reason, state, origin, allowed } = row
  const confirmation = row.confirmed_at && row.proof && row.proved_at
    ? { at: row.confirmed_at, proof: row.proof, bound: row.proof_bound ?? false, provedAt: row.proved_at } : null
  return { id, root, total, reason, state, origin, allowed, confirmation, signerId: row.signer_id, credentialId: row.credential_id, frozenAt: row.frozen_at, handUntil: row.hand_until, endedAt: row.ended_at }
}

function toRow(tenantId: TenantId, ceremonyId: Id<'Ceremony'>, item: CeremonyItem): ItemRow {
  const { ordinal, version, sha256, wording, size, pages, title, need, visible, unshown, state, code, note, found, tries, signed } = item
  return {
    ordinal, version, sha256, wording, size, pages, title, need, visible, unshown, state, code, note, found, tries, signed, tenant_id: tenantId, ceremony_id: ceremonyId,
    item_id: item.itemId, document_id: item.documentId, component_id: item.componentId, reference_number: item.referenceNumber, class_code: item.classCode,
    for_id: item.forId, authority_id: item.authorityId, must_open: item.mustOpen, signed_version: item.signedVersion, ended_at: item.endedAt,
  }
}

function toItem(row: ItemRow): CeremonyItem {
  const { ordinal, version, sha256, wording, size, pages, title, need, visible, unshown, state, code, note, found, tries, signed } = row
  return {
    ordinal, version, sha256, wording, size, pages, title, need, visible, unshown, state, code, note, found, tries, signed, itemId: row.item_id,
    documentId: row.document_id, componentId: row.component_id, referenceNumber: row.reference_number, classCode: row.class_code, forId: row.for_id,
    authorityId: row.authority_id, mustOpen: row.must_open, signedVersion: row.signed_version, endedAt: row.ended_at,
  }
}
