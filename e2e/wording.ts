import assert from 'node:assert/strict'
import type { Actor } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import { accept } from '../src/kernel/result.ts'
import { perform } from '../src/modules/audit/index.ts'
import { registerDocument } from '../src/modules/records/index.ts'
import type { StoryOffice } from './office.ts'

/** A document of Jan Novotný's own with a wording that somebody may approve, in a file of its own. */
export async function writtenByJan({ office, cast }: StoryOffice, subject: string): Promise<{ actor: Actor; documentId: Id<'Document'> }> {
  const actor = cast.actors('OD', 'clerk').find(({ name }) => name === 'Jan Novotný')
  assert.ok(actor?.unitId)
  const { tenantId, unitId } = actor
  const sha256 = await office.files.put(tenantId, Buffer.from('Souhlasíme.'))
  const made = await perform(office, actor, { name: 'arrange' }, async (deed) => accept(await registerDocument(deed, {
    direction: 'outgoing', subject, channel: null, party: null, receivedAt: null, file: { openFor: unitId },
    contents: [{ name: 'dopis.txt', role: 'main', sha256, size: 12, mediaType: 'text/plain' }],
  })))
  assert.ok(made.ok)
  return { actor, documentId: made.value.document.id }
}
