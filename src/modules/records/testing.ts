import assert from 'node:assert/strict'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { perform, type Deed } from '../audit/index.ts'
import type { TestOffice } from '../identity/testing.ts'
import { registerDocument, type Registered, type Registration } from './index.ts'

/** Does something as one deed and gives back what came of it. */
export async function done<Value>(office: TestOffice, actor: Actor, work: (deed: Deed) => Promise<Value>): Promise<Value> {
  const result: Result<Value, string> = await perform(office, actor, { name: 'test' }, async (deed) => accept(await work(deed)))
  assert.ok(result.ok)
  return result.value
}

/** A received letter on the desk of transport, unless `extra` says otherwise. */
export async function registered(office: TestOffice, extra: Partial<Registration> = {}, actor: Actor = office.actors.registrar): Promise<Registered> {
  const bytes = Buffer.from(`Dobrý den ${newId()}`)
  const sha256 = await office.files.put(office.tenantId, bytes)
  return done(office, actor, (deed) => registerDocument(deed, {
    direction: 'incoming', subject: 'Žádost o kácení', channel: 'Posta', party: null, receivedAt: office.clock, file: { openFor: office.units.DOP.id },
    contents: [{ name: 'dopis.txt', role: 'original', sha256, size: bytes.byteLength, mediaType: 'text/plain' }], ...extra,
  }))
}

/** A value that has to be there. */
export function sure<Value>(value: Value | null | undefined): Value {
  assert.ok(value !== null && value !== undefined)
  return value
}
