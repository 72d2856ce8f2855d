import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import type pg from 'pg'
import { testDatabase, type TestDatabase } from '../testing/index.ts'
import {
  connectForCopies, copyIn, countRows, emptyTables, openMoment, readPart, seal, setSequence, unseal, wholeTable, whileUnchecked, writePart, type Moment,
} from './index.ts'

describe('copies of a database', () => {
  let [database, directory, client] = [undefined as unknown as TestDatabase, '', undefined as unknown as pg.Client]
  before(async () => {
    database = await testDatabase(async () => {}, 'empty')
    directory = await mkdtemp(join(tmpdir(), 'obeh-copies-'))
    client = await connectForCopies(database.url, 'obeh test')
    await client.query(`
      create schema room;
      create table room.a (id int primary key, seq bigint generated always as identity, text text, bytes bytea, list text[], twice int generated always as (id * 2) stored, "Odd ""name""" date);
      create table room.b (id int primary key, a_id int not null references room.a (id), parent_id int references room.b (id));
      alter table room.a add column b_id int references room.b (id) on delete cascade deferrable;
      create table room.heard (n int);
      create function room.hear() returns trigger language plpgsql as $$ begin insert into room.heard values (1); return null; end $$;
      create trigger hears after insert on room.b for each statement execute function room.hear();
      insert into room.a (id, text, bytes, list, "Odd ""name""") select n, E'řádek\\t\\\\N\\n' || n, '\\x00ff', '{a,"b,c",null}', date '2026-02-28' from generate_series(1, 300) n;
      insert into room.b select n, n, case when n > 1 then n - 1 end from generate_series(1, 300) n;
      update room.a set b_id = id`)
  })
  after(async () => {
    await client.end()
    await database.drop()
    await rm(directory, { recursive: true })
  })

  const moment = () => openMoment(database.url, { schemas: ['room'], connections: 3 })
  const textOf = async (at: Moment, name: string) => {
    let copied = ''
    const table = at.tables.find((each) => each.name === name)
    if (table) await at.each([table], async (_, copyOut) => { copied = await text(copyOut(wholeTable(table)).stream) })
    return copied
  }
  const allTexts = async (at: Moment) => [await textOf(at, 'a'), await textOf(at, 'b'), await textOf(at, 'heard')]

  it('sees one moment on all connections, whatever is written meanwhile', async () => {
    const at = await moment()
    await client.query('insert into room.heard select 1 from generate_series(1, 5)')
    const counts: number[] = []
    await at.each([1, 2, 3, 4, 5, 6], async (_, copyOut) => {
      const copied = copyOut('copy (select n from room.heard) to stdout')
      await text(copied.stream)
      counts.push(copied.rows())
    })
    await at.close()
    await client.query('delete from room.heard where ctid in (select ctid from room.heard limit 5)')
    assert.deepEqual(counts, counts.map(() => 1))
  })

  it('comes back the same: tables that refer to each other and to themselves, computed columns, numbers, odd names', async () => {
    const at = await moment()
    const before = await allTexts(at)
    await at.each(at.tables, async (table, copyOut) => void (await writePart(join(directory, table.name), copyOut(wholeTable(table)).stream)))
    await at.close()
    await client.query('update room.a set text = null; delete from room.heard')
    await whileUnchecked(client, ['room'], async () => {
      await emptyTables(client, at.tables)
      for (const table of at.tables) assert.equal(await copyIn(client, table, readPart(join(directory, table.name))), await countRows(client, table))
      for (const sequence of at.sequences) await setSequence(client, sequence)
    })
    const restored = await moment()
    assert.deepEqual(await allTexts(restored), before, 'no trigger added a row')
    await restored.close()
    await client.query('insert into room.a (id) values (1000)')
    const { rows: [row] } = await client.query<{ seq: string; twice: number }>('select seq, twice from room.a where id = 1000')
    assert.deepEqual(row, { seq: '301', twice: 2000 })
    await assert.rejects(client.query('insert into room.b values (1000, 99999)'), /foreign key/)
    await client.query('insert into room.b values (1000, 1000); delete from room.b where id = 1000; delete from room.a where id = 1000')
    assert.equal(await countRows(client, { schema: 'room', name: 'heard' }), 2, 'and the trigger hears again')
  })

  it('refuses rows whose foreign key leads nowhere, and leaves everything as it was', async () => {
    const at = await moment()
    const b = at.tables.find(({ name }) => name === 'b')
    await at.each(b ? [b] : [], async (table, copyOut) => void (await writePart(join(directory, 'orphans'), copyOut(wholeTable(table)).stream)))
    await at.close()
    await assert.rejects(whileUnchecked(client, ['room'], async () => {
      await emptyTables(client, at.tables)
      if (b) await copyIn(client, b, readPart(join(directory, 'orphans')))
    }), /violates foreign key/)
    assert.equal(await countRows(client, { schema: 'room', name: 'a' }), 300)
  })

  it('fails, and does not end as if that were all, when the server is lost in the middle of a table', async () => {
    const at = await moment()
    await assert.rejects(at.each([1, 2], async (_, copyOut) => {
      const { stream } = copyOut(`copy (select repeat('x', 1000) from generate_series(1, 100000)) to stdout`)
      stream.once('data', () => void client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'obeh backup' and datname = current_database()`))
      await writePart(join(directory, `lost-${String(_)}`), stream)
    }))
    await at.close()
  })

  it('raises where PostgreSQL would show only some of the rows', async () => {
    await client.query(`
      create table room.walled (tenant_id int); insert into room.walled values (1), (2); alter table room.walled enable row level security;
      create policy one on room.walled using (tenant_id = 1);
      do $$ begin if not exists (select from pg_roles where rolname = 'obeh_test_reader') then create role obeh_test_reader; end if; end $$;
      grant usage on schema room to obeh_test_reader; grant select on all tables in schema room to obeh_test_reader; grant select on all sequences in schema room to obeh_test_reader`)
    const limited = new URL(database.url)
    limited.searchParams.set('options', '-c role=obeh_test_reader')
    const at = await openMoment(limited.href, { schemas: ['room'], connections: 1 })
    await assert.rejects(textOf(at, 'walled'), /row-level security/)
    await at.close()
    const all = await moment()
    assert.equal(await textOf(all, 'walled'), '1\n2\n')
    await all.close()
    await client.query('drop owned by obeh_test_reader; drop role if exists obeh_test_reader').catch(() => {})
  })
})

describe('sealing by a passphrase', () => {
  it('opens with the same words, however they were typed, and with no others; not one bit may change', async () => {
    const secret = Buffer.from('klíč protokolu')
    const sealed = await seal(secret, 'pět slov'.normalize('NFC'))
    const opened = await unseal(sealed, 'pět slov'.normalize('NFD'))
    assert.deepEqual([opened.ok && opened.value.equals(secret), sealed.includes(secret.toString('base64'))], [true, false])
    assert.deepEqual(await unseal(sealed, 'pet slov'), { ok: false, refusal: 'wrong-passphrase' })
    for (const field of ['salt', 'data']) {
      const parts = JSON.parse(sealed) as Record<string, string>
      const bytes = Buffer.from(parts[field] ?? '', 'base64')
      bytes[3] = (bytes[3] ?? 0) ^ 1
      assert.equal((await unseal(JSON.stringify({ ...parts, [field]: bytes.toString('base64') }), 'pět slov')).ok, false, field)
    }
    assert.deepEqual(await unseal('{}', 'x'), { ok: false, refusal: 'not-sealed' })
  })
})
