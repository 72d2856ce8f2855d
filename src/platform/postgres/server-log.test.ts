import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ask, room, serve } from './fixture.ts'

test('what people wrote does not get into the log of the server, whatever becomes of it', async (t) => {
  const directory = await room(t)
  const postgres = await serve(directory)
  const url = postgres.url('postgres')
  await ask(url, 'create table person (name text unique, note text not null check (length(note) > 100))')
  for (const statement of [`insert into person values ('Jana Tajná', 'krátká')`, `insert into person values ('Jana Tajná', null)`, `select 'Jana Tajná'::uuid`, `do $$ begin raise warning 'Jana Tajná'; end $$; select 1 / 0`]) {
    await assert.rejects(ask(url, statement))
  }
  await postgres.stop()
  const log = await readFile(join(directory, 'postgres.log'), 'utf8')
  assert.match(log, /ready to accept connections[\s\S]*shut down/)
  assert.doesNotMatch(log, /Tajn/)
})
