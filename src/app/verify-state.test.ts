import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addDays, dayOf } from '../kernel/day.ts'
import { accept } from '../kernel/result.ts'
import { perform } from '../modules/audit/index.ts'
import { assign, putOnDesk } from '../modules/circulation/index.ts'
import { arrangeSubstitution } from '../modules/identity/index.ts'
import { signedIn, testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { addContent, changeFileDue, grantAccess, readFile, registerDocument, settleDocument, type Registered } from '../modules/records/index.ts'
import { allMigrations } from './rooms.ts'
import { verifyOffice } from './verify.ts'

/* What whoever has the database would change: rights first, then whose a file is, when it is due, what was decided. */
describe('verification of what the log says of the office', () => {
  let office: TestOffice
  let made: Registered
  const config = () => ({ dataDirectory: office.fileDirectory }) as Parameters<typeof verifyOffice>[0]['config']
  const findings = async () => (await verifyOffice({ ...office, config: config() })).flatMap((report) => report.findings)
  before(async () => {
    office = await testOffice(allMigrations.filter(({ room }) => !['database', 'events', 'audit', 'identity'].includes(room)))
    const content = async (text: string, role: 'original' | 'main') => {
      const bytes = Buffer.from(text)
      return { name: `${text}.txt`, role, sha256: await office.files.put(office.tenantId, bytes), size: bytes.byteLength, mediaType: 'text/plain' } as const
    }
    const [original, main] = [await content('podani', 'original'), await content('odpoved', 'main')]
    await perform(office, office.actors.registrar, { name: 'test' }, async (deed) => {
      made = await registerDocument(deed, {
        direction: 'incoming', subject: 'Žádost', channel: 'EPodatelnaMail', party: { name: 'Jan', email: 'jan@example.cz' }, receivedAt: office.clock,
        file: { openFor: office.units.DOP.id }, contents: [original],
      })
      await addContent(deed, made.document.id, main)
      await changeFileDue(deed, made.file, addDays(dayOf(office.clock), 30))
      await grantAccess(deed, [made.document.id], { kind: 'unit', id: office.units.ZIV.id }, 'statement')
      await putOnDesk(deed, made)
      return accept(null)
    })
    const [head, clerk] = [office.actors.head, office.actors.clerk]
    const assigned = await assign(office, head, made.document.id, { to: { kind: 'person', id: clerk.personId as never }, instruction: null })
    assert.ok(assigned.ok, JSON.stringify(assigned))
    assert.ok((await settleDocument(office, clerk, made.document.id, { way: 'vzetimNaVedomi', note: 'Bez odpovědi.' })).ok)
    const today = dayOf(office.clock)
    const arranged = await arrangeSubstitution(office, await signedIn(office, 'head'), { personId: head.personId as never, substituteId: clerk.personId as never, startsOn: today, endsOn: addDays(today, 5), kinds: ['handle'], maySign: false, basis: 'dovolená' } as never)
    assert.ok(arranged.ok, JSON.stringify(arranged))
  })
  after(() => office.close())

  it('finds nothing in an office that nobody touched', async () => {
    assert.deepEqual(await findings(), [])
    assert.equal((await readFile(office.db, office.tenantId, made.file.id))?.holderPersonId, office.actors.clerk.personId)
  })

  /** Does the harm in spite of every constraint, verifies, and takes it back. */
  async function harmedBy(table: string, harm: ReturnType<typeof sql>) {
    const place = sql.table(table)
    const unbound = (work: (tx: typeof office.superuser) => Promise<unknown>) => office.superuser.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await work(tx)
    })
    await unbound(async (tx) => {
      await sql`create table harmed as table ${place}`.execute(tx)
      await harm.execute(tx)
    })
    const found = await findings()
    await unbound(async (tx) => {
      await sql`delete from ${place}`.execute(tx)
      const { rows } = await sql<{ name: string }>`select string_agg(quote_ident(attname), ', ') as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(tx)
      const columns = sql.raw(rows[0]?.name ?? '')
      await sql`insert into ${place} (${columns}) select ${columns} from harmed`.execute(tx)
      await sql`drop table harmed`.execute(tx)
    })
    return found
  }

  const clerk = () => sql`id = ${office.actors.clerk.personId}`
  const harms: [string, string, () => ReturnType<typeof sql>, string, boolean][] = [
    ['a role somebody gave themself', 'identity.person', () => sql`update identity.person set roles = roles || '{admin}' where ${clerk()}`, 'person-changed', true],
    ['a role somebody was deprived of', 'identity.person', () => sql`update identity.person set roles = '{}' where ${clerk()}`, 'person-changed', true],
    ['a person put in another unit', 'identity.person', () => sql`update identity.person set unit_id = ${office.units.KAN.id} where ${clerk()}`, 'person-changed', true],
    ['a password put in place of another', 'identity.person', () => sql`update identity.person set password_hash = 'x' where ${clerk()}`, 'person-changed', true],
    ['the address of somebody changed to another mailbox', 'identity.person', () => sql`update identity.person set email = 'jiny@kuzk.example' where ${clerk()}`, 'person-changed', true],
    ['a person let out of the office', 'identity.person', () => sql`update identity.person set active = false where ${clerk()}`, 'person-changed', true],
    ['a person whom nobody added', 'identity.person', () => sql`insert into identity.person (tenant_id, id, unit_id, name, family_name, post, email, roles)
      values (${office.tenantId}, gen_random_uuid(), ${office.units.KAN.id}, 'Duch', 'Duch', 'správce', 'duch@kuzk.example', '{admin}')`, 'not-in-log', false],
    ['a person taken away', 'identity.person', () => sql`delete from identity.person where ${clerk()}`, 'person-missing', true],
    ['a passkey that nobody registered', 'identity.passkey', () => sql`insert into identity.passkey (tenant_id, id, person_id, name, credential_id, public_key, counter, bound, backed_up, transports, model, made_at)
      values (${office.tenantId}, gen_random_uuid(), ${office.actors.head.personId}, 'k', 'credential-credential', '\\x00', 0, true, false, '{}', '', now())`, 'not-in-log', false],
    ['a sign-in policy that nobody set', 'identity.sign_in_policy', () => sql`insert into identity.sign_in_policy values (${office.tenantId}, 'none', false)`, 'not-in-log', false],
    ['a unit renamed', 'identity.unit', () => sql`update identity.unit set name = 'Jiný' where id = ${office.units.DOP.id}`, 'unit-changed', true],
    ['a substitution that goes on for longer', 'identity.substitution', () => sql`update identity.substitution set ends_on = ends_on + 100`, 'substitution-changed', true],
    ['a substitute who may sign', 'identity.substitution', () => sql`update identity.substitution set may_sign = true`, 'substitution-changed', true],
    ['another substitute', 'identity.substitution', () => sql`update identity.substitution set substitute_id = ${office.actors.otherClerk.personId}`, 'substitution-changed', true],
    ['a right to see a document that nobody gave', 'records.grant', () => sql`insert into records.grant values (${office.tenantId}, ${made.document.id}, ${office.actors.otherClerk.personId}, 'person', 'holder', now())`, 'grant-not-in-log', false],
    ['a right to see a document that was taken away', 'records.grant', () => sql`delete from records.grant where grantee_id = ${office.units.ZIV.id}`, 'grant-missing', true],
    ['a file with another subject', 'records.file', () => sql`update records.file set subject = 'Jiná'`, 'file-changed', true],
    ['a file in another unit', 'records.file', () => sql`update records.file set holder_unit_id = ${office.units.ZIV.id}`, 'file-changed', true],
    ['a file of another person', 'records.file', () => sql`update records.file set holder_person_id = ${office.actors.colleague.personId}`, 'file-changed', true],
    ['a time limit put off', 'records.file', () => sql`update records.file set due_on = due_on + 30`, 'file-changed', true],
    ['a file opened again', 'records.file', () => sql`update records.file set state = 'nevyrizen', settled_at = null`, 'file-changed', true],
    ['a document in another file', 'records.document', () => sql`update records.document set file_id = gen_random_uuid()`, 'document-changed', true],
    ['a document in another place of its file', 'records.document', () => sql`update records.document set order_in_file = 7`, 'document-changed', true],
    ['a document settled otherwise', 'records.document', () => sql`update records.document set settled_way = 'postoupenim'`, 'document-changed', true],
    ['a document that is not settled any more', 'records.document', () => sql`update records.document set state = 'nevyrizen', settled_at = null`, 'document-changed', true],
    ['a document of another sender', 'records.document', () => sql`update records.document set party_id = gen_random_uuid()`, 'document-changed', true],
    ['a document shown to more than auditors', 'records.document', () => sql`update records.document set auditors_only = not auditors_only`, 'document-changed', true],
    ['a component in another role', 'records.component', () => sql`update records.component set role = 'enclosure' where role = 'main'`, 'not-in-log', true],
    ['components in another order', 'records.component', () => sql`update records.component set order_no = order_no + 5`, 'not-in-log', true],
    ['a content that passes for another format', 'records.version', () => sql`update records.version set media_type = 'application/pdf'`, 'not-in-log', true],
    ['an item of the circulation that ended by itself', 'circulation.item', () => sql`update circulation.item set instruction = 'jinak'`, 'item-changed', false],
  ]
  for (const [name, table, harm, what, named] of harms) {
    it(`finds ${name}${named ? ' and names the entry' : ''}`, async () => {
      const found = await harmedBy(table, harm())
      assert.ok(found.some((finding) => finding.what === what && (finding.entry !== null) === named), JSON.stringify(found))
    })
  }

  it('finds a changed entry once, and not again in what it vouched for', async () => {
    const { rows: [entry] } = await sql<{ index: number; payload: string }>`select index, payload from audit.entry where object_id = ${office.actors.otherHead.personId} and event = 'Zalozeni'`.execute(office.superuser)
    await sql`update audit.entry set payload = replace(payload, 'actorName', 'actorname') where index = ${entry?.index}`.execute(office.superuser)
    assert.deepEqual((await findings()).map(({ entry: index, what }) => [index, what]), [[entry?.index, 'payload-changed']])
    await sql`update audit.entry set payload = ${entry?.payload} where index = ${entry?.index}`.execute(office.superuser)
  })

  it('finds nothing once every harm was taken back', async () => assert.deepEqual(await findings(), []))
})
